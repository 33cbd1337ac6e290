"""`persons`: records that may be of one person, judged, merged and parted again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.asking import answered, limit_option
from api.cli.chinese import ChineseGroup
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.schemas.doubles import DoubleAnswer, DoublesAnswer

if TYPE_CHECKING:
    from api.asking import Asking

one_argument = click.argument("one", metavar="人员编号")
other_argument = click.argument("other", metavar="另一人员编号")


@click.group(
    cls=ChineseGroup,
    help="疑似同一人：看（doubles）、合并（same）、不是（apart）、以后再说（later）、撤销合并（undo）。",
)
def persons() -> None:
    """Hold the commands on persons together."""


@persons.command(cls=ChineseHelp, help="像是同一个人的两条记录，把握大的在前，每一项的分量写明；--find 先重新找一遍。")
@click.option("--find", is_flag=True, help="先把名册重新比一遍。")
@limit_option
@folder_option
@json_option
def doubles(*, find: bool, limit: int | None, as_json: bool, data_folder: Path | None) -> None:
    """List the pairs that wait for staff."""
    from api.answers.doubles import SHOWN, doubles_answer, find_answer  # noqa: PLC0415 light commands stay quick
    from graph_model.migrations import migrate  # noqa: PLC0415 light commands stay quick
    from graph_model.sealing import open_sealer  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)

    def ask(asking: "Asking") -> DoublesAnswer:
        if find:
            find_answer(asking, open_sealer(settings.data_folder))
        return doubles_answer(asking, limit or SHOWN)

    answer = answered(settings, ask, migrate)
    print_json(answer) if as_json else _print(answer)


@persons.command(cls=ChineseHelp, help="是同一人：两条记录合并成一条，两个编号都查得到，可以撤销。")
@one_argument
@other_argument
@folder_option
@json_option
def same(*, one: str, other: str, as_json: bool, data_folder: Path | None) -> None:
    """Merge two records."""
    _judge(data_folder, one, other, "是同一人", as_json=as_json)


@persons.command(cls=ChineseHelp, help="不是同一人：记下来，以后不再列出。")
@one_argument
@other_argument
@folder_option
@json_option
def apart(*, one: str, other: str, as_json: bool, data_folder: Path | None) -> None:
    """Note that two records are of two persons."""
    _judge(data_folder, one, other, "不是", as_json=as_json)


@persons.command(cls=ChineseHelp, help="以后再说：排到最后。")
@one_argument
@other_argument
@folder_option
@json_option
def later(*, one: str, other: str, as_json: bool, data_folder: Path | None) -> None:
    """Leave a pair for later."""
    _judge(data_folder, one, other, "以后再说", as_json=as_json)


@persons.command(cls=ChineseHelp, help="撤销合并：又是两条记录，后来改过的留着；合并的编号在合并时和 doubles 里写明。")
@click.argument("merge", metavar="合并编号")
@folder_option
@json_option
def undo(*, merge: str, as_json: bool, data_folder: Path | None) -> None:
    """Take a merge back."""
    from api.answers.doubles import undo_merge  # noqa: PLC0415 light commands stay quick

    _tell(_changed(data_folder, lambda asking: undo_merge(asking, merge)), as_json=as_json)


def _judge(data_folder: Path | None, one: str, other: str, verdict: str, *, as_json: bool) -> None:
    from api.answers.doubles import judge_double  # noqa: PLC0415 light commands stay quick

    _tell(_changed(data_folder, lambda asking: judge_double(asking, one, other, verdict)), as_json=as_json)


def _changed(data_folder: Path | None, work: "Callable[[Asking], DoubleAnswer]") -> DoubleAnswer:
    from graph_model.migrations import migrate  # noqa: PLC0415 light commands stay quick

    return answered(settings_of(data_folder=data_folder), work, migrate)


def _tell(answer: DoubleAnswer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    click.echo(answer.sentence)
    if answer.merge and answer.stays:
        click.echo(f"撤销：gongjian persons undo {answer.merge}")


def _print(answer: DoublesAnswer) -> None:
    if not answer.items:
        click.echo("没有像是同一人的记录。")
    for pair in answer.items:
        sure = "，证据很足" if pair.certain else ""
        click.echo(
            f"{pair.one.name}（{pair.one.id}）＝ {pair.other.name}（{pair.other.id}）？照证据 {pair.chance}{sure}"
        )
        for fact in pair.facts:
            if fact.weight is not None:
                click.echo(f"    {fact.label} {fact.said} {fact.weight:+.1f}：{fact.one} / {fact.other}")
    if answer.total > len(answer.items):
        click.echo(f"还有 {answer.total - len(answer.items):,} 对。")
    for one in answer.merges:
        click.echo(f"已合并：{one.gone} 并入 {one.stays.name}（{one.by}）；撤销：gongjian persons undo {one.id}")
