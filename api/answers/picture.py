"""协作图谱: units where they stand and what tied them, quarter by quarter, layer by layer; no person is in it."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import quote

from api.answers.strength import analyst_of, judging_of, standing_of, subject_asked, subjects_by_id
from api.asking import Asking
from api.questions import PictureQuestion
from api.schemas import Ref
from api.schemas.picture import PictureAnswer, PictureGround, PictureLayer, PictureTies, PictureUnit
from graph_model.entities.terms import OrganisationKind, PartyForm
from graph_model.labels import chinese
from graph_model.network.deeds import KIND_NAMES, KIND_WEIGHTS
from graph_model.network.laying_out import GRAIN
from graph_model.strength.calendar import quarter_of
from graph_model.strength.facts import StrengthFacts
from graph_model.strength.layered import DORMANT, Layered, layered
from graph_model.strength.stage import Stage, stage_of
from graph_model.strength.subjects import COMMITTEE, Subject

QUARTERS: Final = 8
NAMES: Final = KIND_NAMES | {DORMANT: "休眠"}
WEIGHTS: Final = KIND_WEIGHTS | {DORMANT: 0.0}
LAYERS: Final = ("joint_project", "resource", "office", "pairing", "event", "alliance", DORMANT)
"""From what weighs most to what weighs nothing."""
COUNTED: Final = tuple(kind for kind in LAYERS if WEIGHTS[kind])
"""The layers that make ties of the whole."""
DIGITS: Final = 2


def picture_answer(asked: Asking, question: PictureQuestion) -> PictureAnswer:
    """Return the picture of a place within the scope, or of an alliance; worked out once for what ties units.

    Raises
    ------
    UnknownPlace, UnknownThing
        There is no such place or alliance within the reader's scope.
    """
    number = asked.view.find_place(question.place, asked.scope)
    place = asked.view.territories.rows[number].id
    subject = subject_asked(asked, question.alliance or asked.scope.territory)
    key = ("picture of units", subject.id, place)
    answer = judging_of(asked).kept(key, lambda: _answer(asked, subject, number))
    return answer.model_copy(update={"place": asked.view.place_ref(number, question.place)})


def stage_asked(asked: Asking) -> Stage:
    """Return where units stand: from what imports alone change, so that no decision moves anybody."""
    facts = analyst_of(asked).record.facts
    whole = subjects_by_id(asked)[asked.scope.territory]
    key = ("stage", asked.scope.territory, asked.today)
    return asked.view.kept_for_good(key, lambda: stage_of(facts, whole, asked.today))


def _answer(asked: Asking, subject: Subject, number: int) -> PictureAnswer:
    present = quarter_of(asked.today)
    quarters = [present.shifted(back - QUARTERS + 1) for back in range(QUARTERS)]
    standings = [standing_of(asked, subject, quarter) for quarter in quarters]
    found = layered(standings, LAYERS)
    place = asked.view.territories.rows[number].id
    chosen = _within(asked, found.members, [one.day for one in standings], place)
    stage, at = stage_asked(asked), {id_: row for row, id_ in enumerate(chosen)}
    pairs = [pair for pair in found.ties if pair[0] in at and pair[1] in at]
    return PictureAnswer(
        place=asked.view.place_ref(number),
        alliance=None if subject.id == asked.scope.territory else Ref(id=subject.id, name=subject.name),
        as_of=asked.today,
        quarters=[one.name for one in quarters],
        layers=[_layer(kind, bit, found, pairs) for bit, kind in enumerate(LAYERS)],
        spacing=round(stage.spacing * GRAIN),
        grounds=_grounds(asked, stage),
        units=_units(asked, stage, found, chosen),
        ties=PictureTies(
            one=[at[one] for one, _ in pairs],
            two=[at[two] for _, two in pairs],
            layers=[[found.ties[pair][quarter] for pair in pairs] for quarter in range(QUARTERS)],
            weights=[[round(found.weights[pair][quarter], DIGITS) for pair in pairs] for quarter in range(QUARTERS)],
        ),
    )


def _within(asked: Asking, members: Mapping[str, Any], days: Collection[Any], place: str) -> list[str]:
    """Return the members of a place, by id: at home there, or located there or paired with it on one of some days."""
    if place == asked.scope.territory:
        return [*members]
    analyst, homes = analyst_of(asked), stage_asked(asked).homes
    near = Subject("", COMMITTEE, "", "", (place,))
    there = {id_ for day in days for id_ in analyst.membership.on(near, day)}
    chain = analyst.record.facts.chain_up
    return [id_ for id_ in members if id_ in there or place in chain(homes[id_])]


def _layer(kind: str, bit: int, found: Layered, pairs: Collection[tuple[str, str]]) -> PictureLayer:
    counts = [sum(found.ties[pair][quarter] >> bit & 1 for pair in pairs) for quarter in range(QUARTERS)]
    return PictureLayer(key=kind, name=NAMES[kind], weight=WEIGHTS[kind], ties=counts)


def _grounds(asked: Asking, stage: Stage) -> list[PictureGround]:
    facts = analyst_of(asked).record.facts
    return [
        PictureGround(
            id=id_,
            name=facts.place_by_id[id_]["name"],
            level=facts.place_by_id[id_]["level"],
            x=round(disc.x * GRAIN),
            y=round(disc.y * GRAIN),
            radius=round(disc.radius * GRAIN),
        )
        for id_, disc in stage.discs.items()
    ]


def _units(asked: Asking, stage: Stage, found: Layered, chosen: Collection[str]) -> list[PictureUnit]:
    facts, pages = analyst_of(asked).record.facts, subjects_by_id(asked)
    committees = {row["id"] for row in facts.committees}
    return [
        PictureUnit(
            id=id_,
            name=facts.names[id_],
            kind="party" if id_ in committees else "organisation",
            kind_label=chinese(PartyForm.JOINT_COMMITTEE if id_ in committees else _kind(facts.unit_by_id[id_])),
            system=None if id_ in committees else facts.unit_by_id[id_]["system"],
            place=_path(facts, stage.homes[id_]),
            page=_page(id_, committee=id_ in committees, judged=id_ in pages),
            x=stage.spots[id_][0],
            y=stage.spots[id_][1],
            member=[*found.members[id_]],
        )
        for id_ in chosen
    ]


def _kind(row: Mapping[str, Any]) -> OrganisationKind:
    return OrganisationKind(row["kind"])


def _path(facts: StrengthFacts, home: str) -> str:
    """Name a place and the subdistrict before it."""
    chain = [facts.place_by_id[one]["name"] for one in facts.chain_up(home) if one != facts.root]
    return "".join(reversed(chain)) or str(facts.place_by_id[home]["name"])


def _page(id_: str, *, committee: bool, judged: bool) -> str:
    """Return the address of a unit's own page, or of a 大党委 with its 1+N; nothing where it has none."""
    if not committee:
        return f"/organisations/{quote(id_, safe='')}"
    return f"/alliances/{quote(id_, safe='')}" if judged else ""
