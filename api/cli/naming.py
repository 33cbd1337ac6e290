"""`units`: what units are called beside their names, told by staff."""

from pathlib import Path

import click

from api.cli.asking import answered, limit_option
from api.cli.chinese import ChineseGroup
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.schemas.unit_names import UnitNamesAnswer


@click.group(cls=ChineseGroup, help="单位叫法：台账里认不出的单位像是哪一家（likely），认定一个叫法（called）。")
def units() -> None:
    """Hold the commands on units together."""


@units.command(cls=ChineseHelp, help="台账里写的、没有登记的单位，各有多少人，像是哪一家、为什么。")
@limit_option
@folder_option
@json_option
def likely(*, limit: int | None, as_json: bool, data_folder: Path | None) -> None:
    """List the words that name no registered unit."""
    from api.answers.unit_names import SHOWN, unit_names_answer  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    answer = answered(settings, lambda asking: unit_names_answer(asking, limit or SHOWN))
    print_json(answer) if as_json else _print(answer)


@units.command(cls=ChineseHelp, help="认定：这家单位也这样叫；写了它的人随即连上。--take-back 收回。")
@click.argument("unit", metavar="单位编号")
@click.argument("words", metavar="叫法")
@click.option("--take-back", is_flag=True, help="收回：不再这样叫，因此连上的到此为止。")
@folder_option
@json_option
def called(*, unit: str, words: str, take_back: bool, as_json: bool, data_folder: Path | None) -> None:
    """Tell what a unit is called."""
    from api.answers.unit_names import name_unit  # noqa: PLC0415 light commands stay quick
    from graph_model.migrations import migrate  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    answer = answered(settings, lambda asking: name_unit(asking, unit, words, take_back=take_back), migrate)
    print_json(answer) if as_json else click.echo(answer.sentence)


def _print(answer: UnitNamesAnswer) -> None:
    if not answer.items:
        click.echo("台账里写的单位都认得。")
    for one in answer.items:
        click.echo(f"{one.words}（{one.persons} 人）")
        for unit in one.likely:
            settle = f"gongjian units called {unit.unit.id} {one.words}"
            click.echo(f"    像是 {unit.unit.name}（{unit.score:.2f}，{unit.reason}）：{settle}")
    if answer.total > len(answer.items):
        click.echo(f"还有 {answer.total - len(answer.items):,} 个。")
