"""Writes the page that lists which ledgers and columns are understood, from the declarations themselves."""
# ruff: noqa: E501 - prose, a paragraph a line

from typing import Final

from loaders.kinds import KINDS
from loaders.kinds.base import Column, LedgerKind

INTRODUCTION: Final = """# 能读懂的台账

把文件或整个文件夹交给 `gongjian import` 即可，不必改名、不必调整列的顺序。支持 xlsx、xls、et(WPS)、ods，csv 和 tsv(UTF-8、GB18030、UTF-16，有没有标记都行)，json，docx 里的表格，以及装着这些的 zip。一张表上上下下有几种台账的，分开识别并说明。

- 表头不必在第一行：上面可以有标题和“填报单位”等说明，表头可以是一到三层；底部的合计、填表人和中间的小计会自动略过并说明。隐藏的工作表、行、列照常处理并说明。
- 列按名称和常见别名识别，没有名称可依的按内容识别(身份证号、电话、统一社会信用代码)。一张表的各列合起来定一次：每个含义只给一列，名称、内容、左邻一起看，结果里写明把握和缘由。常见而图谱里没有位置的(民族、籍贯、邮编、党费……)认得名字，记在备注里；不认识的列也不会丢：内容记在备注里，并在结果中列出。
- 认错了就改：导入页“试读”以后，每张表的种类、每一列的含义都能在下拉框里改，改一次就记住(存在图数据库里，记着谁何时改的)，以后同样的表头照改定的读，相近的表头也照着读并说明，一点就撤销。命令行用 `--save-mapping 文件.yaml` 把各列怎么认的写出来，改好后 `--mapping 文件.yaml` 交回来。同名的两列写成 `电话`、`电话#2`。
- 核对结果写回您自己的工作簿：`--annotated 文件.xlsx`，或导入页“下载标好的工作簿”。格式、合并、列宽、批注、图片原样留着，有问题的格子上色、加批注，最后加一张“核对结果”：先是半分钟能看完的小结，再逐条列出，点“位置”就到那一格。改好后把它原样再导入就行，“核对结果”会自动略过。csv、xls、et 和其他文件给回的是 xlsx，格式带不过来，会说明。
- 一格里写了几个人的(姓名列有 、，；或换行)不猜谁的电话是谁的，说明请一人一行。
- 一格可以写几个值，用 、，；换行 或编号分开。日期可写 2021年3月、2021.3.1、21/3/1、20210301、二〇二一年三月一日，或表格软件的日期数(1900 和 1904 两种起点)；民国纪年、缺年份的、分不清 1 月 10 月的 2021.1 不猜，说明怎么改；数字可带单位；时间写成“周六上午、周日全天”。
- 同一份台账再导一次，什么都不会变；改了几行就只更新几行，旧的关系记下结束日期，不会删除。
- 同一个人按身份证号认，没有就按编号加姓名，再没有按电话加姓名；出现在几本台账里仍是一个人。
- 格子空着不等于没有：人员、单位、团队、联盟、党组织、驿站、地域会出现在几本台账里，这一本空着的格子不会抹掉别处已有的内容(一列技能、证书、社区等联系例外：同一本台账先前写过、这次不写，就此结束)；岗位、资源、需求、问题、项目、活动只归一本台账，把格子清空就是清空那一项。要清掉一个人的某项内容，请写明新的内容。
- 一格里的几个等级、证书、有效期按次序与几项技能对应，没有的写“无”占位；只写一个证书时，归它所属的那项技能，都不属于就归第一项。岗位、需求要求的证书，它所属的技能没有写的，照证书列为必须的技能。
- 只有声明台账“完整”(`--complete`)时，表中不再出现的记录才会结束(记日期，不删除)，而且只结束同一本台账先前说过的；同一本台账按文件名和表名(不计年月、版本)辨认，文件改了名就是另一本。已完成、已撤销的照旧留着，已故、已迁出的不改写；又列出来的，没写状态就回到结束前的状态。结果里写明是哪一本、结束了几条。
- 损坏、加密、扩展名不对的文件，压缩炸弹、外部实体、想写到别处去的压缩包、上万列的表，都用一句话拒绝并说明怎么办；宏和外部链接不运行、不去取。大的和旧格式的工作簿在另一个限了内存和时间的进程里读。
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
