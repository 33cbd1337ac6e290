"""The reports of each week on the district and each alliance, kept in the data folder as they were written."""

import re
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import orjson

from api.answers.alliance import alliance_answer
from api.answers.strength import subjects_by_id
from api.asking import Asking
from api.errors import UnknownThing
from api.reports.alliance_files import file_of
from api.reports.alliance_report import report_name
from graph_model.strength.calendar import CalendarWeek
from graph_model.strength.subjects import COMMITTEE

FORM: Final = "html"
LIST: Final = "list.json"
PARTIAL: Final = ".partial"
WEEK: Final = re.compile(r"\d{4}-W\d{2}")
REST: Final = 1.0
"""Seconds of rest for each second of work: whoever asks something meanwhile goes first."""


class KeptReport(NamedTuple):
    """One report on the shelf: the name of its file, the alliance's id and name."""

    file: str
    id: str
    name: str


class WeekShelf:
    """Reports by week; a week is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def weeks(self) -> list[str]:
        """List the weeks that have reports, the latest first."""
        if not self._folder.is_dir():
            return []
        return sorted((one.name for one in self._folder.iterdir() if WEEK.fullmatch(one.name)), reverse=True)

    def reports(self, week: str) -> list[KeptReport]:
        """List the reports of a week: the district, then the alliances.

        Raises
        ------
        UnknownThing
            There are none of that week.
        """
        if week not in self.weeks():
            raise UnknownThing(f"没有 {week} 这一周的报告。每周的报告在下一周开始后自动写好。")
        return [KeptReport(**one) for one in orjson.loads((self._folder / week / LIST).read_bytes())]

    def read(self, week: str, file: str) -> bytes:
        """Read one report; raises `UnknownThing` where there is none."""
        if file not in {one.file for one in self.reports(week)}:
            raise UnknownThing(f"{week} 没有名叫 {file} 的报告。")
        return (self._folder / week / file).read_bytes()

    def fill(self, asked: Asking, week: CalendarWeek, still: Callable[[], bool] = lambda: True) -> bool:
        """Write the reports of a week unless they are there; whether they are.

        Parameters
        ----------
        still
            Whether to go on: asked before each report; what was begun is thrown away when not.
        """
        if week.name in self.weeks():
            return True
        partial = self._folder / f"{week.name}{PARTIAL}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        kept = []
        for id_ in _reported(asked):
            if not still():
                return False
            kept.append(_write(asked, id_, week, partial))
        (partial / LIST).write_bytes(orjson.dumps([one._asdict() for one in kept]))
        partial.rename(self._folder / week.name)
        return True


def _reported(asked: Asking) -> Sequence[str]:
    """Give the ids of those reported on: the whole and the alliances; 大党委 are asked about one by one."""
    return [one.id for one in subjects_by_id(asked).values() if one.kind != COMMITTEE]


def _write(asked: Asking, id_: str, week: CalendarWeek, folder: Path) -> KeptReport:
    began = time.monotonic()
    answer = alliance_answer(asked, id_, week.name)
    file = report_name(answer, FORM)
    (folder / file).write_bytes(file_of(answer, FORM))
    time.sleep(REST * (time.monotonic() - began))
    return KeptReport(file, id_, answer.alliance.name)
