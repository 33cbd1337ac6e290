"""What an import did, sheet by sheet, and what it could not read."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from api.schemas.common import Answer, Ref
from api.schemas.examples import shown_as
from api.schemas.import_example import IMPORT


class CellRepair(Answer):
    """What a cell certainly should say; nothing is repaired unless it is asked for, and then it is told."""

    cell: str = Field(description="哪一格的代号", examples=["3f2a91c0d4e5-17-3"])
    to: str = Field(description="该写成什么；电话、证件号隐去中间几位", examples=["2021-03-12"])
    why: str = Field(description="为什么有把握", examples=["该有的数字都在，只是夹了别的符号"])
    done: bool = Field(default=False, description="这一格已照改好的读")


class RepairsTold(Answer):
    """How many cells can be repaired, and how many were read as repaired."""

    offered: int = Field(default=0, description="有把握怎么改、还没有改的格子")
    done: int = Field(default=0, description="照改好的读的格子")


class ImportFinding(Answer):
    """One thing in a file that could not be taken as it stands."""

    severity: str = Field(default="error", examples=["error"])
    file: str = ""
    sheet: str = ""
    row: int | None = Field(default=None, description="第几行，照原表数；空的是整张表")
    column: str | None = None
    value: str = ""
    reason: str = Field(examples=["日期写法看不懂"])
    advice: str = Field(default="", examples=["请写成 2026-11-22 这样"])
    repair: CellRepair | None = Field(default=None, description="有把握该写成什么；没有把握的为空")


class ImportColumn(Answer):
    """How one column of a sheet was understood."""

    column: str
    field: str | None = Field(default=None, description="含义的代号；空的是不认识、记入备注")
    confidence: float
    kept_as_note: bool = Field(default=False, description="内容记在备注里")
    why: str = Field(examples=["列名就是"])
    meaning: str = Field(default="", examples=["联系电话"])


class SheetReport(Answer):
    """What became of one sheet."""

    file: str
    sheet: str
    kind: str | None = Field(default=None, description="认作哪种台账的代号；空的是没认出来", examples=["volunteers"])
    kind_name: str = Field(description="认作哪种台账", examples=["党员"])
    confidence: float = Field(default=0.0, description="认作这种台账的把握")
    header_rows: list[int] = Field(default_factory=list, description="表头是第几行，照原表数")
    columns: list[ImportColumn] = Field(default_factory=list)
    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = Field(default=0, description="按完整台账结束的")
    refused: int = 0
    merged: int = Field(default=0, description="与别的行说的是同一个对象，并成了一条")
    unseen: int = Field(default=0, description="留存了，但没有写社区或写的认不出，任何名单都看不到")
    disagreements: int = Field(default=0, description="与别的台账说法不同的有几处；以后导入的为准，逐条在 findings 里")
    findings: list[ImportFinding] = Field(default_factory=list)
    layout: str = Field(default="", description="这种表头的编号：改定各列时用它；空的是没有找到表头")
    how: str = Field(
        default="own", description="own 自己认的；same 照改定的；similar 照相近表头改定的；file 照文件写的"
    )
    settled: str = Field(default="", description="改定的是哪一张、谁在何时改的")


class ImportRunItem(Answer):
    """One import as the list of imports shows it."""

    run: str
    file: str
    by: str
    at: datetime | None
    state: str = Field(examples=["已完成"])
    failure: str = Field(default="", description="没有做完的：为什么", examples=["图的服务断了"])
    rows: int
    loaded: int
    errors: int
    undoable: bool = Field(description="还能整批撤销")


class ImportChange(Answer):
    """One cell that an import wrote over."""

    kind: str = Field(examples=["person"])
    kind_label: str = Field(examples=["人员"])
    thing: Ref
    field: str = Field(examples=["联系地址"])
    before: str
    after: str
    before_from: str = Field(description="上次写这条记录的是哪本台账：文件名#表名!行号")
    after_from: str = Field(description="这次是哪一行写的")
    from_another: bool = Field(description="上次是别的台账写的：两处说法不同，以这次为准")


class ImportTie(Answer):
    """One relationship that an import ended, made or changed of a record that was there."""

    kind: str = Field(examples=["person"])
    kind_label: str = Field(examples=["人员"])
    thing: Ref
    tie: str = Field(examples=["居住地"])
    other_kind: str = Field(examples=["territory"])
    other: Ref
    what: Literal["结束", "新增", "改写"]


class ImportChanges(Answer):
    """What an import changed of what was there before."""

    run: str
    file: str
    sentence: str
    total: int
    from_others: int = Field(description="其中上次是别的台账写的")
    items: list[ImportChange]
    ties_total: int = Field(default=0, description="结束、新增、改写的联系，原来就有的记录的")
    ties: list[ImportTie] = Field(default_factory=list, description="结束的在前")


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
    dry_run: bool = False
    exit_code: int = Field(default=0, description="0 没有错误；1 有些行或格子没有导入；2 什么都没能导入")
    errors: int = 0
    warnings: int = 0
    sheets: list[SheetReport]
    findings: list[ImportFinding] = Field(default_factory=list, description="整个文件的问题；各表的在各表里")
    upload: str = Field(default="", description="传上来的文件在服务器上的凭条，六小时内有效；命令导入的为空")
    finished_at: datetime | None = None
    repairs: RepairsTold = Field(default_factory=RepairsTold)
    sentence: str = Field(examples=["读了 120 行：新增 100 行，未变 18 行，2 行没有导入，原因见下。"])
    seconds: float = 0.0

    def all_findings(self) -> list[ImportFinding]:
        """Give findings about files, then those about sheets."""
        return [*self.findings, *(finding for sheet in self.sheets for finding in sheet.findings)]
