"""`parts`: the people and works of the graph cut by subdistrict into files, and solved here or on a Dask cluster."""

from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from api.cli import exits
from api.cli.chinese import ChineseGroup
from api.cli.errors import Refused
from api.cli.opening import opened_graph
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, say, settings_of

if TYPE_CHECKING:
    from matching.part_folder import Told

CONNECT_SECONDS: Final = 10
WEEK_ALONE: Final = (
    "急的先派",
    "社区之间的公平（GONGJIAN_FAIRNESS）",
    "每人一周几条的上限（GONGJIAN_MOST_NEW）",
    "沿用上周的人选",
    "工作人员指定的（定为不派的算了）",
)
"""Rules of the week that choose among eligible pairs, which the assignment of a region is without."""
folder_argument = click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False))


@click.group(cls=ChineseGroup, help="按镇街分成几份、各自求解、再合成全域的最优；可以分给几台机器算。")
def parts() -> None:
    """Hold the commands of parts together."""


@parts.command(cls=ChineseHelp, help="把现在的人和岗位、需求按镇街分开，一份一个文件，写进文件夹。")
@folder_argument
@folder_option
def cut(*, folder: Path, data_folder: Path | None) -> None:
    """Write the parts of the graph as it is."""
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from api.snapshot import Snapshot  # noqa: PLC0415 light commands stay quick
    from matching.enrolment import enrol  # noqa: PLC0415 light commands stay quick
    from matching.part_folder import write_parts  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        problem = Snapshot.of(graph, settings).current().problem
    people, openings, helpers, works = enrol(problem, today())
    names = (
        [problem.helpers.rows[number].id for number in helpers.tolist()],
        [problem.demand(number).row.id for number in works.tolist()],
    )
    number = write_parts(folder, (people, openings), names)
    click.echo(f"{len(helpers):,} 人、{len(works):,} 件岗位和需求，分成 {number} 份，写在 {folder}。")


@parts.command(cls=ChineseHelp, help="求解分好的各份，合成全域的最优派法，连同全部组合上的证明；不用图数据库。")
@folder_argument
@click.option("--scheduler", metavar="地址", help="Dask 调度器，如 tcp://10.0.0.5:8786；不写就在本机算。")
@json_option
def solve(*, folder: Path, scheduler: str | None, as_json: bool) -> None:
    """Solve the parts of a folder."""
    from matching.kernels import warm_region  # noqa: PLC0415 light commands stay quick
    from matching.part_folder import NoPartsError, solve_parts  # noqa: PLC0415 light commands stay quick

    warm_region(say)
    try:
        with cluster(scheduler):
            told = solve_parts(folder)
    except NoPartsError as none:
        raise Refused(
            f"{none.folder} 里没有分好的文件。先运行 gongjian parts cut {folder}。", exits.WRONG_USE
        ) from none
    print_json(answer_of(told)) if as_json else click.echo(sentence_of(told))


def cluster(scheduler: str | None) -> AbstractContextManager[object]:
    """Give a context in which parts are solved: on the workers of a scheduler, else here.

    Raises
    ------
    Refused
        Dask is not installed, or the scheduler does not answer.
    """
    within = ExitStack()
    if scheduler is None:
        return within
    try:
        from distributed import Client  # noqa: PLC0415 an extra that few have
    except ImportError as missing:
        raise Refused("没有装 Dask：pip install gongjian[cluster]。", exits.WRONG_USE) from missing
    import joblib  # noqa: PLC0415 light commands stay quick

    try:
        within.enter_context(Client(scheduler, timeout=CONNECT_SECONDS))  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as silent:
        raise Refused(f"Dask 调度器 {scheduler} 没有回答。看看地址和它是否在运行。", exits.FAILED) from silent
    within.enter_context(joblib.parallel_config("dask"))
    return within


def answer_of(told: "Told") -> dict[str, Any]:
    """Return the answer as JSON tells it, in the shape of `gongjian solve`, and what the week counts beside."""
    return {
        "objective": told.proof.objective,
        "bound": told.proof.bound,
        "proved": told.proof.proved,
        "assignment": [{"person": person, "post": post} for person, post in told.pairs],
        "left_out": left_out(told),
    }


def sentence_of(told: "Told") -> str:
    """Say what was found."""
    gap = told.proof.bound - told.proof.objective
    proof = "全部组合上最优已证" if told.proof.proved else f"没有证到最优：上界比它高 {gap:,}"
    return (
        f"{told.parts} 份合成：{told.proof.pairs:,} 个可派组合，派出 {len(told.pairs):,} 个，"
        f"总分 {told.proof.objective:,}，{proof}。加 --json 列出每一个。\n"
        f"不代替本周建议：只派个人，分数是全域派人自己的；没有算进{'、'.join(left_out(told))}。"
    )


def left_out(told: "Told") -> list[str]:
    """List the rules of the week that the assignment of a region does not count; who may go is as in the week."""
    clashes = f"（这里有 {told.clashes} 处）" if told.clashes else "（这里没有）"
    return [f"同一人同一半天相撞{clashes}", *WEEK_ALONE]
