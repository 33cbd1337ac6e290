"""日历: the half-days of the works somebody has, or that are done in a place, as an iCalendar file (RFC 5545).

Times are local without a zone ("form 1" of section 3.3.5): a half-day in a community is that of whoever goes there.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from api.answers.consented import told_of
from api.answers.named import helper_number
from api.answers.record_forms import masked_name, place_words
from api.asking import Asking
from api.reports.content_lines import lines_of, text
from graph_model.commitments import find_commitments
from graph_model.day import local
from graph_model.service_records import note_taken
from graph_model.slots import PARTS
from loaders.cleaning import masked

CALENDAR: Final = "日历"
HOURS: Final = ((time(8), time(12)), (time(13), time(17)), (time(18), time(21)))
"""From when to when 上午, 下午 and 晚上 are drawn in a calendar."""
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gongjian//CN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
ABOUT: Final = "半天的起止是约数，几点到请听社区的。"
EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)


def calendar_answer(asked: Asking, who: str | None, place: str) -> tuple[str, bytes]:
    """Return of whom or which place a calendar tells, and the file; who took whose whole name is noted.

    The same works give the same bytes.

    Raises
    ------
    UnknownThing, BadQuestion
        There is nobody of this id or name, or several of this name.
    """
    helper = asked.view.helpers.rows[helper_number(asked, who)] if who else None
    name = place if helper is None else masked_name(helper.name) if helper.kind == "person" else helper.name
    found = find_commitments(asked.graph, asked.scope, helper.id if helper else None)
    events = [(row, list(_events(asked, row, named=helper is None))) for row in found]
    title = f"X-WR-CALNAME:{text(f'{name}的半天')}"
    content = lines_of([*HEAD, title, *(line for _, lines in events for line in lines), "END:VCALENDAR"])
    if named := [] if helper else _whole_names(asked, [row for row, lines in events if lines]):
        note_taken(asked.graph, asked.scope, CALENDAR, named)
    return name, content


def _whole_names(asked: Asking, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """List the ids of the persons who are named in full, each once."""
    persons = {row["helper"]["id"]: row["helper"] for row in rows if "Person" in row["kinds"]}
    return [own for own, one in persons.items() if told_of(one, asked.scope.purpose, asked.today).named]


def _events(asked: Asking, row: Mapping[str, Any], *, named: bool) -> Iterator[str]:
    """Give an event for each part of the day of a work; one without times has its deadline, if it is known."""
    slots = row["tie"].get("slots") or row["work"].get("slots") or 0
    for part in range(len(PARTS)):
        days = [day for day in range(len(DAYS)) if slots >> (day * len(PARTS) + part) & 1]
        if days:
            yield from _event(asked, row, PARTS[part], _when(row, part, days), named=named)
    if not slots and row["work"].get("deadline"):
        yield from _event(asked, row, "期限", [f"DTSTART;VALUE=DATE:{row['work']['deadline']:%Y%m%d}"], named=named)


def _when(row: Mapping[str, Any], part: int, days: list[int]) -> list[str]:
    """Return when a work falls: a post every week while it is held, a need once, the first time after it was taken."""
    since = row["tie"].get("since") or local(row["work"]["created_at"]).date()
    first = min(since + timedelta((day - since.weekday()) % 7) for day in days)
    begin, end = (f"{first:%Y%m%d}T{hour:%H%M%S}" for hour in HOURS[part])
    lines = [f"DTSTART:{begin}", f"DTEND:{end}"]
    if "Post" in row["work_kinds"]:
        until = row["tie"].get("until")
        last = f";UNTIL={until:%Y%m%d}T235959" if until else ""
        lines.append(f"RRULE:FREQ=WEEKLY;BYDAY={','.join(DAYS[day] for day in days)}{last}")
        away = sorted(
            day for day in row["helper"].get("unavailable_on") or () if day >= first and day.weekday() in days
        )
        lines += [f"EXDATE:{day:%Y%m%d}T{HOURS[part][0]:%H%M%S}" for day in away]
    return lines


def _event(asked: Asking, row: Mapping[str, Any], part: str, when: list[str], *, named: bool) -> Iterator[str]:
    helper, work, tie = row["helper"], row["work"], row["tie"]
    changed = max(moment for moment in (tie.get("decided_at"), work.get("updated_at"), EPOCH) if moment)
    stamp = f"{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    who = f"（{_name(asked, row)}）" if named else ""
    yield "BEGIN:VEVENT"
    number = PARTS.index(part) if part in PARTS else len(PARTS)
    own = text(f"{helper['id']}.{work['id']}.{number}@gongjian")
    yield f"UID:{own}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{int((changed - EPOCH).total_seconds()) // 60}"
    yield from when
    yield f"SUMMARY:{text(masked(work['title']) + who)}"
    yield f"LOCATION:{text(place_words(asked, row['place']))}"
    if part in PARTS:
        yield f"DESCRIPTION:{text(ABOUT)}"
    yield "END:VEVENT"


def _name(asked: Asking, row: Mapping[str, Any]) -> str:
    if "Person" in row["kinds"]:
        return told_of(row["helper"], asked.scope.purpose, asked.today).name
    return str(row["helper"].get("name") or row["helper"].get("title"))
