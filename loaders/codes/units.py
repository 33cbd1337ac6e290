"""A unit of a set of division codes: what its code says of level and parent, and when two names are one."""

import re
from dataclasses import dataclass
from typing import Final

from graph_model.entities.terms import Level
from loaders.headers import normal

FORMS: Final = (
    (re.compile(r"(?:社区居民委员会|社区居委会|社区村委会|居民委员会|居委会)$"), "社区"),
    (re.compile(r"(?:村民委员会|村委会)$"), "村"),
    (re.compile(r"街道办事处$"), "街道"),
)
KINDS_OF_PLACE: Final = re.compile(r"(?:社区|街道|地区|新村|村|镇|乡|区|县|市)$")
DISTRICT_DIGITS: Final = 6
STREET_DIGITS: Final = 9
CODE_DIGITS: Final = 12
LEVELS: Final = (Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY)
"""Levels that have codes of their own, from the top down."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a set; `category` is the class of 城乡分类, `row` where it stands in its file.

    `former` are the codes it had before, `words` what the file says of its change; `located` is longitude and latitude
    in degrees.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    category: str = ""
    located: tuple[float, float] | None = None
    row: int = 0
    sheet: str = ""
    former: tuple[str, ...] = ()
    words: str = ""

    @property
    def district(self) -> str:
        """The code of the district it lies in."""
        return district_of(self.code)


def district_of(code: str) -> str:
    """Tell the district of a code of whatever length."""
    return code[:DISTRICT_DIGITS].ljust(CODE_DIGITS, "0")


def level_of(code: str) -> Level:
    """Tell the level of a 12-digit code."""
    if code.endswith("0" * (CODE_DIGITS - DISTRICT_DIGITS)):
        return Level.DISTRICT
    return Level.SUBDISTRICT if code.endswith("0" * (CODE_DIGITS - STREET_DIGITS)) else Level.COMMUNITY


def parent_of(code: str) -> str | None:
    """Tell the code above a 12-digit code; a district has none."""
    kept = {Level.SUBDISTRICT: DISTRICT_DIGITS, Level.COMMUNITY: STREET_DIGITS}.get(level_of(code))
    return code[:kept].ljust(CODE_DIGITS, "0") if kept else None


def plain_name(name: str) -> str:
    """Give a name as people say it: 清波门社区居民委员会 is 清波门社区, 梵村村委会 is 梵村."""
    plain = normal(name)
    for form, word in FORMS:
        said = form.sub("", plain)
        if said != plain:
            return said if said.endswith(word) else said + word
    return plain


def base_name(name: str) -> str:
    """Give a name without what kind of place it is: 清波门社区 and 清波门村 are both 清波门."""
    plain = plain_name(name)
    return KINDS_OF_PLACE.sub("", plain) or plain


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are one, written out in full or not."""
    return plain_name(one) == plain_name(other)
