"""样板社区: the kinds of community, and for each community the model communities most like it, with why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from api.answers.circle import circle_of
from api.answers.community_counts import counted_of
from api.answers.likeness_words import sentences_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.questions import LikenessQuestion, size_of
from api.schemas.circle import CommunityModels, KindCount, ModelCommunity, ModelsAnswer
from api.schemas.common import Ref
from graph_model.circle.likeness import Likeness, feature_differences, mix_differences, nearest_models
from graph_model.entities.terms import CommunityKind, CommunityModel
from graph_model.labels import chinese
from graph_model.targets.facts import Facts
from graph_model.targets.likeness_facts import ALL_FEATURES, Counted, mixes_of, values_of, weights_of

MODELS: Final = 3
MISSING: Final = "区划台账“试点示范”一列写明分类试点、示范点"
HOW: Final = (
    "先看社区类型相同的样板，再看各项合起来谁最近；一样近的照代码排列。",
    "每项比的是在全部社区里排在什么位置：中间隔着不到 15% 的社区算相近，隔着 40% 以上的算不同。",
    "需求、能人还按种类的构成比。",
    "规模、居民、需求、能人、共建五组各占一样重；有一方没有登记的不比，一半以上比不了的不列。",
    "能人只用各社区合计的人数，不看个人。",
)


@dataclass(frozen=True, eq=False)
class Compared:
    """Communities with their features, mixes and nearest models, worked out once for a state of the graph."""

    rows: Sequence[dict[str, Any]]
    values: NDArray[np.float64]
    mixes: Sequence[tuple[Sequence[str], NDArray[np.float64]]]
    nearest: Sequence[Sequence[Likeness]]


def models_answer(asked: Asking, question: LikenessQuestion) -> ModelsAnswer:
    """Return the kinds of a place and one page of its communities with their nearest models.

    Raises
    ------
    UnknownPlace, BadQuestion
        There is no such place or cursor.
    """
    number = asked.view.find_place(question.place, asked.scope)
    place, facts = asked.view.place_ref(number, question.place), circle_of(asked).facts
    key = ("models", asked.scope.territory, asked.today)
    counted = asked.view.kept((*key, "counted"), lambda: counted_of(asked, facts))
    compared = asked.view.worked_out(key, lambda: compare(facts, counted))
    here = [one for one, row in enumerate(compared.rows) if place.id in facts.chain_up(row["id"])]
    size, start = size_of(question.limit, asked.page_size), offset_of(question.cursor)
    models = sum(row["model"] is not None for row in compared.rows)
    return ModelsAnswer(
        place=place,
        as_of=asked.today,
        kinds=_kinds(asked, [compared.rows[one] for one in here]),
        unknown_kind=sum(compared.rows[one]["kind"] is None for one in here),
        models=models,
        missing="" if models else MISSING,
        sentences=list(HOW),
        items=[_item(asked, compared, one) for one in here[start : start + size]],
        total=len(here),
        next_cursor=next_cursor(start, size, len(here)),
    )


def compare(facts: Facts, counted: Counted) -> Compared:
    """Compare every community with every model."""
    rows = sorted(facts.at_level("community"), key=lambda one: str(one["id"]))
    order = [facts.at_level("community").index(one) for one in rows]
    values = values_of(facts, counted)[order]
    found = [mixes_of(facts, counts) for counts in (counted.need_kinds, counted.helper_kinds)]
    mixes = [(kinds, counts[order]) for kinds, counts in found]
    models = [number for number, row in enumerate(rows) if row["model"] is not None]
    told = [mix_differences(counts, models)[:, :, None] for _, counts in mixes]
    differences = np.concatenate([feature_differences(values, models), *told], axis=2)
    kinds = [row["kind"] for row in rows]
    return Compared(rows, values, mixes, nearest_models(differences, weights_of(ALL_FEATURES), models, kinds, MODELS))


def _kinds(asked: Asking, rows: Sequence[dict[str, Any]]) -> list[KindCount]:
    return [
        KindCount(
            kind=kind.value,
            label=chinese(kind),
            communities=sum(row["kind"] == kind for row in rows),
            models=[_ref(asked, row) for row in rows if row["kind"] == kind and row["model"] is not None],
        )
        for kind in CommunityKind
    ]


def _item(asked: Asking, compared: Compared, number: int) -> CommunityModels:
    row = compared.rows[number]
    return CommunityModels(
        place=_ref(asked, row),
        kind_label=_kind_label(row),
        model_label=_model_label(row),
        models=[_model(asked, compared, number, one) for one in compared.nearest[number]],
    )


def _model(asked: Asking, compared: Compared, number: int, found: Likeness) -> ModelCommunity:
    here, there = compared.rows[number], compared.rows[found.model]
    alike, differ, unknown = sentences_of(
        compared.values[[number, found.model]],
        [(kinds, counts[[number, found.model]]) for kinds, counts in compared.mixes],
        found.differences,
        asked.view.taxonomy,
    )
    return ModelCommunity(
        place=_ref(asked, there),
        model_label=_model_label(there),
        kind_label=_kind_label(there),
        same_kind=here["kind"] is not None and here["kind"] == there["kind"],
        closeness=round(100 * (1 - found.distance), 1),
        alike=alike,
        differ=differ,
        unknown=unknown,
    )


def _ref(asked: Asking, row: dict[str, Any]) -> Ref:
    return Ref(id=row["id"], name=asked.view.place_name(row["id"]))


def _kind_label(row: dict[str, Any]) -> str | None:
    return chinese(CommunityKind(row["kind"])) if row["kind"] else None


def _model_label(row: dict[str, Any]) -> str:
    return chinese(CommunityModel(row["model"])) if row["model"] else ""
