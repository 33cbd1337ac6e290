"""Parts the skills of a cell that only a blank separates (理发 急救), but for names that have a blank themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from graph_model.taxonomy import Taxonomy
from loaders.kinds.certified import certified

LEVEL: Final = re.compile(r"自述|爱好|[初中高一二三四五六]级|资深|技师|熟练")
WORDS: Final = re.compile(r"[\u4e00-\u9fff]{2,12}")
"""What a skill nobody knows looks like."""
NO_SKILLS: Final = frozenset({"没有", "暂无", "无", "退休", "离休", "在职", "党员", "群众"})
"""Words that deny a skill or tell of the person; what they stand beside is no list of skills."""


def parted_by_blanks(taxonomy: Taxonomy, said: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Give what the cells of a row say of skills, what only a blank separates apart."""
    return {
        **said,
        "skills": skills_apart(taxonomy, said["skills"]),
        "levels": levels_apart(said["levels"]),
        "certificates": certificates_apart(taxonomy, said["certificates"]),
    }


def skills_apart(taxonomy: Taxonomy, said: Iterable[str]) -> tuple[str, ...]:
    """Give the skills of a cell, those that a blank separates apart."""
    return tuple(part for words in said for part in _apart(taxonomy, words))


def certificates_apart(taxonomy: Taxonomy, said: Iterable[str]) -> tuple[str, ...]:
    """Give the certificates of a cell, those that a blank separates apart where each of them is known."""
    found: list[str] = []
    for words in said:
        pieces = words.split()
        is_list = len(pieces) > 1 and all(taxonomy.certificate_name(one) in taxonomy.certificates for one in pieces)
        found += pieces if is_list else [words]
    return tuple(found)


def levels_apart(said: Iterable[str]) -> tuple[str, ...]:
    """Give the levels of a cell, those that a blank separates apart."""
    found: list[str] = []
    for words in said:
        pieces = words.split()
        found += pieces if len(pieces) > 1 and all(map(LEVEL.fullmatch, pieces)) else [words]
    return tuple(found)


@lru_cache(maxsize=5_000)
def _apart(taxonomy: Taxonomy, words: str) -> tuple[str, ...]:
    if " " not in words:
        return (words,)
    joined = "".join(words.split())
    if _is_known(taxonomy, words):
        return (words,)
    if _is_known(taxonomy, joined):
        return (joined,)
    pieces = words.split()
    if not NO_SKILLS.isdisjoint(pieces):
        return (words,)
    parts = tuple(_with_levels(pieces))
    known = [_is_known(taxonomy, one) for one in parts]
    is_list = any(known) and all(one or WORDS.fullmatch(part) for one, part in zip(known, parts, strict=True))
    return parts if is_list else (words,)


def _with_levels(pieces: Iterable[str]) -> Iterator[str]:
    """Give the pieces, a level in brackets behind its skill: the one before it, or the next where that has one."""
    last, level = "", ""
    for piece in pieces:
        if not LEVEL.fullmatch(piece):
            if last:
                yield last
            last, level = f"{piece}({level})" if level else piece, ""
        elif last and not last.endswith(")"):
            last = f"{last}({piece})"
        else:
            level = piece
    yield f"{last}({level})" if level else last


def _is_known(taxonomy: Taxonomy, words: str) -> bool:
    bare = re.split(r"[（(：:]", words, maxsplit=1)[0].strip()
    return bool(taxonomy.find_skill(bare) or taxonomy.find_category(bare) or certified(taxonomy, words))
