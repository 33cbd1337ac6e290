"""`match` and `weekly`: this week's suggestions, made and shown."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from api.cli import exits
from api.cli.asking import answered
from api.cli.errors import Refused
from api.cli.leaving import KEPT, Farewell, on_leaving
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.settings import Settings

if TYPE_CHECKING:
    from api.schemas import RunSummary, WeekAnswer, WhatIfAnswer
    from api.snapshot import Snapshot
    from graph_model.driver import Graph


HALF_LOADED: Final = "样例区还没有载完，这时算的本周建议不全：先运行 gongjian demo（或 make run）把它载完。"
NOTHING: Final = "图里还没有可派的人，或没有岗位和需求，没有算本周建议：先导入台账（gongjian import 文件夹）。"


@click.command(cls=ChineseHelp, help="算出本周建议并保存；同一周再算不改变任何东西，中断了再运行就接着做。")
@click.option(
    "--what-if",
    type=click.Path(path_type=Path),
    help="试算：一张表（xlsx 或 csv），列为 假设、谁、哪件事、改成；只说本周会怎样，什么也不改。",
)
@folder_option
@json_option
def match(*, what_if: Path | None, as_json: bool, data_folder: Path | None) -> None:
    """Make this week's run, or tell that it is there; or what it would be with supposed facts."""
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    if what_if is not None:
        supposed = _what_if(settings, what_if)
        print_json(supposed) if as_json else _print_what_if(supposed)
        return
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
        run = match_week(settings, graph)
    print_json(run) if as_json else click.echo(sentence_of(run))


def _what_if(settings: Settings, table: Path) -> "WhatIfAnswer":
    from api.answers.what_if import what_if_answer  # noqa: PLC0415 light commands stay quick
    from api.supposing import wordings_in  # noqa: PLC0415 light commands stay quick

    if not table.is_file():
        raise Refused(f"没有文件 {table}。", exits.NOT_FOUND)
    wordings = wordings_in(table)
    return answered(settings, lambda asking: what_if_answer(asking, wordings))


def _print_what_if(answer: "WhatIfAnswer") -> None:
    click.echo(f"假如{'；'.join(answer.supposed)}：{answer.sentence}")
    for label, moves in (
        ("会新派", answer.gained),
        ("不再这样派", answer.lost),
        ("补上的缺口", answer.filled),
        ("多出的缺口", answer.opened),
    ):
        for one in moves:
            click.echo(f"  [{label}] {one.work.name}{' ← ' + one.helper.name if one.helper else ''}")


@click.command(cls=ChineseHelp, help="看本周建议，按社区；还没有算过就先算。")
@click.option("--place", help="地方：名称或 6、9、12 位代码；不写就是全区。")
@click.option("--limit", type=click.IntRange(1, 200), help="列出几个社区，默认 20。")
@click.option("--cursor", help="上一页的 next_cursor。")
@folder_option
@json_option
def weekly(
    *, place: str | None, limit: int | None, cursor: str | None, as_json: bool, data_folder: Path | None
) -> None:
    """Show this week's suggestions."""
    from api.answers.week import week_answer  # noqa: PLC0415 light commands stay quick
    from api.asking import Asking  # noqa: PLC0415 light commands stay quick
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from api.questions import WeekQuestion  # noqa: PLC0415 light commands stay quick
    from api.snapshot import Snapshot  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        snapshot = Snapshot.of(graph, settings)
        say(sentence_of(match_week(settings, graph, snapshot)))
        view = snapshot.current()
        asking = Asking(graph, view, view.scope(COMMAND_LINE_USER, settings.territory), today(), settings.page_size)
        answer = week_answer(asking, WeekQuestion(place=place, cursor=cursor, limit=limit))
    print_json(answer) if as_json else _print_week(answer)


def match_week(settings: Settings, graph: "Graph", snapshot: "Snapshot | None" = None) -> "RunSummary":
    """Make this week's run for the whole district, unless it is there."""
    from api.answers.week import summary_of  # noqa: PLC0415 light commands stay quick
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from api.snapshot import Snapshot, root_scope  # noqa: PLC0415 light commands stay quick
    from api.weekly import NothingToMatch, run_week  # noqa: PLC0415 light commands stay quick
    from graph_model.idempotency import forget_old  # noqa: PLC0415 light commands stay quick
    from matching.kernels import warm  # noqa: PLC0415 light commands stay quick

    if settings.unfinished_sample.exists():
        raise Refused(HALF_LOADED, exits.FAILED)
    warm(say)
    forget_old(graph)
    scope = root_scope(graph, COMMAND_LINE_USER, settings.territory)
    columns = snapshot or Snapshot.of(graph, settings)
    try:
        with on_leaving(Farewell(KEPT)):
            run = summary_of(run_week(graph, columns, scope, today(), settings.exploration))
    except NothingToMatch as nothing:
        raise Refused(NOTHING, exits.FAILED) from nothing
    return run


def sentence_of(run: "RunSummary") -> str:
    """Say what a run found."""
    proof = "派法已证最优" if run.proved else f"上下界相差 {run.bound - run.objective}"
    told = f"{run.week} 的建议已就绪：{run.people:,} 人 × {run.posts:,} 岗位和需求，{run.pairs:,} 个可行组合，{proof}。"
    return f"{told}{run.fairness.sentence}" if run.fairness else told


def _print_week(answer: "WeekAnswer") -> None:
    counts = answer.counts
    click.echo(f"{answer.week} · {answer.place.name}：{counts.pending} 条待定，{answer.changes.gaps} 处缺口")
    for community in answer.communities:
        click.echo(f"\n{community.place.name}")
        for one in community.suggestions:
            helper = " ".join([one.helper.name, *one.slots]) if one.helper else "暂无人可派"
            click.echo(
                f"  [{one.decision}] {one.work.title} ← {helper}（{one.change}{'，' + one.cause if one.cause else ''}）"
            )
        for gap in community.gaps:
            click.echo(f"  [缺口] {gap.work.title}：{gap.why_not}")
    if answer.next_cursor:
        click.echo(f"\n还有更多：加上 --cursor {answer.next_cursor}")
