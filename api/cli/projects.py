"""`projects`: what this week's gaps could become together, and what unblocks most."""

from typing import Any

import click

from api.cli.asking import answered, cursor_option, limit_option, paged, place_option, print_more, print_succession
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import BlockingAnswer, BlockingResource, ProjectPart, ProposedAnswer
from api.settings import Settings

SHOWN_BLOCKING = 8
SHOWN_HOLDERS = 3


@click.command(
    cls=ChineseHelp, help="拟建项目：本周派不满的事能合成哪些项目，各缺什么；--blocking 只看补上哪一样能办成最多。"
)
@place_option
@click.option("--lacking", help="只看卡在哪一样上的，如 持心理咨询师证的人。")
@click.option("--blocking", is_flag=True, help="不列项目，只列它们卡在哪几样上，补上能办成最多的在前。")
@limit_option
@cursor_option
@folder_option
@json_option
def projects(*, as_json: bool, data_folder: Any, blocking: bool, **asked: Any) -> None:  # noqa: ANN401
    """List what this week's gaps could become together."""
    settings = settings_of(data_folder=data_folder)
    if blocking:
        answer = _blocking(settings, asked["place"])
        print_json(answer) if as_json else _print_blocking(answer)
        return
    told = ask_service(settings, "/projects/proposed", ProposedAnswer, **paged(settings, asked))
    found = told or _proposed(settings, asked)
    print_json(found) if as_json else _print(found)


def _proposed(settings: Settings, asked: dict[str, Any]) -> ProposedAnswer:
    from api.answers.projects import proposed_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import ProjectsQuestion  # noqa: PLC0415 light commands stay quick

    question = ProjectsQuestion(asked["place"], asked["lacking"], asked["cursor"], asked["limit"])
    return answered(settings, lambda asking: proposed_answer(asking, question))


def _blocking(settings: Settings, place: str | None) -> BlockingAnswer:
    from api.answers.projects import blocking_answer  # noqa: PLC0415 light commands stay quick

    told = ask_service(settings, "/projects/blocking", BlockingAnswer, place=place)
    return told or answered(settings, lambda asking: blocking_answer(asking, place))


def _print(answer: ProposedAnswer) -> None:
    print_succession(answer.place)
    if not answer.worked_out:
        click.echo("本周建议还没有算，先运行 gongjian match。")
        return
    click.echo(f"{answer.place.name}：本周派不满 {answer.gaps} 件，可合成 {answer.total} 个项目")
    for item in answer.items:
        click.echo(f"\n{item.title}　{f'卡在：{item.blocked_by}' if item.blocked_by else '都齐了，可以开办'}")
        for reason in item.reasons:
            click.echo(f"  · {reason}")
        for part in item.parts:
            click.echo(f"  [{part.state}] {_named(part)}：{part.sentence}{_holders(part)}")
    print_more(answer.next_cursor)


def _named(part: ProjectPart | BlockingResource) -> str:
    return part.label if part.label == part.part_label else f"{part.part_label}（{part.label}）"


def _holders(part: ProjectPart) -> str:
    names = "、".join(f"{one.name}（{one.eligibility}）" for one in part.holders[:SHOWN_HOLDERS])
    return f"：{names}" if names else ""


def _print_blocking(answer: BlockingAnswer) -> None:
    print_succession(answer.place)
    if not answer.worked_out:
        click.echo("本周建议还没有算，先运行 gongjian match。")
        return
    click.echo(f"{answer.place.name}：{answer.projects} 个拟建项目，{answer.ready} 个什么都不缺")
    for one in answer.items[:SHOWN_BLOCKING]:
        click.echo(f"\n{_named(one)}　补上值 {one.value:,} 分\n  · {one.sentence}")
