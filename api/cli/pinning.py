"""`pins`: helpers fixed on works or barred from them, listed, settled and taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.asking import answered, place_option
from api.cli.chinese import ChineseGroup
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.schemas.pins import PinAnswer, PinsAnswer

if TYPE_CHECKING:
    from api.asking import Asking

person_argument = click.argument("person", metavar="人员编号（需求也可以是队伍、单位、资源）")
post_argument = click.argument("post", metavar="岗位或需求编号")
why_option = click.option("--why", default="", help="理由，一句话；会记下来。")


@click.group(cls=ChineseGroup, help="指定和不派：看（list）、指定（fix）、定为不派（bar）、撤销（undo）。")
def pins() -> None:
    """Hold the commands on pins together."""


@pins.command("list", cls=ChineseHelp, help="工作人员指定的、定为不派的，和本周照办了没有。")
@place_option
@folder_option
@json_option
def list_pins(*, place: str | None, as_json: bool, data_folder: Path | None) -> None:
    """List what staff settled and holds."""
    from api.answers.pins import pins_answer  # noqa: PLC0415 light commands stay quick

    answer = answered(settings_of(data_folder=data_folder), lambda asking: pins_answer(asking, place))
    print_json(answer) if as_json else _print(answer)


@pins.command(cls=ChineseHelp, help="指定一个人上岗，或由谁承担一件需求：下一次生成本周建议时照办。")
@person_argument
@post_argument
@why_option
@folder_option
@json_option
def fix(*, person: str, post: str, why: str, as_json: bool, data_folder: Path | None) -> None:
    """Fix a helper on a work."""
    _settle(data_folder, person, post, "指定", why, as_json=as_json)


@pins.command(cls=ChineseHelp, help="定为不派：以后不建议他做这一件。")
@person_argument
@post_argument
@why_option
@folder_option
@json_option
def bar(*, person: str, post: str, why: str, as_json: bool, data_folder: Path | None) -> None:
    """Bar a helper from a work."""
    _settle(data_folder, person, post, "不派", why, as_json=as_json)


def _settle(  # noqa: PLR0913 the parts of one order
    data_folder: Path | None, person: str, post: str, kind: str, why: str, *, as_json: bool
) -> None:
    from api.answers.pins import settle_pin  # noqa: PLC0415 light commands stay quick

    _tell(_changed(data_folder, lambda asking: settle_pin(asking, post, person, kind, why)), as_json=as_json)


@pins.command(cls=ChineseHelp, help="撤销指定或不派。")
@person_argument
@post_argument
@folder_option
@json_option
def undo(*, person: str, post: str, as_json: bool, data_folder: Path | None) -> None:
    """Take back what was settled of a pair."""
    from api.answers.pins import lift_pin  # noqa: PLC0415 light commands stay quick
    from graph_model.pins import id_of  # noqa: PLC0415 light commands stay quick

    _tell(_changed(data_folder, lambda asking: lift_pin(asking, id_of(post, person))), as_json=as_json)


def _changed(data_folder: Path | None, work: "Callable[[Asking], PinAnswer]") -> PinAnswer:
    """Change the graph, its schema brought up to date first, while it is open once."""
    from graph_model.migrations import migrate  # noqa: PLC0415 light commands stay quick

    return answered(settings_of(data_folder=data_folder), work, migrate)


def _tell(answer: PinAnswer, *, as_json: bool) -> None:
    print_json(answer) if as_json else click.echo(answer.sentence)


def _print(answer: PinsAnswer) -> None:
    if not answer.pins:
        click.echo(f"{answer.place.name}：没有指定的，也没有定为不派的。")
    for one in answer.pins:
        click.echo(f"[{one.kind}] {one.person.name} → {one.post.name}（{one.sentence}）：{one.kept}")
