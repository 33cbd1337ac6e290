"""Reads a set of division codes from a workbook or a table in text; what cannot be read is told with its row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from graph_model.entities.terms import Level
from loaders import checking, cleaning
from loaders.codes.units import CODE_DIGITS, Unit, is_same_name, level_of, parent_of
from loaders.files import Cell, Sheet, read_sheets
from loaders.findings import CellProblem, Finding, Severity
from loaders.headers import find_layout, normal
from loaders.sheets import Room, UnreadableFile

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("统计用区划代码", "区划代码", "行政区划代码", "代码", "编码", "统计代码", "现区划代码", "code"),
    "name": ("名称", "区划名称", "单位名称", "社区名称", "村社名称", "现名称", "新名称", "name"),
    "parent": ("上级", "上级代码", "上级区划代码", "上级编码", "街道代码", "street_code", "parent_code", "parent"),
    "category": ("城乡分类", "城乡分类代码", "城乡属性"),
    "former": ("原代码", "原区划代码", "旧代码", "变更前代码", "原统计用区划代码", "old_code"),
    "heirs": ("新代码", "新区划代码", "并入代码", "变更后代码", "去向代码", "new_code"),
    "words": ("变更说明", "变更情况", "变更类型", "变更原因", "说明", "备注", "change"),
    "street": ("街道", "所属街道", "街道名称", "镇街", "乡镇街道", "street"),
    "district": ("区县", "所属区", "所属区县", "区县名称", "district"),
    "longitude": ("经度", "longitude", "lon"),
    "latitude": ("纬度", "latitude", "lat"),
}  # fmt: skip
FIELD_OF: Final = {normal(name): key for key, names in COLUMNS.items() for name in names}
SEVERAL_CODES: Final = str.maketrans("；;，,、/|\n+和", " " * 10)
MOST_TOLD: Final = 20
LONGEST_NAME: Final = 300
WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0
"""Degrees between which all of the country lies."""
ADVICE: Final = "请用统计部门发布的原表，至少要有“代码”“名称”两列"


@dataclass(slots=True)
class CodeTable:
    """What a file says: its units by code, and codes it calls abolished with what each became."""

    file: str
    units: dict[str, Unit] = field(default_factory=dict)
    abolished: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def doubt(self, sheet: str, row: int | None, column: str, value: str, problem: CellProblem) -> None:
        """Note why something cannot be read."""
        found = Finding(Severity.ERROR, self.file, sheet, row, column or None, value, problem.reason, problem.advice)
        self.findings.append(found)


class UnusableCodes(Exception):
    """A file of codes with mistakes in it; nothing of it is taken."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


def read_codes(path: Path) -> CodeTable:
    """Read a set of codes.

    Raises
    ------
    UnreadableFile
        The file cannot be opened, or none of its sheets has the columns.
    UnusableCodes
        Some rows cannot be taken; the findings say which and what to do.
    """
    table, room = CodeTable(path.name), Room()
    headed = [one for sheet in read_sheets(path) if (one := _take_sheet(table, _held(room, sheet)))]
    if not headed:
        raise UnreadableFile(path.name, "没有找到区划代码表的表头", ADVICE)
    if not table.units and not table.findings:
        raise UnreadableFile(path.name, "表头下面一行代码也没有", ADVICE)
    _refuse_strangers(table)
    if table.findings:
        raise UnusableCodes(table.findings)
    return table


def _held(room: Room, sheet: Sheet) -> Sheet:
    held = room.taking(sheet)
    if isinstance(held, UnreadableFile):
        raise held
    return held


def _take_sheet(table: CodeTable, sheet: Sheet) -> bool:
    """Take the rows of a sheet; tells whether it is one of codes."""
    layout = find_layout(sheet, frozenset(FIELD_OF))
    columns = _columns(layout.names) if layout else {}
    if layout is None or not {"code", "name"} <= columns.keys():
        return False
    for place in range(*layout.body):
        cells = {key: _cell(sheet.rows[place], column) for key, column in columns.items()}
        if any(not cleaning.is_empty(cell) for cell in cells.values()):
            _take_row(table, sheet.name, place + 1, cells)
    return True


def _columns(names: Sequence[str]) -> dict[str, int]:
    """Find by meaning which column is which; 新代码 is the code itself where no other column is."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        meaning = FIELD_OF.get(normal(name))
        if meaning:
            found.setdefault(meaning, place)
    if "code" not in found and "heirs" in found:
        found["code"] = found.pop("heirs")
    return found


def _cell(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


@dataclass(slots=True)
class _Row:
    """One row under way: cells by meaning, problems noted as they are met."""

    table: CodeTable
    sheet: str
    number: int
    cells: Mapping[str, Cell]
    sound: bool = True

    def words(self, key: str) -> str:
        return cleaning.text(self.cells.get(key, ""))

    def read(self, key: str, reader: Callable[[str], str]) -> str:
        """Read a cell, "" when it is empty or refused."""
        words = self.words(key)
        try:
            return reader(words) if words else ""
        except CellProblem as problem:
            self.refuse(key, problem)
            return ""

    def refuse(self, key: str, problem: CellProblem) -> None:
        self.sound = False
        self.table.doubt(self.sheet, self.number, COLUMNS[key][0], self.words(key)[:60], problem)

    def codes(self, key: str) -> tuple[str, ...]:
        """Read the codes of a cell, in their order."""
        return tuple(dict.fromkeys(filter(None, (self._code(key, one) for one in self._split(key)))))

    def _split(self, key: str) -> Iterable[str]:
        return self.words(key).translate(SEVERAL_CODES).split()

    def _code(self, key: str, words: str) -> str:
        try:
            return statistical_code(words)
        except CellProblem as problem:
            self.refuse(key, problem)
            return ""

    def located(self) -> tuple[float, float] | None:
        """Read the point; one that is no point is left out, for nothing but proposals rests on it."""
        try:
            east, north = cleaning.number(self.cells["longitude"]), cleaning.number(self.cells["latitude"])
        except (KeyError, CellProblem):
            return None
        return (east, north) if WEST <= east <= EAST and SOUTH <= north <= NORTH else None


def statistical_code(words: str) -> str:
    """Division code of 12 digits; raises `CellProblem`."""
    code = checking.territory_code(words)
    if len(code) != CODE_DIGITS:
        raise CellProblem("统计用区划代码应是 6、9 或 12 位数字", "社区以下的小区、楼道请在区划台账里导入")
    return code


def _take_row(table: CodeTable, sheet: str, number: int, cells: Mapping[str, Cell]) -> None:
    row = _Row(table, sheet, number, cells)
    code, name = row.read("code", statistical_code), row.words("name")
    if row.sound and not code:
        row.refuse("code", CellProblem("没有代码", "请补上 12 位统计用区划代码，或删去这一行"))
    if not name:
        row.refuse("name", CellProblem("没有名称", "请补上名称"))
    elif len(name) > LONGEST_NAME:
        row.refuse("name", CellProblem(f"名称有 {len(name)} 个字", f"名称最多 {LONGEST_NAME} 个字，请核对"))
    heirs, former = row.codes("heirs"), row.codes("former")
    parent = _parent(row, code) if row.sound else None
    if not row.sound:
        return
    if heirs and code not in heirs:
        table.abolished[code] = tuple(dict.fromkeys((*table.abolished.get(code, ()), *heirs)))
        return
    unit = Unit(
        code, name, level_of(code), parent, row.words("category"), row.located(), number, sheet,
        tuple(one for one in former if one != code), row.words("words"),
    )  # fmt: skip
    _add_above(row, unit)
    _add(row, unit)


def _parent(row: _Row, code: str) -> str | None:
    """Read the code above; words that are no code are the name of what the code itself says."""
    words = row.words("parent")
    above = row.read("parent", statistical_code) if words[:1].isdigit() else ""
    return (above or parent_of(code)) if parent_of(code) else None


def _add(row: _Row, unit: Unit) -> None:
    known = row.table.units.setdefault(unit.code, unit)
    if known is unit:
        return
    if known.row and not is_same_name(known.name, unit.name):
        reason = f"代码 {unit.code} 出现两次：第 {known.row} 行是“{known.name}”，这一行是“{unit.name}”"
        row.refuse("code", CellProblem(reason, "请核对，只留对的一行"))
    elif not known.row:
        row.table.units[unit.code] = unit
    elif known.parent != unit.parent:
        reason = f"代码 {unit.code} 出现两次：第 {known.row} 行的上级是 {known.parent}，这一行是 {unit.parent}"
        row.refuse("parent", CellProblem(reason, "请核对，只留对的一行"))
    else:
        former = tuple(dict.fromkeys((*known.former, *unit.former)))
        words = "；".join(dict.fromkeys(filter(None, (known.words, unit.words))))
        row.table.units[unit.code] = replace(known, former=former, words=words)


def _add_above(row: _Row, unit: Unit) -> None:
    """Know street and district that a row names beside its own; rows of their own outweigh this (row 0)."""
    named = {"district": unit.district}
    if unit.level is Level.COMMUNITY and unit.parent is not None:
        named["street"] = unit.parent
    for key, code in named.items():
        name = row.words(key)
        if name and code != unit.code:
            row.table.units.setdefault(code, Unit(code, name, level_of(code), parent_of(code), sheet=unit.sheet))


def _refuse_strangers(table: CodeTable) -> None:
    """Refuse units whose parent is of the wrong level."""
    for unit in table.units.values():
        if unit.parent is not None and level_of(unit.parent) is not level_of(str(parent_of(unit.code))):
            problem = CellProblem(f"上级 {unit.parent} 不是它的上一级", "社区的上级应是镇街，镇街的上级应是区县")
            table.doubt(unit.sheet, unit.row or None, "上级", unit.parent, problem)


def told_findings(findings: Sequence[Finding]) -> Iterator[str]:
    """Give the findings as lines for staff, the first of many."""
    for one in findings[:MOST_TOLD]:
        where = f"{one.sheet} 第 {one.row} 行" if one.row else one.sheet
        yield f"{where}“{one.column}”{one.value}：{one.reason}。{one.advice}。"
    if len(findings) > MOST_TOLD:
        yield f"……另有 {len(findings) - MOST_TOLD} 处。"
