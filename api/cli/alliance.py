"""`alliance`: how strong an alliance is for what it is meant to be, in sentences with their numbers."""

from typing import Any

import click

from api.cli.asking import answered
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import AllianceAnswer, AlliancesAnswer
from api.settings import Settings

HELP = "联盟强度：一个联盟、大党委（编号）或全区（区代码）的结论、退出演练和建议；不写编号就列出名单。"
quarter_option = click.option(
    "--quarter", "--week", "quarter", help="季度，如 2026Q3，或一周，如 2026-W47；不写是本季度截至今天。"
)


@click.command(cls=ChineseHelp, help=HELP)
@click.argument("alliance_id", required=False, metavar="[编号]")
@quarter_option
@click.option("--place", help="列名单时，只看一个地方。")
@click.option("--level", help="列名单时，只看一级：district subdistrict community compound，committee 是大党委。")
@click.option("--limit", type=click.IntRange(1, 200), help="列出几个，默认 20。")
@click.option("--cursor", help="上一页的 next_cursor。")
@folder_option
@json_option
def alliance(*, alliance_id: str | None, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 as click gives
    """Tell one alliance, or list all."""
    settings = settings_of(data_folder=data_folder)
    if alliance_id is None:
        listed = _all(settings, asked)
        print_json(listed) if as_json else _print_all(listed)
        return
    found = alliance_asked(settings, alliance_id, asked["quarter"])
    print_json(found) if as_json else _print(found)


def alliance_asked(settings: Settings, id: str, quarter: str | None) -> AllianceAnswer:  # noqa: A002
    """Ask the running service for one alliance, or work it out here."""
    from api.answers.alliance import alliance_answer  # noqa: PLC0415 light commands stay quick

    told = ask_service(settings, f"/alliances/{id}", AllianceAnswer, quarter=quarter)
    return told or answered(settings, lambda asking: alliance_answer(asking, id, quarter))


def district_asked(settings: Settings) -> str:
    """Ask for the id under which everybody of the reader's scope is judged."""
    none: dict[str, Any] = dict.fromkeys(("place", "level", "quarter", "cursor"))
    return next((one.id for one in _all(settings, {**none, "limit": 1}).items), "")


def _all(settings: Settings, asked: dict[str, Any]) -> AlliancesAnswer:
    from api.answers.alliances import alliances_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import AlliancesQuestion  # noqa: PLC0415 light commands stay quick

    told = ask_service(settings, "/alliances", AlliancesAnswer, **asked)
    question = AlliancesQuestion(asked["place"], asked["level"], asked["quarter"], asked["cursor"], asked["limit"])
    return told or answered(settings, lambda asking: alliances_answer(asking, question))


def _print_all(answer: AlliancesAnswer) -> None:
    click.echo(f"{answer.place.name}：{answer.total} 个，{answer.quarter}，截至 {answer.as_of}")
    for one in answer.items:
        what = f"{one.level_label}，{one.kind_label}，{one.id}"
        click.echo(f"  {one.name}（{what}）：{one.members} 家成员，{one.ties} 对有来往")

        click.echo(f"    {one.leaning}")
    if answer.next_cursor:
        click.echo(f"还有，加 --cursor {answer.next_cursor} 看下一页")


def _print(answer: AllianceAnswer) -> None:
    item = answer.alliance
    head = f"{item.members} 家成员，{item.ties} 对有来往，{item.dormant} 对休眠"
    click.echo(f"{item.name}（{item.level_label}，{item.kind_label}）{answer.quarter}，截至 {answer.as_of}：{head}")
    for sentence in answer.sentences:
        click.echo(f"  · {sentence}")
    click.echo("退出演练")
    for sentence in answer.drill.sentences if answer.drill else [f"无定义：{answer.reasons['drill']}"]:
        click.echo(f"  · {sentence}")
    click.echo("可以做的")
    for one in answer.proposals or []:
        click.echo(f"  · {one.sentence}")
    click.echo("度量")
    for row in answer.measures:
        if not isinstance(row.value, dict):
            click.echo(f"  {row.name}　{row.words}{f'（{row.reason}）' if row.reason else ''}")
