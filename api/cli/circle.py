"""`places`: who walks ten minutes to a station, and where the next one helps most."""

from typing import Any

import click

from api.cli.asking import answered, cursor_option, limit_option, paged, place_option, print_more, print_succession
from api.cli.chinese import ChineseGroup
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import CircleAnswer, CircleShare, NextStationAnswer
from api.settings import Settings


@click.group(cls=ChineseGroup, help="服务圈：谁走10分钟到得了阵地，下一处设在哪里。")
def places() -> None:
    """Hold the questions about places together."""


@places.command(cls=ChineseHelp, help="10分钟服务圈：走得到阵地的居民占多少，逐个镇街、社区、小区列出。")
@place_option
@click.option("--level", help="逐个列哪一级：subdistrict、community、compound；不写是下一级。")
@limit_option
@cursor_option
@folder_option
@json_option
def circle(*, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Tell the service circle of a place."""
    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/places/circle", CircleAnswer, **paged(settings, asked))
    answer = told or _circle(settings, asked)
    print_json(answer) if as_json else _print_circle(answer)


def _circle(settings: Settings, asked: dict[str, Any]) -> CircleAnswer:
    from api.answers.circle import circle_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import CircleQuestion  # noqa: PLC0415 light commands stay quick

    question = CircleQuestion(asked["place"], asked["level"], asked["cursor"], asked["limit"])
    return answered(settings, lambda asking: circle_answer(asking, question))


@places.command("next", cls=ChineseHelp, help="下一处设在哪里：再设几处阵地，设在哪些社区最多人走得到。")
@place_option
@click.option("--stations", type=click.IntRange(1, 10), default=5, show_default=True, help="再设几处。")
@folder_option
@json_option
def next_station(*, place: str | None, stations: int, as_json: bool, data_folder: Any) -> None:  # noqa: ANN401 as click gives
    """Tell where the next stations help most."""
    from api.answers.siting import next_station_answer  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/places/next", NextStationAnswer, place=place, stations=stations)
    answer = told or answered(settings, lambda asking: next_station_answer(asking, place, stations))
    print_json(answer) if as_json else _print_next(answer)


def _print_circle(answer: CircleAnswer) -> None:
    print_succession(answer.place)
    click.echo(f"{answer.place.name}：{share_words(answer.whole)}")
    for one in answer.items:
        nearest = f"　最近的阵地 {one.nearest.name}，步行约 {one.metres} 米" if one.nearest else ""
        note = f"（{one.note}）" if one.note else ""
        click.echo(f"  {one.place.name}{note}：{share_words(one.circle)}{nearest}")
    for sentence in answer.rule.sentences:
        click.echo(f"  · {sentence}")
    print_more(answer.next_cursor)


def share_words(share: CircleShare) -> str:
    """Say a share in a line; what is not known is said as such."""
    unknown = f"，说不准 {share.unknown} 户" if share.unknown else ""
    if share.share is None:
        return f"无数据{unknown}"
    return f"{share.share_words} 走得到（{share.within}/{share.within + share.beyond} 户{unknown}）"


def _print_next(answer: NextStationAnswer) -> None:
    print_succession(answer.place)
    click.echo(f"{answer.place.name}：{answer.sentence}")
    for one in answer.items:
        best = "没有求" if one.best is None else f"{one.best} 户（{'、'.join(ref.name for ref in one.best_places)}）"
        click.echo(f"  再设 {one.number} 处：{one.place.name}，多 {one.gain} 户，一共多 {one.total} 户　最好 {best}")
