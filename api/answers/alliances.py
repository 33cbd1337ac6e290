"""联盟强度: the list of alliances, each described in a line, never ranked."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from api.answers.strength import analyst_of, period_of_words, standing_of, subjects_by_id
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import AlliancesQuestion, size_of
from api.schemas import Ref
from api.schemas.alliances import AllianceItem, AlliancesAnswer
from graph_model.entities.terms import Level
from graph_model.labels import chinese
from graph_model.network.definitions import Undefined
from graph_model.network.governance import FORM_NAMES
from graph_model.network.leaning import leaning, leaning_sentence
from graph_model.strength.analysis import Standing
from graph_model.strength.calendar import Period
from graph_model.strength.subjects import Subject

KIND_LABELS: Final = {"alliance": "党建联盟", "committee": "大党委 1+N", "whole": "全部单位"}
LEVELS: Final = {"district": "区", "subdistrict": "镇街", "community": "社区", "compound": "小区"}
COMMITTEE: Final = "committee"


def alliances_answer(asked: Asking, question: AlliancesQuestion) -> AlliancesAnswer:
    """Return a page of alliances; `level` may be a level of alliances, or committee for every 大党委.

    Raises
    ------
    UnknownPlace, BadQuestion
        There is no such place, level, quarter or cursor.
    """
    quarter = period_of_words(asked, question.quarter)
    number = asked.view.find_place(question.place, asked.scope)
    there = _there(asked, asked.view.territories.rows[number].id)
    chosen = [one for one in there if not question.level or group_of(one) == question.level]
    if question.level and question.level not in {*LEVELS, COMMITTEE}:
        raise BadQuestion(f"没有“{question.level}”这一层级。可以写：{'、'.join(LEVELS)}、{COMMITTEE}。")
    size, start = size_of(question.limit, asked.page_size), offset_of(question.cursor)
    counts = Counter(group_of(one) for one in there)
    return AlliancesAnswer(
        place=asked.view.place_ref(number, question.place),
        as_of=min(quarter.last_day, asked.today),
        quarter=quarter.name,
        levels={level: counts[level] for level in (*LEVELS, COMMITTEE)},
        items=[item_asked(asked, one, quarter) for one in chosen[start : start + size]],
        total=len(chosen),
        next_cursor=next_cursor(start, size, len(chosen)),
    )


def group_of(subject: Subject) -> str:
    """Return what a subject is listed under."""
    return COMMITTEE if subject.kind == COMMITTEE else subject.level


def _there(asked: Asking, place: str) -> Sequence[Subject]:
    """Return the subjects that cover a place, or a part of it."""
    facts = analyst_of(asked).record.facts
    return [one for one in subjects_by_id(asked).values() if any(place in facts.chain_up(own) for own in one.places)]


def item_asked(asked: Asking, subject: Subject, quarter: Period) -> AllianceItem:
    """Return a line, worked out once for a state of the graph."""
    lines: dict[tuple[str, str], AllianceItem] = asked.view.kept(("lines", asked.scope.territory, asked.today), dict)
    key = (subject.id, quarter.name)
    if key not in lines:
        lines[key] = item_of(asked, subject, standing_of(asked, subject, quarter))
    return lines[key]


def item_of(asked: Asking, subject: Subject, now: Standing) -> AllianceItem:
    """Describe a subject in a line."""
    names = analyst_of(asked).record.facts.place_names
    hangs, sentence = _leaning(now)
    return AllianceItem(
        id=subject.id,
        name=subject.name,
        kind=subject.kind,
        kind_label=KIND_LABELS[subject.kind],
        level=subject.level,
        level_label=chinese(Level(subject.level)) if subject.level else "",
        places=[Ref(id=one, name=names[one]) for one in subject.places if one in names],
        form_label=FORM_NAMES.get(subject.form or "", ""),
        founded=subject.founded,
        leader=subject.leader,
        members=len(now.members),
        ties=now.tied.together.ties,
        dormant=len(now.tied.dormant),
        hangs=hangs,
        leaning=sentence,
    )


def _leaning(now: Standing) -> tuple[bool | None, str]:
    try:
        found = leaning(now.tied.together)
    except Undefined as undefined:
        return None, f"无定义：{undefined.reason}（{len(now.members)} 个成员）。"
    return found.hangs if found else None, leaning_sentence(found, len(now.members))
