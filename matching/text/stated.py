"""What the columns of category and kind of a loose sheet say: our own categories, or anyone's words for one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.taxonomy import ENDINGS, load_taxonomy
from matching.arrays import Floats
from matching.text.concepts import concepts
from matching.text.lexicon import Evidence
from matching.text.reading import said

CATEGORY_WEIGHT: Final = 2.0
"""How much a category counts that somebody stated by a name we know."""
KIND_WEIGHT: Final = 0.6
"""How much a kind counts where the text says nothing of what lies below it."""
KIND_FAVOUR: Final = 2.0
"""How much more counts what the text says of something below the kind: a sheet's kinds are coarser than its texts."""
IN_OTHER_WORDS: Final = 0.5
"""How much is left of a name that is only understood by its words: 医疗卫生, 出行."""
PARTS: Final = re.compile(r"[、，,;；/／|｜·()（）\s]+")
LIST_NAMES: Final = re.compile(
    "(?:服务|共建|结对|成员|辖区|先锋|党员|公益|志愿)?(?:资源|需求|问题|项目|微?心愿|岗位?|单位|人才|个人|队伍?|团队|组织|企业|其[他它])"
    "|志愿服务(?:项目|活动|类)?|志愿活动"
)
"""Names of lists and of those who offer: they say where a row stands, not what it is about."""


def with_stated(read: Evidence, category: str, kind: str) -> Evidence:
    """Join what was read in a row's text with what its category and kind say.

    Parameters
    ----------
    read : array of float64, shape (concepts,)
        Evidence of the text.
    category, kind : str
        The cells as written; what names nothing known says nothing. So does a kind that only names the list (资源,
        服务岗位), who offers (共建单位, 个人), or that it is done for nothing (志愿服务).
    """
    found = read
    coarse = _nothing() if LIST_NAMES.fullmatch(kind) else named(kind)
    if coarse.any():
        favoured = _below() @ coarse
        spoken = float((read * (favoured > 0)).sum())
        found = read * (1 + KIND_FAVOUR * favoured) + KIND_WEIGHT * max(0.0, 1 - spoken) * coarse
    return found + CATEGORY_WEIGHT * named(category) if category else found


@lru_cache(maxsize=1)
def _below() -> Floats:
    """Mark which concept is, or lies below, which other; shape (concepts, concepts)."""
    size = len(concepts())
    marks = np.zeros((size, size), np.float32)
    for number in range(size):
        marks[number, concepts().line(number)] = 1
    return marks


def _nothing() -> Evidence:
    return np.zeros(len(concepts()))


@lru_cache(maxsize=4096)
def named(cell: str) -> Evidence:
    """Find the concepts a cell names; shape (concepts,), summing to at most 1, to less when only understood."""
    told = [found for found in map(_named, PARTS.split(cell)) if found.any()]
    return np.asarray(np.mean(told, axis=0), np.float64) if told else _nothing()


def _named(part: str) -> Evidence:
    found = _nothing()
    category = load_taxonomy().find_category(part) or load_taxonomy().find_category(ENDINGS.sub("", part))
    if category:
        found[concepts().index[category.id]] = 1
        return found
    weights = said(part).weights
    return IN_OTHER_WORDS * weights / weights.sum() if weights.any() else found
