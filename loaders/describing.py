"""Writes the page that lists which ledgers and columns are understood, from the declarations themselves."""
# ruff: noqa: E501 - prose, a paragraph a line

from typing import Final

from loaders.kinds import KINDS
from loaders.kinds.base import Column, LedgerKind

INTRODUCTION: Final = """# 能读懂的台账

把文件或整个文件夹交给 `gongjian import` 即可，不必改名、不必调整列的顺序。支持 xlsx、xls、ods 和 csv(UTF-8、GB18030、UTF-16，逗号或制表符)；一张表一种台账。

- 表头不必在第一行：上面可以有标题和“填报单位”等说明，表头可以是一层或两层；底部的合计、填表人会自动略过并说明。
- 列按名称和常见别名识别，没有名称可依的按内容识别(身份证号、电话、统一社会信用代码)。不认识的列不会丢：内容记在备注里，并在结果中列出。
- 一格可以写几个值，用 、，；换行 或编号分开。日期可写 2021年3月、2021.3.1、20210301 等；数字可带单位；时间写成“周六上午、周日全天”。
- 同一份台账再导一次，什么都不会变；改了几行就只更新几行，旧的关系记下结束日期，不会删除。
- 同一个人按身份证号认，没有就按编号加姓名，再没有按电话加姓名；出现在几本台账里仍是一个人。
- 格子空着不等于没有：人员、单位、团队、联盟、党组织、驿站、地域会出现在几本台账里，这一本空着的格子不会抹掉别处已有的内容(一列技能、证书、社区等联系例外：同一本台账先前写过、这次不写，就此结束)；岗位、资源、需求、问题、项目、活动只归一本台账，把格子清空就是清空那一项。要清掉一个人的某项内容，请写明新的内容。
- 一格里的几个等级、证书、有效期按次序与几项技能对应，没有的写“无”占位；只写一个证书时，归它所属的那项技能，都不属于就归第一项。
- 只有声明台账“完整”(`--complete`)时，表中不再出现的记录才会结束(记日期，不删除)，而且只结束同一本台账先前说过的；同一本台账按文件名和表名(不计年月、版本)辨认，文件改了名就是另一本。结果里写明是哪一本、结束了几条。
- 每条记录和关系都记着来源：文件名#表名!行号。电话和身份证号加密保存。

标 * 的一组列至少要有一列。“记入备注”的列有名称可认，但内容只作备注保留。
"""


def ledgers_page() -> str:
    """Give the page as Markdown: a section a kind, a row a column."""
    return INTRODUCTION + "".join(_section(kind) for kind in KINDS)


def _section(kind: LedgerKind) -> str:
    if not kind.label:
        return f"\n## {kind.name}\n\n汇总统计表会被认出并说明，不导入；请导入它所依据的明细台账。\n"
    needed = {field for group in kind.needs for field in group}
    rows = "".join(_row(column, needed=column.field in needed) for column in kind.columns)
    titles = "、".join(kind.titles)
    return f"\n## {kind.name}\n\n标题、表名或文件名中的提示词：{titles}。\n\n| 列 | 也可以叫 |\n|---|---|\n{rows}"


def _row(column: Column, *, needed: bool) -> str:
    mark = " *" if needed else ""
    kept = "(记入备注)" if column.kept else ""
    return f"| {column.names[0]}{mark}{kept} | {'、'.join(column.names[1:])} |\n"
