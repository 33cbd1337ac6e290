"""The page of one record: what is registered, its ties, and its history, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from api.answers.calendar import CALENDAR
from api.answers.cards import CARDS
from api.answers.files_out import endings_of
from api.answers.service_record import SERVICE_FORM
from api.answers.things import thing_answer
from api.pages.links import PAGES, address, pool_href, thing_href, where_href, work_who_href
from api.pages.marks import day
from api.pages.rendering import Reader, Reading
from api.schemas import ThingAnswer, Tie
from graph_model.entities.terms import Purpose
from graph_model.labels import chinese

router = APIRouter()
HELPERS: Final = frozenset({"person", "team", "organisation", "resource"})
SERVING: Final = frozenset({"person", "team", "organisation"})
WORKS: Final = frozenset({"post", "need"})
NAV_OF: Final = dict.fromkeys(("resource", "need", "project", "problem", "post"), "lists")


@dataclass(frozen=True, slots=True)
class TieGroup:
    """Ties of one meaning."""

    label: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated line of the history."""

    when: date
    words: str
    name: str
    href: str
    note: str = ""


def _route(kind: str, start: str) -> None:
    @router.get(start + "{identity:path}", name=f"page of {kind}")
    def thing(reader: Reading, identity: str) -> HTMLResponse:
        """Return the page of one record."""
        return page_of(reader, thing_answer(reader.asked, kind, identity))


for _kind, _start in PAGES.items():
    if _kind != "territory":  # its page tells more: territories.py
        _route(_kind, _start)


def page_of(reader: Reader, thing: ThingAnswer, **more: Any) -> HTMLResponse:  # noqa: ANN401 as a template takes it
    """Return the page of a record, with what its own kind tells beside."""
    return reader.page(
        "thing.html",
        title=thing.name,
        nav=NAV_OF.get(thing.kind, ""),
        thing=thing,
        crumbs=_crumbs(thing),
        actions=_actions(thing),
        groups=grouped(thing.ties, reader.asked.today),
        history=history_of(thing.ties, reader.asked.today),
        tie_line=tie_line,
        records=_records(thing),
        calendars=_calendars(thing),
        **more,
    )


def _records(thing: ThingAnswer) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the service records that can be taken away, in each format: names masked, and whole for who agreed."""
    if thing.kind not in SERVING:
        return []
    told: Mapping[str, dict[str, str]] = {
        "隐去姓名": {},
        "写明同意者的姓名（记下是谁取用的）": {"purpose": chinese(Purpose.RECORDS)},
    }
    return [(label, _formats(SERVICE_FORM, {"who": thing.id} | more)) for label, more in told.items()]


def _formats(form: str, query: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the formats of a form, each with its address."""
    return [(ending, address(f"/lists/forms/{form}.{ending}", query)) for ending in endings_of(form)]


def _calendars(thing: ThingAnswer) -> list[tuple[str, str]]:
    """Return the half-days of a helper or a place as a calendar, and the cards of those who agreed."""
    calendar, cards = f"/lists/forms/{CALENDAR}.ics", f"/lists/forms/{CARDS}.vcf"
    if thing.kind == "territory":
        return [("在这里的半天，存成日历", address(calendar, {"place": thing.id}))]
    found = [("半天，存成日历", address(calendar, {"who": thing.id}))] if thing.kind in HELPERS else []
    if thing.kind in SERVING:
        told = {"who": thing.id, "purpose": chinese(Purpose.CONTACT)}
        found.append(("同意者的名片（记下是谁取用的）", address(cards, told)))
    return found


def grouped(ties: Iterable[Tie], today: date) -> tuple[TieGroup, ...]:
    """Return the ties that hold today, by meaning, in the order the answer gave the meanings."""
    holding = [tie for tie in ties if tie.until is None or tie.until >= today]
    order = list(dict.fromkeys(tie.label for tie in holding))
    arranged = sorted(holding, key=lambda tie: order.index(tie.label))
    return tuple(TieGroup(label, tuple(group)) for label, group in groupby(arranged, key=lambda tie: tie.label))


def history_of(ties: Iterable[Tie], today: date) -> tuple[Moment, ...]:
    """Return when each tie began and ended, the newest first; an end agreed for later has not happened yet."""
    begun = [_moment(tie, tie.since, f"{tie.label}：") for tie in ties if tie.since]
    ended = [_moment(tie, tie.until, f"{tie.label}到此为止：") for tie in ties if tie.until and tie.until < today]
    return tuple(sorted(begun + ended, key=lambda one: (-one.when.toordinal(), one.words, one.name, one.href)))


def _moment(tie: Tie, when: date, words: str) -> Moment:
    return Moment(when, words, tie.to.name, thing_href(tie.kind, tie.to.id), tie.note)


def tie_line(tie: Tie) -> Markup:
    """Return one tie in a line: the other side, since when, until when, and the note."""
    href = thing_href(tie.kind, tie.to.id)
    name = Markup('<a href="{}">{}</a>').format(href, tie.to.name) if href else escape(tie.to.name)
    since = "" if tie.since is None else day(tie.since) if tie.kind == "activity" else f"{day(tie.since)}起"
    until = f"到{day(tie.until)}为止" if tie.until else ""
    note = " · ".join(word for word in (since, until, tie.note) if word)
    return name + Markup(" <small>{}</small>").format(note) if note else name


def _crumbs(thing: ThingAnswer) -> list[tuple[str, str]]:
    path = thing.place.path if thing.place else []
    steps = [(ref.name, thing_href("territory", ref.id)) for ref in path if ref.id != thing.id]
    return [*steps, (thing.name, "")]


def _actions(thing: ThingAnswer) -> list[tuple[str, str]]:
    if thing.kind in HELPERS:
        return [("能去哪服务", where_href(thing.id))]
    if thing.kind in WORKS:
        return [("谁能去", work_who_href(thing.id)), ("备选、指定和试算", pool_href(thing.id))]
    if thing.kind == "territory":
        at = {"place": thing.id}
        return [
            ("谁能来服务", address("/who", at)),
            ("本周建议", address("/week", at)),
            ("一览", address("/who/overview", at)),
        ]
    return []
