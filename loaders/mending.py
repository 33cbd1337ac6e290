"""What a cell that cannot be read certainly meant: slips of typing which leave one reading alone, never a guess."""

import re
from typing import Final

SIGNS_OF_X: Final = str.maketrans(dict.fromkeys("×✕╳ХΧхχ", "X"))
"""Signs typed for the last character of an ID number."""
LETTERS_OF_DIGITS: Final = str.maketrans({"O": "0", "〇": "0", "I": "1", "L": "1", "|": "1"})
"""Letters typed for digits where no such letter can stand."""
LETTERS_OF_CODES: Final = str.maketrans({"O": "0", "I": "1", "Z": "2", "S": "5"})
"""Letters that GB 32100 leaves out because they look like these digits."""
MARKS: Final = re.compile(r"[\s\-–—_.·,，、。:：;；/'‘’\"“”`()（）]+")
ID_LABEL: Final = re.compile(r"^(?:公民|居民)?(?:身份)?证件?号?码?[:：]?|^ID[:：]?", re.IGNORECASE)
PHONE_LABEL: Final = re.compile(r"^(?:联系|移动)?(?:电话|手机)号?码?[:：]?|^TEL[:：]?", re.IGNORECASE)
OLD_ID: Final = re.compile(r"[1-9]\d{14}", re.ASCII)
CENTENARIANS: Final = ("996", "997", "998", "999")
"""Ends of old ID numbers that were given to those born before 1900."""
POWER_OF_TEN: Final = re.compile(r"(\d)\.(\d+)E\+?(\d{1,2})", re.IGNORECASE)
NO_FRACTION: Final = re.compile(r"\.0+$")
BEFORE_MOBILE: Final = re.compile(r"^(?:\+?86|0086|0)(?=1[3-9])")
CRUMBS: Final = re.compile(r"(?:出?生|份|[。．，,;；、])+$")
SAME_MARKS: Final = re.compile(
    r"(\d{4})\s*([。．，,、·•_—–]+|\s|--+|//+|\.\.+)\s*(\d{1,2})\s*\2\s*(\d{1,2})\s*[日号]?", re.ASCII
)


def id_shape(words: str) -> str:
    """Words of an ID number without labels and marks, with the digits and the X that other signs were typed for."""
    return MARKS.sub("", ID_LABEL.sub("", words.strip().translate(SIGNS_OF_X))).upper().translate(LETTERS_OF_DIGITS)


def code_shape(words: str) -> str:
    """Words of a credit code without marks, with the digits that letters were typed for which no code has."""
    return MARKS.sub("", words).upper().translate(LETTERS_OF_CODES)


def mobile_shape(words: str) -> str:
    """Words of a mobile number without what surely is no part of it: a label, marks, the code of the country."""
    plain = NO_FRACTION.sub("", _all_of_power(PHONE_LABEL.sub("", words.strip())))
    return BEFORE_MOBILE.sub("", MARKS.sub("", plain).upper().translate(LETTERS_OF_DIGITS))


def _all_of_power(words: str) -> str:
    """Whole number written as a power of ten, where every digit of it is there; else the words themselves."""
    found = POWER_OF_TEN.fullmatch(words)
    return found[1] + found[2] if found and len(found[2]) == int(found[3]) else words


def first_17_of(words: str) -> str | None:
    """Digits of a new ID number before its check digit that an old one of 15 stands for (GB 11643), None for others."""
    plain = MARKS.sub("", ID_LABEL.sub("", words.strip()))
    if not OLD_ID.fullmatch(plain) or plain.endswith(CENTENARIANS):
        return None
    return f"{plain[:6]}19{plain[6:]}"


def day_shape(words: str) -> str:
    """Words of a day in usual marks, where all of it is there; else the words without crumbs."""
    plain = CRUMBS.sub("", words.strip())
    found = SAME_MARKS.fullmatch(plain)
    return f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}" if found else plain
