"""`evaluate`: what came of past weeks, and how well the score tells them apart."""

from typing import Any

import click

from api.cli.asking import answered
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import EvaluationAnswer, Figure, Trial
from graph_model.percentages import share_words


@click.command(cls=ChineseHelp, help="以往的建议办得怎样、分数准不准；依据不够的数字不说，说还差几条。")
@folder_option
@json_option
def evaluate(*, as_json: bool, data_folder: Any) -> None:  # noqa: ANN401 as click gives it
    """Tell what came of past weeks."""
    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/evaluation", EvaluationAnswer)
    if told is None:
        from api.answers.evaluation import evaluation_answer  # noqa: PLC0415 light commands stay quick

        told = answered(settings, evaluation_answer)
    print_json(told) if as_json else _print(told)


def _print(answer: EvaluationAnswer) -> None:
    span = f"{answer.weeks[0]} 到 {answer.weeks[-1]}" if answer.weeks else "还没有算过"
    click.echo(f"{answer.place.name}：{span}，{answer.suggestions:,} 条建议")
    click.echo(answer.enough.sentence)
    one = answer.acceptance
    click.echo(f"采纳率：{share_of(one.share)}（采纳 {one.accepted}，未采纳 {one.declined}）")
    click.echo(f"有建议被采纳的社区：{share_of(answer.served)}")
    click.echo(f"承担不均（基尼系数）：{number_of(answer.load_gini)}")
    for week in answer.stability[-1:]:
        click.echo(f"{week.before} 未定的，{week.week} 仍这样建议：{share_of(week.again)}")
    for gap in answer.gaps[-1:]:
        click.echo(f"{gap.week} 离最优：{'不明' if gap.share is None else share_words(gap.share, 4)}")
    print_trial(answer.present, f"现在的权重（{answer.weights.number} 号），用 {len(answer.held_out)} 周来考")


def print_trial(trial: Trial, title: str) -> None:
    """Print what weights did on held-out weeks."""
    click.echo(f"{title}：")
    for top in trial.top:
        chance = f"，随便排 {share_words(top.by_chance)}" if top.by_chance is not None else ""
        click.echo(f"  前 {top.k}：{share_of(top.share)}{chance}")
    click.echo(
        f"  次序对的：{number_of(trial.pairs)}　后悔值：{number_of(trial.regret)}　Brier：{number_of(trial.brier)}"
    )


def share_of(figure: Figure) -> str:
    """Return a share with its interval, or what is missing."""
    if figure.value is None:
        return _missing(figure)
    if figure.low is None or figure.high is None:
        return share_words(figure.value)
    return f"{share_words(figure.value)}（{share_words(figure.low)}–{share_words(figure.high)}）"


def number_of(figure: Figure) -> str:
    """Return a figure, or what is missing."""
    return _missing(figure) if figure.value is None else f"{figure.value:.3f}"


def _missing(figure: Figure) -> str:
    return f"暂不说，还差 {figure.missing} 条"
