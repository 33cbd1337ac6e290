"""What an import did, sheet by sheet, and what it could not read."""

from datetime import datetime

from pydantic import Field

from api.schemas.common import Answer
from api.schemas.examples import IMPORT, shown_as


class ImportFinding(Answer):
    """One thing in a file that could not be taken as it stands."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    reason: str = Field(examples=["日期写法看不懂"])
    advice: str = Field(default="", examples=["请写成 2026-11-22 这样"])
    severity: str = Field(default="error", examples=["error"])


class ImportColumn(Answer):
    """How one column of a sheet was understood."""

    column: str
    field: str = Field(default="", description="含义的代号；空的是记入备注")
    meaning: str = Field(examples=["联系电话"])
    confidence: float
    why: str = Field(examples=["列名就是"])


class SheetReport(Answer):
    """What became of one sheet."""

    file: str
    sheet: str
    kind: str = Field(description="认作哪种台账", examples=["党员"])
    kind_key: str = Field(default="", description="种类的代号；空的是没认出来")
    layout: str = Field(default="", description="这种表头的编号：改定各列时用它")
    how: str = Field(
        default="own", description="own 自己认的；same 照改定的；similar 照相近表头改定的；file 照文件写的"
    )
    settled: str = Field(default="", description="改定的是哪一张、谁在何时改的")
    columns: list[ImportColumn] = Field(default_factory=list)
    rows: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = Field(default=0, description="与别的行说的是同一个对象，并成了一条")
    skipped: int = 0
    unseen: int = Field(default=0, description="留存了，但地名认不出，任何名单都看不到")


class ImportRunItem(Answer):
    """One import as the list of imports shows it."""

    run: str
    file: str
    by: str
    at: datetime | None
    state: str = Field(examples=["已完成"])
    rows: int
    loaded: int
    errors: int
    undoable: bool = Field(description="还能整批撤销")


class UndoAnswer(Answer):
    """What undoing an import came to."""

    run: str
    sentence: str
    ended: int
    restored: int
    ties: int
    kept: list[str] = Field(description="后来又改过、没有动的，一条一句")


class ImportAnswer(Answer):
    """What one import did."""

    model_config = shown_as(IMPORT)

    run: str
    upload: str = Field(default="", description="传上来的文件在服务器上的凭条，六小时内有效")
    finished_at: datetime | None = None
    sentence: str = Field(examples=["读了 120 行：新增 100 行，未变 18 行，2 行没有导入，原因见下。"])
    sheets: list[SheetReport]
    findings: list[ImportFinding] = Field(default_factory=list)
    seconds: float = 0.0
