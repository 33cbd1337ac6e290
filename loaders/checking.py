"""Checks that need nothing but the value: check digits of GB 11643 and GB 32100, phones, the nearest known name."""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from operator import mul
from typing import Final

from loaders import mending
from loaders.findings import CellProblem, Mended, Severity

ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK: Final = "10X98765432"
ID_OF_ZEROS: Final = ord("0") * sum(ID_WEIGHTS)
"""What the codes of seventeen noughts weigh: digits are summed by their codes."""
ID_SHAPE: Final = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
USCC_SHAPE: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE: Final = re.compile(r"(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?:[-转 ]\d{1,6})?", re.ASCII)
LOST_ZERO: Final = re.compile(r"(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}", re.ASCII)
TERRITORY_CODE: Final = re.compile(r"\d{12}(?:-[0-9A-Za-z-]+)?", re.ASCII)
OF_THE_COUNTRY: Final = re.compile(
    r"^(?:\+86-?|00-?86-?|86-|[（(](?:\+|00)?86[)）]-?|86(?=1[3-9](?:-?\d){9}$))", re.ASCII
)
"""Code of the country, behind which an area code bears no zero."""
NO_FRACTION: Final = re.compile(r"(?<=\d{7})\.0+$", re.ASCII)
"""What a table program leaves behind a number that became text."""
SERVICE_NUMBER: Final = re.compile(r"[48]00\d{7}", re.ASCII)
"""Numbers of services, which look like a landline without its zero."""
BY_CHECK_DIGIT: Final = "末位校验码对得上"
NEW_FOR_OLD: Final = "15 位的旧号按国标换成 18 位，只有这一种换法"
ALL_THERE: Final = "每一位都在，只是夹了别的字符"
NO_ZERO_IN_NUMBERS: Final = "这一格存成了数字，数字留不住开头的 0"
SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
CODE_LENGTHS: Final = (6, 9, 12)
NEAREST_CUTOFF: Final = 0.6

USCC_KINDS: Final = {
    "11": "Agency",
    "12": "PublicInstitution",
    "13": "MassOrganisation",
    "51": "SocialOrganisation",
    "52": "SocialOrganisation",
    "53": "SocialOrganisation",
    "71": "SocialOrganisation",
    "81": "MassOrganisation",
    "91": "Enterprise",
    "92": "Enterprise",
    "54": "ResidentsCommittee",
    "55": "ResidentsCommittee",
}


def id_number(words: str) -> str:
    """ID number with a valid GB 11643 check digit and birth date, upper case; raises `CellProblem`."""
    plain = words.strip().upper().replace(" ", "").lstrip("'")
    if not ID_SHAPE.fullmatch(plain):
        raise _no_id_number(plain, words)
    if _id_check(plain) != plain[17]:
        raise CellProblem("身份证号校验位不对，有一位写错", "请按证件核对", Severity.ERROR)
    birth_date(plain)
    return plain


def _no_id_number(plain: str, words: str) -> CellProblem:
    if SCIENTIFIC.fullmatch(plain):
        return CellProblem("身份证号成了科学计数法，末几位已丢失", "请把该列设为“文本”后重新填写", Severity.ERROR)
    return CellProblem("身份证号不是 18 位", "请按证件核对", Severity.ERROR, mended=_mended_id(words))


def _id_check(number: str) -> str:
    total = sum(map(mul, ID_WEIGHTS, number[:17].encode())) - ID_OF_ZEROS
    return ID_CHECK[total % 11]


def _mended_id(words: str) -> Mended | None:
    """ID number that some words certainly are, its check digit right once marks and look-alike letters are gone."""
    plain, old = mending.id_shape(words), mending.first_17_of(words)
    if old is not None and _is_day(old[6:14]):
        return Mended(old + _id_check(old), NEW_FOR_OLD)
    if not ID_SHAPE.fullmatch(plain) or _id_check(plain) != plain[17] or not _is_day(plain[6:14]):
        return None
    return Mended(plain, BY_CHECK_DIGIT)


def _is_day(digits: str) -> bool:
    try:
        date.fromisoformat(digits)
    except ValueError:
        return False
    return True


def birth_date(number: str) -> date:
    """Birth date inside an ID number."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise CellProblem("身份证号里的出生日期不存在", "请按证件核对", Severity.ERROR) from error


def uscc(words: str) -> str:
    """Unified social credit code with a valid GB 32100 check character; raises `CellProblem`."""
    plain = words.strip().upper().replace(" ", "").replace("-", "")
    if not USCC_SHAPE.fullmatch(plain):
        raise CellProblem("统一社会信用代码不是 18 位", "请按登记证书核对，没有可留空", mended=_mended_uscc(words))
    if _uscc_check(plain) != plain[17]:
        raise CellProblem("统一社会信用代码校验位不对", "请按登记证书核对")
    return plain


def _uscc_check(code: str) -> str:
    total = sum(weight * USCC_ALPHABET.index(mark) for weight, mark in zip(USCC_WEIGHTS, code, strict=False))
    return USCC_ALPHABET[-total % 31]


def _mended_uscc(words: str) -> Mended | None:
    plain = mending.code_shape(words)
    if not USCC_SHAPE.fullmatch(plain) or _uscc_check(plain) != plain[17]:
        return None
    return Mended(plain, BY_CHECK_DIGIT)


def organisation_kind(code: str) -> str | None:
    """Kind label that the first two characters of a credit code stand for."""
    return USCC_KINDS.get(code[:2])


def phone(words: str, *, was_number: bool = False) -> str:
    """Mobile or landline number; the first of several; raises `CellProblem`.

    ``was_number`` says that the cell holds a number, which keeps no zero in front.
    """
    if MOBILE.fullmatch(words):
        return words
    first = re.split(r"[、，,；;/\n]", words)[0]
    written = NO_FRACTION.sub("", first.replace(" ", "").replace("—", "-"))
    plain = OF_THE_COUNTRY.sub("", written)
    joined = plain.replace("-", "")
    if plain != written and LOST_ZERO.fullmatch(joined):
        return f"0{plain}"
    if MOBILE.fullmatch(joined):
        return joined
    if LANDLINE.fullmatch(plain):
        return plain
    if SERVICE_NUMBER.fullmatch(joined):
        return joined
    mobile = mending.mobile_shape(words)
    mended = Mended(mobile, ALL_THERE) if MOBILE.fullmatch(mobile) else None
    if SCIENTIFIC.fullmatch(plain):
        if mended:
            raise CellProblem("电话成了科学计数法", "请把该列设为“文本”后重新填写", mended=mended)
        raise CellProblem("电话成了科学计数法，末几位已丢失", "请把该列设为“文本”后重新填写")
    if LOST_ZERO.fullmatch(joined):
        zero = Mended(f"0{joined}", NO_ZERO_IN_NUMBERS) if was_number else None
        raise CellProblem("像是座机丢了区号前的 0", "如是，请在前面补上 0，并把该列设为“文本”", mended=zero)
    raise CellProblem("不像电话号码", "请核对位数：手机 11 位，座机可带区号", mended=mended)


def territory_code(words: str) -> str:
    """Division code padded to 12 digits: 6 digits name a district, 9 a street, 12 a community."""
    plain = words.strip().replace(" ", "")
    if plain.isdigit() and len(plain) in CODE_LENGTHS:
        return plain.ljust(12, "0")
    if TERRITORY_CODE.fullmatch(plain):
        return plain
    raise CellProblem("区划代码应是 6、9 或 12 位数字", "请按统计用区划代码填写", Severity.ERROR)


@lru_cache(maxsize=5_000)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    found = difflib.get_close_matches(name, known, n=1, cutoff=NEAREST_CUTOFF)
    return found[0] if found else None


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Known name most like ``name``, None when none is near."""
    shared = set(name)
    candidates = tuple(sorted(other for other in known if len(shared & set(other)) * 2 >= len(shared)))
    return _nearest(name, candidates[:4_000])
