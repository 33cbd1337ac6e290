"""`to-verify`: what to find out first."""

from typing import Any

import click

from api.cli.asking import answered, cursor_option, limit_option, paged, place_option, print_more, print_succession
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import VerifyAnswer
from api.settings import Settings


@click.command("to-verify", cls=ChineseHelp, help="先核实什么：哪些没登记的事一核实就能派，补缺口最多的在前。")
@place_option
@click.option("--rule", help="只看哪条规则，如 本人同意。")
@click.option("--all", "everything", is_flag=True, help="不只看能补上本周缺口的，列出所有能多派的。")
@limit_option
@cursor_option
@folder_option
@json_option
def to_verify(*, as_json: bool, data_folder: Any, everything: bool, **asked: Any) -> None:  # noqa: ANN401
    """List what is not known and alone stands in the way of matches."""
    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/to-verify", VerifyAnswer, only_gaps=not everything, **paged(settings, asked))
    answer = told or _to_verify(settings, asked, everything=everything)
    print_json(answer) if as_json else _print(answer)


def _to_verify(settings: Settings, asked: dict[str, Any], *, everything: bool) -> VerifyAnswer:
    from api.answers.verifying import verify_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import VerifyQuestion  # noqa: PLC0415 light commands stay quick

    question = VerifyQuestion(asked["place"], asked["rule"], not everything, asked["cursor"], asked["limit"])
    return answered(settings, lambda asking: verify_answer(asking, question))


def _print(answer: VerifyAnswer) -> None:
    print_succession(answer.place)
    covering = f"，前 {answer.covering} 条都问成了，能补上 {answer.covered} 处" if answer.covering else ""
    gaps = f"；本周 {answer.gaps} 件没有派满，共缺 {answer.places} 处{covering}" if answer.gaps else ""
    click.echo(f"{answer.place.name}：{answer.total} 条待核实{gaps}")
    for item in answer.items:
        gain = f"补上 {item.more} 处缺口，" if item.more else "备着问（前面问成了就补上了），" if item.fills else ""
        click.echo(f"\n{item.subject.name}（{item.subject_label}，{item.subject.id}）：{item.remedy}")
        click.echo(f"  · {item.sentence}")
        click.echo(f"  → 核实后{gain}共 {item.matches} 对能派，如 {'、'.join(one.name for one in item.works[:3])}")
    print_more(answer.next_cursor)
    _print_uninsured(answer)


def _print_uninsured(answer: VerifyAnswer) -> None:
    if answer.uninsured:
        click.echo(f"\n不用核实，要先投保的岗位 {answer.uninsured_total} 个（投了人身意外险就能派）：")
    for item in answer.uninsured:
        gain = f"补上 {item.more} 处缺口，" if item.more else ""
        click.echo(f"  {item.subject.name}（{item.subject.id}）：{item.sentence} → {gain}共 {item.matches} 对能派")
