"""`search`: find the id of a person, unit, list item or place by a part of its name."""

from typing import Any

import click

from api.cli.asking import answered
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import SearchAnswer
from api.settings import Settings

USUAL_HITS = 20


@click.command(cls=ChineseHelp, help="搜索：按名称里的几个字找人员、单位、队伍、清单和地方，给出编号。")
@click.argument("text", metavar="词")
@click.option("--limit", type=click.IntRange(1, 50), default=USUAL_HITS, help="列出几条，默认 20。")
@folder_option
@json_option
def search(*, text: str, limit: int, as_json: bool, data_folder: Any) -> None:  # noqa: ANN401 options as click gives them
    """Find things by a part of their name."""
    settings = settings_of(data_folder=data_folder)
    answer = ask_service(settings, "/search", SearchAnswer, q=text, limit=limit) or _search(settings, text, limit)
    print_json(answer) if as_json else _print(answer)


def _search(settings: Settings, text: str, limit: int) -> SearchAnswer:
    from api.answers.search import search as found  # noqa: PLC0415 light commands stay quick

    return answered(settings, lambda asking: found(asking, text, limit))


def _print(answer: SearchAnswer) -> None:
    for hit in answer.hits:
        click.echo(f"[{hit.kind_label}] {hit.name}（{hit.id}）{' · ' if hit.place else ''}{hit.place}")
    if not answer.hits:
        click.echo(f"没有找到“{answer.text}”。换个写法，或只写其中两个字。")
