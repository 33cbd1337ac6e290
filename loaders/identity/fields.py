"""What two records of persons are compared in, how far each may agree, and what is expected before any is counted."""

from typing import Final, NamedTuple

MISSING: Final = 0
"""Level of a field that one of the two records leaves empty: it weighs nothing."""


class Field(NamedTuple):
    """One field: ``said`` the levels in Chinese, from missing and different up to the same.

    ``m`` holds the share of pairs of one person at each level but the first, expected before any pair is counted
    (it weighs as much as `PSEUDO` pairs); ``u`` the same of pairs of two persons, where no sample tells.
    """

    key: str
    title: str
    said: tuple[str, ...]
    m: tuple[float, ...]
    u: tuple[float, ...]

    @property
    def levels(self) -> int:
        """How many levels there are, missing among them."""
        return len(self.said)


PSEUDO: Final = 50.0
NAME: Final = Field(
    "name",
    "姓名",
    ("没有写", "不同", "同姓不同名", "像是称呼", "一字之差", "次序颠倒", "字形相近", "读音相同", "相同"),
    (0.008, 0.006, 0.006, 0.014, 0.003, 0.006, 0.022, 0.935),
    (0.95, 0.045, 5e-4, 2e-3, 1e-5, 1e-4, 4e-4, 3e-4),
)
PHONE: Final = Field("phone", "电话", ("没有写", "不同", "相同"), (0.15, 0.85), (0.99999, 1e-5))
IDENTITY: Final = Field("identity", "身份证号", ("没有写", "不同", "相同"), (0.001, 0.999), (0.999999, 1e-6))
BORN: Final = Field(
    "born",
    "出生年月",
    ("没有写", "不同", "有一个数字不同", "差一年", "同年不同月", "同年", "同年同月"),
    (0.008, 0.012, 0.02, 0.005, 0.8, 0.155),
    (0.76, 0.18, 0.03, 0.005, 0.015, 0.001),
)
GENDER: Final = Field("gender", "性别", ("没有写", "不同", "相同"), (0.01, 0.99), (0.5, 0.5))
HOME: Final = Field(
    "home",
    "居住社区",
    ("没有写", "不同镇街", "同镇街不同社区", "相同"),
    (0.05, 0.05, 0.9),
    (0.9, 0.095, 0.005),
)
UNIT: Final = Field("unit", "工作单位", ("没有写", "不同", "相同"), (0.15, 0.85), (0.995, 0.005))
SKILLS: Final = Field("skills", "技能", ("没有写", "没有相同的", "有相同的"), (0.3, 0.7), (0.9, 0.1))

FIELDS: Final = (NAME, PHONE, IDENTITY, BORN, GENDER, HOME, UNIT, SKILLS)
SURNAME, CALLED, ONE_OFF, SWAPPED, LOOKS, SOUNDS, SAME_NAME = range(2, 9)
DIFFERENT: Final = 1
SAME: Final = 2
DIGIT_OFF, YEAR_OFF, OTHER_MONTH, SAME_YEAR, SAME_MONTH = range(2, 7)
SAME_STREET, SAME_HOME = 2, 3
