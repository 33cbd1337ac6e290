"""Exit codes of `gongjian`, the same for every command (docs/commands.md lists them)."""

from typing import Final

FINE: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2
FINDINGS: Final = 3
NOT_FOUND: Final = 4
GRAPH_AWAY: Final = 5
BUSY: Final = 6
INTERRUPTED: Final = 130
TERMINATED: Final = 143

MEANINGS: Final = {
    FINE: "办成了",
    FAILED: "没有办成，原因见打印的那一句；导入时：有些行或格子没有导入（逐条列出）",
    WRONG_USE: "命令或选项写错了；导入时：什么都没能导入",
    FINDINGS: "doctor 发现了问题；verify-run 复核不通过",
    NOT_FOUND: "没有这个地方、人员、岗位或文件",
    GRAPH_AWAY: "图数据库连不上或起不来",
    BUSY: "别的进程正占着（例如 serve 已在运行，或端口被占）",
    INTERRUPTED: "被 Ctrl-C 打断；已保存的都在，没有保存一半的",
    TERMINATED: "被要求结束（SIGTERM）；已保存的都在，没有保存一半的",
}
