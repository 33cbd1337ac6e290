"""`chain`: how far the chain of party organisations reaches, and where it is broken."""

from typing import Any

import click

from api.cli.asking import answered, cursor_option, limit_option, paged, place_option, print_more, print_succession
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import ChainAnswer
from api.settings import Settings


@click.command(
    cls=ChineseHelp, help="组织链：大工委、大党委、邻里汇、党员联楼道到户，每一环覆盖多少，空白在哪里，谁离得近。"
)
@place_option
@click.option("--link", help="只看哪一环的空白，如 pairing（一村一社一机关）、stairway（党员联楼道）。")
@limit_option
@cursor_option
@folder_option
@json_option
def chain(*, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Tell the chain of a place."""
    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/chain", ChainAnswer, **paged(settings, asked))
    answer = told or _chain(settings, asked)
    print_json(answer) if as_json else _print(answer)


def _chain(settings: Settings, asked: dict[str, Any]) -> ChainAnswer:
    from api.answers.chain import chain_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import ChainQuestion  # noqa: PLC0415 light commands stay quick

    question = ChainQuestion(asked["place"], asked["link"], asked["cursor"], asked["limit"])
    return answered(settings, lambda asking: chain_answer(asking, question))


def _print(answer: ChainAnswer) -> None:
    print_succession(answer.place)
    click.echo(f"{answer.place.name}：{answer.total} 处空白")
    for link in answer.links:
        share = f"{link.met}/{link.known}" if link.share is not None else f"缺数据，要导入{link.missing}"
        unknown = f"，另有 {link.unknown} 处缺数据" if link.unknown else ""
        click.echo(f"  {link.label}（{link.level_label}）：{share}{unknown}")
    for hole in answer.items:
        click.echo(f"\n[{hole.link_label}] {hole.name}：{hole.note}　该由{hole.act}办")
        for one in hole.candidates:
            click.echo(f"  · {one.name}：{one.reason}")
    print_more(answer.next_cursor)
