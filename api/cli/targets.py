"""`targets`: every number the documents set, beside what the graph holds."""

from pathlib import Path
from urllib.parse import quote

import click

from api.cli import exits
from api.cli.asking import answered, place_option, print_succession
from api.cli.errors import Refused
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.cli.service import ask_service
from api.schemas import TargetAnswer, TargetsAnswer
from api.settings import Settings

WHOLE_ANNEX = "--xlsx、--docx 存的是整张附件2，不能只存一个目标。请去掉编号，或去掉这两个选项。"


@click.command(cls=ChineseHelp, help="目标看板：文件定的每个数，现在是多少；写上编号就逐条列出。")
@click.argument("target", required=False, metavar="[编号]")
@place_option
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="把附件2填好目前情况，存成这个文件。")
@click.option("--docx", type=click.Path(path_type=Path, dir_okay=False), help="同一张附件2，存成 docx。")
@folder_option
@json_option
def targets(
    *, target: str | None, place: str | None, as_json: bool, data_folder: Path | None, **files: Path | None
) -> None:
    """List the targets, or the rows behind one."""
    wanted = {form: file for form, file in files.items() if file is not None}
    if target and wanted:
        raise Refused(WHOLE_ANNEX, exits.WRONG_USE)
    settings = settings_of(data_folder=data_folder)
    if target:
        one = _one(settings, target, place)
        print_json(one) if as_json else _print_one(one)
        return
    answer = _all(settings, place)
    for form, file in wanted.items():
        _save(answer, form, file)
    print_json(answer) if as_json else _print(answer)


def _all(settings: Settings, place: str | None) -> TargetsAnswer:
    from api.answers.targets import targets_answer  # noqa: PLC0415 light commands stay quick

    told = ask_service(settings, "/targets", TargetsAnswer, place=place)
    return told or answered(settings, lambda asking: targets_answer(asking, place))


def _one(settings: Settings, target: str, place: str | None) -> TargetAnswer:
    from api.answers.targets import target_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import TargetQuestion  # noqa: PLC0415 light commands stay quick

    told = ask_service(
        settings, f"/targets/{quote(target, safe='')}", TargetAnswer, place=place, limit=settings.page_size
    )
    return told or answered(settings, lambda asking: target_answer(asking, target, TargetQuestion(place)))


def _save(answer: TargetsAnswer, form: str, file: Path) -> None:
    from api.reports.annex import WRITERS  # noqa: PLC0415 light commands stay quick

    file.write_bytes(WRITERS[form](answer))
    say(f"附件2已存为 {file}。")


def _print(answer: TargetsAnswer) -> None:
    print_succession(answer.place)
    counts = answer.counts
    click.echo(
        f"{answer.place.name}：{len(answer.items)} 个目标，{counts.reached} 个达到，{counts.short} 个没达到，"
        f"{counts.pending} 个待补数据，{counts.missing} 个缺数据，{counts.apart} 个不按本区比"
    )
    title = ""
    for item in answer.items:
        if item.document.name != title:
            title = item.document.name
            click.echo(f"\n{title}")
        note = f"　要导入：{item.missing}" if item.value is None else ""
        click.echo(f"  [{item.verdict}] {item.name}：{item.value_words}（{item.asks}）　{item.id}{note}")


def _print_one(answer: TargetAnswer) -> None:
    print_succession(answer.place)
    item = answer.target
    click.echo(f"{item.name}：{item.value_words}（{item.asks}，{item.verdict}）")
    click.echo(f"  原文：{item.wording}（{item.document.name}，{item.section}）")
    click.echo(f"  怎样数：{item.reading}")
    click.echo(f"  责任单位：{'、'.join(item.responsible) or '原文没写'}")
    if item.missing:
        click.echo(f"  要导入：{item.missing}")
    for row in answer.items:
        act = f"　该由{row.act}办" if row.verdict != "算数" and row.act else ""
        click.echo(f"  [{row.verdict}] {row.name}：{row.note}{act}")
    if answer.total > len(answer.items):
        click.echo(f"  共 {answer.total} 条，其余在网页 /targets/{item.id}")
