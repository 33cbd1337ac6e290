"""`territory`: a territory by its code, old or new, and who belonged to it on a day."""

from typing import Any
from urllib.parse import quote

import click

from api.cli.asking import answered, cursor_option, limit_option, paged, print_more, print_succession
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import PeopleOnADay, TerritoryAnswer
from api.schemas.territories import Belonging
from api.settings import Settings


@click.command(cls=ChineseHelp, help="一个地方（代码，旧代码也行，或名称）；加 --as-of 看那一天谁属于这里。")
@click.argument("code", metavar="代码")
@click.option("--as-of", help="截至哪一天，如 2025-06-01。")
@click.option(
    "--way", multiple=True, help="哪种身份：居住、报到、在驻区单位工作、承担岗位或需求、在服务这里的队伍、联系包干。"
)
@limit_option
@cursor_option
@folder_option
@json_option
def territory(*, code: str, as_of: str | None, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401
    """Ask about a territory, or who belonged to it on a day."""
    settings = settings_of(data_folder=data_folder)
    if as_of is None and not asked["way"]:
        answer = _territory(settings, code)
        print_json(answer) if as_json else _print_territory(answer)
    else:
        people = _people(settings, code, as_of, asked)
        print_json(people) if as_json else _print_people(people)


def _territory(settings: Settings, code: str) -> TerritoryAnswer:
    told = ask_service(settings, f"/territories/{quote(code, safe='')}", TerritoryAnswer)
    if told is not None:
        return told
    from api.answers.territories import territory_answer  # noqa: PLC0415 light commands stay quick

    return answered(settings, lambda asking: territory_answer(asking, code))


def _people(settings: Settings, code: str, as_of: str | None, asked: dict[str, Any]) -> PeopleOnADay:
    path = f"/territories/{quote(code, safe='')}/people"
    told = ask_service(settings, path, PeopleOnADay, as_of=as_of, **paged(settings, asked))
    if told is not None:
        return told
    from api.answers.territories import people_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import PeopleQuestion  # noqa: PLC0415 light commands stay quick

    question = PeopleQuestion(code, as_of, asked["way"], asked["cursor"], asked["limit"])
    return answered(settings, lambda asking: people_answer(asking, question))


def _print_territory(answer: TerritoryAnswer) -> None:
    if answer.succession:
        click.echo(answer.succession.sentence)
    for place in answer.heirs or ([answer.place] if answer.place else []):
        click.echo(f"{place.level_label} {' › '.join(step.name for step in place.path)}（{place.id}）")
    for fact in answer.facts:
        click.echo(f"  {fact.label}：{fact.text}")


def _print_people(answer: PeopleOnADay) -> None:
    print_succession(answer.place)
    click.echo(f"{answer.sentence}{answer.note}")
    for person in answer.items:
        click.echo(f"\n{person.name}（{'，'.join([*person.tags, person.id])}）")
        for one in person.belongings:
            click.echo(f"  · {_line(one)}")
    print_more(answer.next_cursor)


def _line(one: Belonging) -> str:
    through = one.through.name if one.through else one.place.name
    days = f"{one.since or ''}—{one.until or ''}" if one.since or one.until else ""
    return "　".join(word for word in (f"{one.label}：{through}", one.note, days) if word)
