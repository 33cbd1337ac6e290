"""What a kind of ledger declares: its names, its columns with their synonyms and readers, and how a row becomes records."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph_model import labels
from loaders import checking, cleaning, contacts
from loaders.files import Cell
from loaders.findings import CellProblem, Severity
from loaders.headers import normal

if TYPE_CHECKING:
    from loaders.entry import Entry
    from loaders.records import Record

Reader = Callable[[Cell], Any]
Term = TypeVar("Term", bound=Enum)
MOST_EXACT: Final = 2**53
"""Up to here a number keeps every digit, as an old ID number of 15 does."""
DENIALS: Final = ("不", "非", "未", "没", "没有", "无")


@dataclass(frozen=True, slots=True)
class Column:
    """One column a kind understands: the field it feeds, its name and synonyms, how a cell is read.

    ``content`` names what its cells look like (`loaders.contents`), by which it is known when its name says nothing; ``fill_down`` repeats the value above in an empty cell (merged cells); ``kept`` says that the cell goes to the
    record's note, under its own header, since the model has no place for it; ``of_the_year`` that its days are of the
    year the title names where they name none.
    """

    field: str
    names: tuple[str, ...]
    read: Reader
    content: str | None = None
    fill_down: bool = False
    kept: bool = False
    of_the_year: bool = False

    @property
    def normal_names(self) -> tuple[str, ...]:
        """Names as headers are compared."""
        return _normal_names(self.names)


@lru_cache(maxsize=10_000)
def _normal_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(normal, names)))


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """One kind of ledger.

    ``needs`` lists groups of fields of which one each must be there; ``same`` the fields that tell, group by group,
    whether two rows are about the same thing; ``order`` the place in the order of loading. Where ``continued``, several
    rows about the same thing are the ordinary way to write. ``weak_key`` gives what a row that fills none of ``same`` is
    known by, None when it says too little even for that; ``everyday`` gives by field how people head its column in
    everyday words; ``titled`` finds in the titles the name all rows are about, where no column gives it.
    """

    key: str
    name: str
    order: int
    label: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    same: tuple[tuple[str, ...], ...]
    records: Callable[["Entry"], Iterable["Record"]]
    continued: bool = False
    weak_key: Callable[["Entry"], str | None] | None = None
    everyday: Mapping[str, str] = field(default_factory=dict, hash=False)
    titled: Callable[[str], str | None] | None = None

    def __hash__(self) -> int:
        return hash(self.key)

    def column(self, name: str) -> Column:
        """Give the declared column of a field."""
        return next(column for column in self.columns if column.field == name)


def col(field_name: str, *names: str, read: Reader = cleaning.text, **settings: Any) -> Column:  # noqa: ANN401
    """Declare a column; plain text unless ``read`` says otherwise."""
    return Column(field_name, names, read, **settings)


def worded(read: Callable[[str], Any]) -> Reader:
    """Reader of words out of a reader of any cell; the same words are read once."""

    @lru_cache(maxsize=20_000)
    def read_cell(cell: Cell) -> Any:  # noqa: ANN401 - what the column holds
        return read(cleaning.text(cell))

    return read_cell


def term(kind: type[Term], also: dict[str, Term] | None = None) -> Reader:
    """Reader of one of the model's closed terms by its Chinese word, a synonym, or words that contain one."""
    known = {one: labels.chinese(one) for one in kind}

    def read(words: str) -> Term:
        found = (also or {}).get(words) or labels.parse(kind, words)
        if found is None:
            found = next(
                (value for key, value in (also or {}).items() if key in words and not _denied(words, key)), None
            )
        if found is None:
            found = next((one for one, word in known.items() if word in words and not _denied(words, word)), None)
        if found is None:
            raise CellProblem("不在可选的值里", f"可填：{'、'.join(known.values())}")
        return found

    return worded(read)


def exactly(forms: Mapping[str, Term]) -> Reader:
    """Reader of one of the model's closed terms by the forms given and nothing else, whatever their case."""
    wanted = "、".join(dict.fromkeys(labels.chinese(one) for one in forms.values()))

    def read(words: str) -> Term:
        found = forms.get(words.strip().upper())
        if found is None:
            raise CellProblem("不在可选的值里，按没有写记", f"可填：{wanted}")
        return found

    return worded(read)


def _denied(words: str, key: str) -> bool:
    """Whether a word that says no stands right before the key: 不在职 is not 在职."""
    return words.partition(key)[0].endswith(DENIALS)


def _phone(cell: Cell) -> str:
    return checking.phone(cleaning.text(cell), was_number=isinstance(cell, int | float))


def _id_number(cell: Cell) -> str:
    if isinstance(cell, float) and abs(cell) > MOST_EXACT:
        raise CellProblem("身份证号被存成了数字，末几位已丢失", "请把该列设为“文本”后重新填写", Severity.ERROR)
    return checking.id_number(cleaning.text(cell))


def _uscc(cell: Cell) -> str:
    return checking.uscc(cleaning.text(cell))


def _parts(cell: Cell) -> tuple[str, ...]:
    return cleaning.split(cleaning.text(cell))


def _parallel(cell: Cell) -> tuple[str, ...]:
    return cleaning.parallel(cleaning.text(cell))


def _other_name(cell: Cell) -> str:
    return cleaning.name(cell, Severity.WARNING)


PHONE: Reader = _phone
ID_NUMBER: Reader = _id_number
USCC: Reader = _uscc
PARTS: Reader = _parts
PARALLEL: Reader = _parallel
OTHER_NAME: Reader = _other_name
SLOTS: Reader = worded(cleaning.slots)
YES_NO: Reader = worded(cleaning.yes_no)
CODE: Reader = worded(checking.territory_code)


def remark() -> Column:
    """Give the column of remarks, which every ledger has."""
    return col("remark", "备注", "说明", "备注说明", "其他说明", "其他")


def sample() -> Column:
    """Give the column that marks a record of the sample district."""
    return col("sample", "样例", "是否样例", "样例标记", read=YES_NO)


def contact(*who: str) -> tuple[Column, ...]:
    """Give the columns that name whom to call; ``who`` says what else a ledger calls them; the phone is sealed."""
    return (
        col("contact", "联系人", "联系人姓名", "联系人名称", "负责人", "组织联系人", "负责人姓名", "法人代表", "法定代表人", "经办人", "队长", "牵头人", *who, read=OTHER_NAME),
        col("contact_phone", "联系电话", "联系人及电话", "联系人及联系方式", "联系人及联系电话", "联系人电话号码", "负责人及电话", "负责人及联系方式", "联系方式", "联系人电话", "联系人手机", "联系人手机号码", "负责人电话", "组织联系方式", "电话", "手机号码", "手机", *(f"{one}电话" for one in who), read=contacts.number, content="phone"),
    )  # fmt: skip
