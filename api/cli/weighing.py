"""`weights`: learnt weights listed, tried, adopted and taken back; nothing takes effect in any other way."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.asking import answered
from api.cli.chinese import ChineseGroup
from api.cli.evaluating import print_trial
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, settings_of
from api.schemas import WeightPoints, WeightProposal, WeightsAnswer
from matching.weights import Weights

if TYPE_CHECKING:
    from graph_model.driver import Graph


@click.group(cls=ChineseGroup, help="分数的权重：看（list）、从决定里学来试（try）、采用（adopt）、退回（back）。")
def weights() -> None:
    """Hold the commands on weights together."""


@weights.command("list", cls=ChineseHelp, help="现在用的权重，和试过的各号。")
@folder_option
@json_option
def list_weights(*, as_json: bool, data_folder: Path | None) -> None:
    """List which weights hold and which were proposed."""
    from api.answers.weights import weights_answer  # noqa: PLC0415 light commands stay quick

    _told(_on_graph(data_folder, weights_answer), as_json=as_json)


@weights.command("try", cls=ChineseHelp, help="从以往的决定里学权重，用后来的几周来考，存成一号；不生效。")
@folder_option
@json_option
def try_(*, as_json: bool, data_folder: Path | None) -> None:
    """Learn weights and keep them as a proposal with its trial."""
    from api.answers.weights import try_weights  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    _migrated(data_folder)
    made = answered(settings, try_weights)
    print_json(made) if as_json else _print_proposal(made)


@weights.command(cls=ChineseHelp, help="采用第几号；0 是写明的权重。往后的打分和建议按它来。")
@click.argument("number", metavar="号", type=click.IntRange(0))
@click.option("--anyway", is_flag=True, help="试的结果没有显出更好，也采用。")
@folder_option
@json_option
def adopt(*, number: int, anyway: bool, as_json: bool, data_folder: Path | None) -> None:
    """Put a proposal into effect."""
    from api.answers.weights import adopt_weights  # noqa: PLC0415 light commands stay quick

    def work(graph: "Graph", stated: Weights) -> WeightsAnswer:
        return adopt_weights(graph, number, COMMAND_LINE_USER, anyway=anyway, stated=stated)

    _told(_on_graph(data_folder, work), as_json=as_json)


@weights.command(cls=ChineseHelp, help="退回到上一次采用之前的权重。")
@folder_option
@json_option
def back(*, as_json: bool, data_folder: Path | None) -> None:
    """Put the weights into effect again that held before."""
    from api.answers.weights import take_back  # noqa: PLC0415 light commands stay quick

    answer = _on_graph(data_folder, lambda graph, stated: take_back(graph, COMMAND_LINE_USER, stated))
    _told(answer, as_json=as_json)


def _on_graph(data_folder: Path | None, work: "Callable[[Graph, Weights], WeightsAnswer]") -> WeightsAnswer:
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
        return work(graph, settings.stated_weights)


def _migrated(data_folder: Path | None) -> None:
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    with opened_graph(settings_of(data_folder=data_folder)) as graph:
        migrations.migrate(graph)


def _told(answer: WeightsAnswer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    name = f"{answer.number} 号" if answer.number else "写明的权重（0 号）"
    click.echo(f"现在用的是{name}：{_points(answer.weights)}")
    for one in answer.proposals:
        _print_proposal(one)
    if not answer.proposals:
        click.echo("还没有试过。决定够了以后：gongjian weights try")


def _print_proposal(one: WeightProposal) -> None:
    state = "在用" if one.in_effect else "未用"
    verdict = "比试的时候用着的好" if one.better else "没有显出更好"
    click.echo(f"\n{one.number} 号（{state}，{verdict}，学自 {one.decisions} 条决定）：{_points(one.weights)}")
    if one.trial is None:
        return
    print_trial(one.trial.learnt, "  学到的")
    print_trial(one.trial.present, "  当时用的")
    shadow = one.trial.shadow
    click.echo(
        f"  {shadow.week} 按它另算一遍：{shadow.same} 条建议相同，{shadow.other} 条不同（只是试算，没有改动建议）"
    )


def _points(weights: list[WeightPoints]) -> str:
    return "，".join(f"{one.label} {one.points / 10_000:g}" for one in weights)
