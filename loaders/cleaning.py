"""Turns what people write in cells into values: text, numbers with units, dates, slots, yes and no."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from graph_model import slots as half_days
from graph_model.day import today
from loaders import mending
from loaders.files import Cell
from loaders.findings import CellProblem, Mended, Severity
from loaders.vague_days import day_to_write
from loaders.worded_numbers import DIGITS, WORDED_NUMBER, number_in_words

FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
TURNING: Final = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn the direction of writing: words that read otherwise than they are stored."""
CONTROLS: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65279, 8203, 8204, 8205, *TURNING))
SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000))
TIDY: Final = FULL_WIDTH | CONTROLS | SURROGATES | {0x3000: " ", 0xA0: " ", 0xFF0E: ".", 0xFF0D: "-", 0xFF0F: "/"}
UNTIDY: Final = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in TIDY if code not in SURROGATES) + "\ud800-\udfff]"
)
SAID_EMPTY: Final = {
    "",
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "暂无",
    "空",
    "nan",
    "null",
    "none",
    "n/a",
    "#n/a",
    "未填",
}
EMPTY_WORDS: Final = frozenset(form for word in SAID_EMPTY for form in (word, word.upper(), word.title()))
EXCEL_EPOCH: Final = date(1899, 12, 30)
SERIAL_RANGE: Final = (7_000, 73_051)
DAYS_TO_1904: Final = 1_462
MOST_DAYS: Final = 1e9
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100
YEAR_DIGITS: Final = 4
TWO_DIGIT_PIVOT: Final = 50
MAX_TEXT: Final = 4_000

SEPARATORS: Final = re.compile(
    r"(?:^|\s)\d{1,2}[.)）、](?=\D)|[、，,；;\n\r|]+|(?<=\D)/(?=\D)|[\u2460-\u2473]|(?:^|\s)[(（]\d{1,2}[)）](?=\D)"
)
NUMBERED: Final = re.compile(r"^(?:\d{1,2}[.)）、]|[(（]\d{1,2}[)）])\s*(?=\D)")
NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3}(?![0-9A-Za-z]))?")
LONG_NUMBER: Final = re.compile(r"(?<!\d)(\d{3})\d{4,12}([\dXx]{2})(?!\d)")
BY_THEN: Final = r"(?:\s*(?:[之以]?前|为?止))?"
CLOCK: Final = (
    r"(?:\s*[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?\s*(?:上午|下午|中午|早上|早晨|傍晚|晚上|晚间|晚|全天)?"
    r"(?:(?:[ T]+|(?<=[日号午上晨晚间)）]))\d{1,2}[:：点时].*)?$"
)
DATE_PARTS: Final = re.compile(
    rf"^(\d{{4}}|\d{{2}})\s*[年./\-]\s*(\d{{1,2}})(?:\s*[月./\-]\s*(?:(\d{{1,2}})\s*[日号]?{BY_THEN})?)?{CLOCK}"
)
MONTH_AND_DAY: Final = re.compile(rf"^(\d{{1,2}})\s*[月./]\s*(\d{{1,2}})\s*[日号]?{BY_THEN}{CLOCK}")
NO_YEAR: Final = "没有年份，或年份只写了两位"
NO_DAY: Final = "认不出的日期"
SERIAL: Final = re.compile(r"^(\d{5})(?:\.\d+)?$")
COMPACT_DATE: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
YEAR_ONLY: Final = re.compile(r"^(\d{4})年?$")

WORDED_DATE: Final = re.compile(
    r"^[〇零一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,2}月"
    r"(?:[一二三四五六七八九十]{1,3}[日号])?)?$"
)
WORDED_PART: Final = re.compile(r"[一二三四五六七八九十]+")
REPUBLIC_YEAR: Final = re.compile(r"民国\s*(\d{1,3})")
REPUBLIC_BEFORE_FIRST: Final = 1911
DAY_ALL_THERE: Final = "该有的数字都在，只是夹了别的符号"

FORMULA_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "＠")
TEXT_MARKS: Final = "'＇`"
"""Signs table programs and people put before a cell to make it text."""
FORMULA: Final = re.compile(r"[=＝]|[@＠][A-Za-z]+[(（]|[-+＋][A-Za-z][^\u4e00-\u9fff]*[(|!]")
NO_FORMULA: Final = "以 = + - @ 开头的内容，表格软件会当作公式来算；请改成真正的名称，或删去开头的符号"

ONLY_A_NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,30}")
ONLY_A_SIGN: Final = "去掉开头的符号，其余都是汉字"

YES: Final = frozenset({"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "已", "同意", "已购", "已投保", "对"})
NO: Final = frozenset({"否", "无", "×", "✗", "x", "n", "no", "false", "0", "未", "不", "不同意", "没有", "错"})
LISTED_DAYS: Final = re.compile(
    r"(?:周|星期|礼拜)([一二三四五六日天])((?:[、,，和及/]?[一二三四五六日天](?![至到]))+)([上下]午|晚上|晚间|夜间|早上|全天|白天)?"
)


def text(value: Cell | None) -> str:
    """Tidy a cell's text: full-width letters and digits narrowed, control characters gone, no .0 behind integers."""
    if isinstance(value, str):
        is_tidy = (value.isascii() and value.isprintable()) or not UNTIDY.search(value)
        return (value if is_tidy else value.translate(TIDY)).strip()[:MAX_TEXT]
    return "" if value is None else _plain(value)


def name(value: Cell, severity: Severity = Severity.ERROR) -> str:
    """Tidy the name of a person, a unit or a place; one that begins like a formula is none."""
    words = text(value).lstrip(TEXT_MARKS).lstrip()
    if words.startswith(FORMULA_STARTS):
        bare = words.lstrip("".join(FORMULA_STARTS)).lstrip()
        mended = Mended(bare, ONLY_A_SIGN) if ONLY_A_NAME.fullmatch(bare) else None
        raise CellProblem("不像名称，像是公式", NO_FORMULA, severity, mended=mended)
    return words


def title(value: Cell) -> str:
    """Tidy a title in staff's own words; a sign in front is a bullet, unless a call of a program follows."""
    words = text(value).lstrip(TEXT_MARKS).lstrip()
    if FORMULA.match(words):
        raise CellProblem("不像名称，像是公式", NO_FORMULA, Severity.ERROR)
    return words


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ", "minutes")
    return str(value)


def is_empty(value: Cell | None) -> bool:
    """Whether the cell says nothing: blank, a dash, 无."""
    if isinstance(value, str):
        return value in EMPTY_WORDS or value.isspace()
    return value is None or value != value  # noqa: PLR0124 - NaN differs from itself


def masked(words: str) -> str:
    """Words with the middle of long numbers hidden, so that no phone or ID number is kept in a note."""
    return LONG_NUMBER.sub(lambda found: f"{found[1]}****{found[2]}", words)


@lru_cache(maxsize=50_000)
def split(value: str) -> tuple[str, ...]:
    """Give the several values of one cell, in order, each once (、，；/ line breaks and numbered lists separate)."""
    parts = (NUMBERED.sub("", part.strip(" .。:：")) for part in SEPARATORS.split(value))
    return tuple(dict.fromkeys(part for part in parts if part and part.lower() not in EMPTY_WORDS))


@lru_cache(maxsize=50_000)
def parallel(value: str) -> tuple[str, ...]:
    """Give the values of one cell as often as they stand there, a dash or 无 as "": they answer those of another."""
    parts = (NUMBERED.sub("", part.strip(" .。:：")) for part in SEPARATORS.split(value) if part.strip())
    found = tuple("" if part.lower() in EMPTY_WORDS else part for part in parts)
    return found if any(found) else ()


def number(value: Cell) -> float:
    """Give number in a cell that may carry a unit, thousands commas, 约 or 万: ``约1,200人`` is 1200."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _finite(_real(value))
    words = text(value).replace(",", "").replace("，", "")
    found = NUMBER.search(words)
    if found is None:
        return number_in_words(words)
    scale = 10_000 if words[found.end() : found.end() + 1] == "万" else 1
    return _finite(float(found.group()) * scale)


def _real(value: float) -> float:
    """Give a number as one of this machine's; a whole number beyond all of them is infinite."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _finite(value: float) -> float:
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN differs from itself
        raise CellProblem("不是有限的数", "请填写普通数字")
    return value


def count(value: Cell) -> int:
    """Whole number of people, households or pieces; how large it may be is the model's to say."""
    found = number(value)
    if not found.is_integer():
        raise CellProblem("应是整数", "请填写整数")
    return int(found)


def unit_after_number(value: Cell) -> str | None:
    """Give the unit written behind a number: ``200平方米`` gives 平方米, ``10余人`` 人."""
    words = text(value).replace(",", "")
    found = NUMBER.search(words) or WORDED_NUMBER.match(words)
    rest = words[found.end() :].strip(" ()（）").lstrip("来多余几") if found else ""
    return rest[:10] or None


def day(value: Cell) -> date:
    """Date in any of the usual spellings; a month alone stands for its first day.

    Years of two digits turn at 50; they are taken with 年 or beside month and day alone.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _day_from_number(_real(value))
    return _day_from_text(text(value))


def from_1904(cell: Cell) -> Cell:
    """Give the cell of a workbook that counts days from 1904 as one of a workbook that counts from 1900."""
    is_serial = (
        isinstance(cell, (int, float)) and not isinstance(cell, bool) and SERIAL_RANGE[0] <= cell <= SERIAL_RANGE[1]
    )
    return cell + DAYS_TO_1904 if is_serial else cell  # type: ignore[operator]


def _day_from_number(value: float) -> date:
    if value != value:  # noqa: PLR0124 - NaN differs from itself
        raise CellProblem(NO_DAY, "请写成 2026-03-01 或 2026年3月1日")
    if SERIAL_RANGE[0] <= value <= SERIAL_RANGE[1]:
        return EXCEL_EPOCH + timedelta(days=int(value))
    if EARLIEST_YEAR <= value <= LATEST_YEAR and value != int(value):
        return _month_from_number(repr(value))
    return _day_from_text(str(int(value)) if abs(value) < MOST_DAYS else str(value))


def _month_from_number(words: str) -> date:
    """Month of a year and month kept as a number: 2021.3 is March, but 2021.1 may have been 2021.10."""
    if words.endswith(".1"):
        raise CellProblem("年月存成了数字，分不清是 1 月还是 10 月", f"请写成“{words[:4]}年1月”或“{words[:4]}年10月”")
    return _day_from_text(words)


@lru_cache(maxsize=20_000)
def _day_from_text(words: str) -> date:
    republic = REPUBLIC_YEAR.search(words)
    if republic:
        common = int(republic[1]) + REPUBLIC_BEFORE_FIRST
        raise CellProblem("写的是民国纪年", f"请写公元年份，民国{republic[1]}年是 {common} 年")
    serial = SERIAL.match(words)
    if serial and SERIAL_RANGE[0] <= int(serial[1]) <= SERIAL_RANGE[1]:
        return EXCEL_EPOCH + timedelta(days=int(serial[1]))
    words = _in_digits(words)
    found = DATE_PARTS.match(words) or COMPACT_DATE.match(words) or YEAR_ONLY.match(words)
    if found is None:
        if vague := day_to_write(words, today()):
            raise CellProblem(f"“{words}”是大概的时候，看不出是哪一天", vague)
        raise CellProblem(NO_DAY, "请写成 2026-03-01 或 2026年3月1日", mended=_mended_day(words))
    year, month, day_of_month = (*found.groups(), None, None)[:3]
    if len(year or "") < YEAR_DIGITS and day_of_month is None and "年" not in words:
        raise CellProblem(NO_YEAR, "请写成 2026-03-01 或 2026年3月1日")
    return _valid_day(int(year or 0), int(month or 1), int(day_of_month or 1))


def day_in(year: int, value: Cell) -> date | None:
    """Day of a year that a cell names by month and day alone: 10月8日, 10.12; None for any other cell."""
    found = MONTH_AND_DAY.match(text(value))
    try:
        return _valid_day(year, int(found[1]), int(found[2])) if found else None
    except CellProblem:
        return None


def _mended_day(words: str) -> Mended | None:
    """Day of words with unusual marks between its parts, or crumbs behind them, where it is all there."""
    plain = mending.day_shape(words)
    if plain == words:
        return None
    try:
        _day_from_text(plain)
    except CellProblem:
        return None
    return Mended(plain, DAY_ALL_THERE)


def _in_digits(words: str) -> str:
    """Date written out in Chinese, in digits: 二〇二一年三月十二日 is 2021年3月12日."""
    if not WORDED_DATE.match(words):
        return words
    year, _, rest = words.partition("年")
    digits = "".join(str(DIGITS[mark]) for mark in year)
    return f"{digits}年" + WORDED_PART.sub(lambda part: str(int(number_in_words(part[0]))), rest)


def _valid_day(year: int, month: int, day_of_month: int) -> date:
    if year < 100:  # noqa: PLR2004 - two digits
        year += 2000 if year < TWO_DIGIT_PIVOT else 1900
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise CellProblem("年份不合理", "请核对年份")
    try:
        return date(year, month, day_of_month)
    except ValueError as error:
        raise CellProblem("没有这一天", "请核对月和日") from error


@lru_cache(maxsize=200)
def yes_no(words: str) -> bool:
    """是/否 in its many spellings."""
    plain = words.strip().lower()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise CellProblem("看不出是或否", "请填“是”或“否”")


@lru_cache(maxsize=20_000)
def slots(words: str) -> int:
    """Weekly half-day slots as a 21-bit mask (weekday × 3 + part); raises `CellProblem` when no time is named.

    Beside what `half_days.parse_slots` reads: 周一,三,五下午 spreads the part.
    """
    try:
        mask = half_days.parse_slots(LISTED_DAYS.sub(_spread, re.sub(r"[^\S\n]+", "", words)))
    except half_days.SlotsUnclear as unclear:
        raise CellProblem(f"服务时间{unclear.reason}，按没有写记", unclear.advice) from unclear
    if mask is None:
        raise CellProblem("看不出服务时间，按没有写记", half_days.HOW_TO_WRITE)
    return mask


def _spread(found: re.Match[str]) -> str:
    part = found[3] or ""
    return "、".join(f"周{name}{part}" for name in re.sub(r"[、,，和及/]", "", found[1] + found[2]))
