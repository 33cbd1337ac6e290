"""What the command line says when a set of division codes cannot be taken: which rows, which changes, what to do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from api.cli import exits
from api.cli.errors import Refused
from graph_model.percentages import share_words
from loaders.codes.changes import BASIS_LABELS, CHANGE_LABELS, Change
from loaders.codes.loading import CodesClash, NoDistrict, Unconfirmed
from loaders.codes.reading import UnusableCodes, told_findings

MOST_TOLD: Final = 40
NOTHING: Final = "什么也没有改。"


@contextmanager
def code_errors_told() -> Iterator[None]:
    """Turn what keeps a set out into sentences and an exit code."""
    try:
        yield
    except UnusableCodes as wrong:
        told = "\n".join(told_findings(wrong.findings))
        raise Refused(f"代码文件有 {len(wrong.findings)} 处不能用，{NOTHING}\n{told}", exits.WRONG_USE) from wrong
    except CodesClash as clash:
        raise Refused("\n".join([f"这份代码不能装入，{NOTHING}", *clash.sentences[:MOST_TOLD]])) from clash
    except Unconfirmed as refused:
        raise Refused(_to_confirm(refused.changes)) from refused
    except NoDistrict as several:
        raise Refused(_which_district(several), exits.WRONG_USE) from several


def _to_confirm(changes: Sequence[Change]) -> str:
    lines = [f"有 {len(changes)} 条沿革文件没有写明，要先确认，{NOTHING}", *map(change_line, changes[:MOST_TOLD])]
    if len(changes) > MOST_TOLD:
        lines.append(f"……另有 {len(changes) - MOST_TOLD} 条。")
    lines.append(
        "请用 gongjian codes compare 文件 --out 沿革.yaml 写出来，"
        "逐条核对、把“确认”改成“是”，再 load --lineage 沿革.yaml。"
    )
    return "\n".join(lines)


def _which_district(several: NoDistrict) -> str:
    if several.strange:
        return f"文件里没有区县 {'、'.join(code[:6] for code in several.strange)}。请核对文件和 --district。"
    if not several.districts:
        return "文件里的代码不属于图里的任何一个区。请核对文件，或用 --district 写明是哪个区。"
    named = "、".join(f"{unit.name} {unit.code[:6]}" for unit in several.districts[:MOST_TOLD])
    return f"文件里有 {len(several.districts)} 个区，图里还一个也没有。请用 --district 写明装哪几个：{named}。"


def change_line(one: Change) -> str:
    """Tell one change in one line."""
    where = f" → {'、'.join(one.heirs)}" if one.leaves and one.heirs else ""
    sure = "" if one.settled else f"，把握 {share_words(one.confidence, 0)}"
    return f"[{CHANGE_LABELS[one.kind]}·{BASIS_LABELS[one.basis]}{sure}] {one.name}（{one.code}）{where}：{one.reason}"
