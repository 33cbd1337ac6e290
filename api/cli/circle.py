"""`places`: who walks ten minutes to a station, where the next helps most, facility standards, model communities."""

from pathlib import Path
from typing import Any

import click

from api.cli.asking import answered, cursor_option, limit_option, paged, place_option, print_more, print_succession
from api.cli.chinese import ChineseGroup
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.cli.service import ask_service
from api.schemas import CircleAnswer, CircleShare, ModelsAnswer, NextStationAnswer, StandardAnswer
from graph_model.percentages import percent_words


@click.group(
    cls=ChineseGroup,
    help="服务圈：谁走10分钟到得了阵地（circle），下一处设在哪里（next），设施标准（standard），样板社区（models），要填的路程表（walks）。",
)
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
    from api.answers.circle import circle_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import CircleQuestion  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/places/circle", CircleAnswer, **paged(settings, asked))
    answer = told or answered(settings, lambda asking: circle_answer(asking, CircleQuestion(**asked)))
    print_json(answer) if as_json else _print_circle(answer)


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


@places.command("standard", cls=ChineseHelp, help="设施标准：每个社区的服务用房有多少，文件要多少，还差多少。")
@place_option
@click.option("--verdict", help="只看哪种：算数、不算、缺数据。")
@limit_option
@cursor_option
@folder_option
@json_option
def standard(*, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Tell the premises of communities against what the documents set."""
    from api.answers.premises import standard_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import StandardQuestion  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/places/standard", StandardAnswer, **paged(settings, asked))
    answer = told or answered(settings, lambda asking: standard_answer(asking, StandardQuestion(**asked)))
    print_json(answer) if as_json else _print_standard(answer)


@places.command("models", cls=ChineseHelp, help="样板社区：每个社区和哪个试点、示范社区最像，像在哪里，不像在哪里。")
@place_option
@limit_option
@cursor_option
@folder_option
@json_option
def models(*, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Tell the nearest model communities."""
    from api.answers.models import models_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import LikenessQuestion  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/places/models", ModelsAnswer, **paged(settings, asked))
    answer = told or answered(settings, lambda asking: models_answer(asking, LikenessQuestion(**asked)))
    print_json(answer) if as_json else _print_models(answer)


@places.command("walks", cls=ChineseHelp, help="要填的路程表：填好步行米数，由 GONGJIAN_WALKING_LIST 指给服务。")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.csv")
@folder_option
def walks(*, out: Path, data_folder: Path | None) -> None:
    """Write the ways on foot that decide the circle, to be filled in."""
    from api.reports.walks import walks_table  # noqa: PLC0415 light commands stay quick

    out.write_bytes(answered(settings_of(data_folder=data_folder), walks_table))
    say(f"写在 {out}。")


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


def _print_standard(answer: StandardAnswer) -> None:
    print_succession(answer.place)
    for one in answer.standards:
        counts = f"无数据，要有{one.missing}" if one.met is None else f"达到 {one.met}，没达到 {one.short}"
        unknown = f"，缺数据 {one.unknown}" if one.unknown else ""
        click.echo(f"{one.name}：{counts}{unknown}（{one.document.name}，{one.section}）")
    for item in answer.items:
        gap = "说不准" if item.gap is None else (f"还差 {item.gap:.0f} 平方米" if item.gap else "不差")
        click.echo(f"  {item.place.name}：{item.note}　{gap}")
    print_more(answer.next_cursor)


def _print_models(answer: ModelsAnswer) -> None:
    print_succession(answer.place)
    kinds = "，".join(f"{one.label} {one.communities}" for one in answer.kinds if one.communities)
    click.echo(f"{answer.place.name}：{kinds or '没有登记社区类型'}；试点、示范 {answer.models} 个")
    if answer.missing:
        click.echo(f"无数据，要有{answer.missing}")
    for item in answer.items:
        click.echo(f"\n{item.place.name}（{item.kind_label or '没有登记类型'}）")
        for one in item.models:
            same = "同类" if one.same_kind else one.kind_label or "没有登记类型"
            click.echo(f"  {one.place.name}（{one.model_label}，{same}）：相近 {percent_words(one.closeness, 0)}")
            for words in (*one.alike, *one.differ):
                click.echo(f"    · {words}")
    print_more(answer.next_cursor)
