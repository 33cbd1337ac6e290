"""Names as numbers: one row a distinct name, so that millions of pairs of names are compared at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from loaders.identity import fields
from loaders.identity.glyphs import look_of, sound_of

Numbers = NDArray[np.int64]
Letters = NDArray[np.uint32]
WIDTH: Final = 6
LONG_ENOUGH: Final = 3
"""Characters of a name in which one may differ and it is still more likely a slip than another name."""
COMPOUND: Final = frozenset("欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 夏侯 闻人 澹台 申屠 太史 钟离 淳于 单于 轩辕 南宫 百里".split())  # fmt: skip  # noqa: E501, SIM905 - a list of words
BEFORE: Final = frozenset("老小大")
PET: Final = "阿"
AFTER: Final = ("师傅", "阿姨", "大爷", "大妈", "大姐", "大哥", "奶奶", "爷爷", "老师", "书记", "主任", "叔叔", "医生", "同志", "先生", "女士", "姐", "哥", "叔", "工", "总", "老")  # fmt: skip  # noqa: E501
CALLED_LENGTH: Final = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Distinct names, row by row: codes of the whole name, its sound, look, characters in order, surname and last one.

    ``letters`` and ``mirrored`` (rows × `WIDTH`) hold the characters from the front and from the back, 0 where there
    is none; ``length`` counts all of them; ``is_call`` marks what is no name but a way to call somebody (老王).
    """

    whole: list[str]
    sound: Numbers
    look: Numbers
    ordered: Numbers
    surname: Numbers
    last: Numbers
    length: Numbers
    is_call: NDArray[np.bool_]
    letters: Letters
    mirrored: Letters

    @property
    def sounds(self) -> int:
        """How many sounds there are."""
        return int(self.sound.max()) + 1 if len(self.sound) else 0


def plain(name: str) -> str:
    """Name without spaces and dots."""
    return "".join(one for one in name if one not in "·•． 　.\t")


def called(name: str) -> str | None:
    """Surname, or pet syllable, of what is a way to call somebody; None for a name."""
    if len(name) == CALLED_LENGTH and name[0] in BEFORE and name[1] not in BEFORE:
        return name[1]
    stem = next((name.removesuffix(end) for end in AFTER if name.endswith(end)), "")
    if stem and (stem in COMPOUND or (len(stem) == 1 and len(name) > len(stem) + 1)):
        return stem
    return None


def surname_of(name: str) -> str:
    """Surname of a name or of a way to call somebody."""
    return called(name) or (name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1])  # noqa: PLR2004


def encode(names: Sequence[str]) -> tuple[Names, Numbers]:
    """Give the distinct names in order, and the row of each of ``names``; -1 for an empty one."""
    whole = sorted({one for one in names if one}) or [""]
    rows = {name: row for row, name in enumerate(whole)}
    return _table(whole), np.array([rows.get(one, -1) for one in names], dtype=np.int64)


def _table(whole: list[str]) -> Names:
    letters = np.zeros((len(whole), WIDTH), dtype=np.uint32)
    mirrored = letters.copy()
    for row, name in enumerate(whole):
        letters[row, : min(len(name), WIDTH)] = [ord(one) for one in name[:WIDTH]]
        mirrored[row, : min(len(name), WIDTH)] = [ord(one) for one in name[::-1][:WIDTH]]
    return Names(
        whole,
        sound=_codes(whole, sound_of),
        look=_codes(whole, look_of),
        ordered=_codes(whole, lambda name: "".join(sorted(name))),
        surname=_letters(whole, surname_of),
        last=_letters(whole, lambda name: name[-1:]),
        length=np.array([len(name) for name in whole], dtype=np.int64),
        is_call=np.array([called(name) is not None for name in whole], dtype=np.bool_),
        letters=letters,
        mirrored=mirrored,
    )


def _codes(names: Sequence[str], of: Callable[[str], str]) -> Numbers:
    said = [of(name) for name in names]
    rows = {one: row for row, one in enumerate(sorted(set(said)))}
    return np.array([rows[one] for one in said], dtype=np.int64)


def _letters(names: Sequence[str], of: Callable[[str], str]) -> Numbers:
    """Codes of parts of names that can be compared with one another: their characters as a number."""
    return np.array([int.from_bytes(of(name).encode("utf-32-be")) for name in names], dtype=np.int64)


def levels(names: Names, left: Numbers, right: Numbers) -> NDArray[np.uint8]:
    """Give for pairs of rows how far the names agree, the level of `fields.NAME`."""
    found = np.full(len(left), fields.DIFFERENT, dtype=np.uint8)
    found[names.surname[left] == names.surname[right]] = fields.SURNAME
    for level, holds in (
        (fields.CALLED, _calls(names, left, right)),
        (fields.ONE_OFF, _one_off(names, left, right)),
        (fields.SWAPPED, names.ordered[left] == names.ordered[right]),
        (fields.LOOKS, names.look[left] == names.look[right]),
        (fields.SOUNDS, names.sound[left] == names.sound[right]),
        (fields.SAME_NAME, left == right),
    ):
        found[holds] = level
    found[(left < 0) | (right < 0)] = fields.MISSING
    return found


def _calls(names: Names, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
    """One of the two is a way to call somebody of that surname, or 阿 and the last character of the other."""
    one, other = names.is_call[left], names.is_call[right]
    by_surname = (one | other) & (names.surname[left] == names.surname[right])
    pets = names.letters[:, 0] == ord(PET)
    short = names.length == CALLED_LENGTH
    is_pet = pets & short
    by_last = (is_pet[left] | is_pet[right]) & (names.last[left] == names.last[right])
    calls: NDArray[np.bool_] = by_surname | by_last
    return calls


def _one_off(names: Names, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
    """One character after the surname differs, or one is left out or put in, among at least three."""
    one, other = names.length[left], names.length[right]
    front = _agreeing(names.letters, left, right)
    back = _agreeing(names.mirrored, left, right)
    longer, shorter = np.maximum(one, other), np.minimum(one, other)
    replaced = (one == other) & (front + back >= one - 1) & (names.surname[left] == names.surname[right])
    dropped = (longer == shorter + 1) & (front + back >= shorter)
    near: NDArray[np.bool_] = (longer >= LONG_ENOUGH) & (longer <= WIDTH) & (replaced | dropped)
    return near


def _agreeing(letters: Letters, left: Numbers, right: Numbers) -> Numbers:
    """How many characters agree from the front until the first that does not."""
    one, other = letters[left], letters[right]
    same = (one == other) & (one != 0)
    counted: Numbers = np.logical_and.accumulate(same, axis=1).sum(axis=1)
    return counted
