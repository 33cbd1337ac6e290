"""`import`: ledgers into the graph."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from api.cli import exits
from api.cli.errors import Refused
from api.cli.leaving import KEPT, Farewell, on_leaving
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.settings import Settings

if TYPE_CHECKING:
    from graph_model.driver import Graph
    from loaders.pace import Progress
    from loaders.report import ImportSummary

DONE: Final = "导入完成"
TAKEN_BACK: Final = "撤销了的不变，再运行一次就接着撤销。"
NOTHING_LOADED: Final = "什么都没能导入"


@click.command(
    "import",
    cls=ChineseHelp,
    help="导入台账（xlsx、xls、et、csv、json、docx，或装着它们的 zip、文件夹）；再导一次不会重复。",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--dry-run", is_flag=True, help="只检查，不写入。")
@click.option("--all-or-nothing", is_flag=True, help="一张表里有一处错误，整张表都不导入。")
@click.option("--complete", is_flag=True, help="台账是全的：上次有、这次没有的，就此结束。")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="照这份 YAML 里写的种类和各列的含义读；导入后记住，以后同样的表头都照它。",
)
@click.option(
    "--repair",
    is_flag=True,
    help="有把握的错照改好的读（证件号里夹的符号、写法少见的日期……），逐条说明；文件不动，--annotated 写出改好的。",
)
@click.option("--undo", metavar="批次", help="撤销整批导入：新增的结束、改动的改回，什么都不删除；批次号在导入结果里。")
@click.option("--changes", metavar="批次", help="看一批改写了原来的什么：原先写的、现在是、上次是哪本台账写的。")
@click.option(
    "--annotated",
    type=click.Path(path_type=Path),
    help="把原来的工作簿标好写到这里：有问题的格子上色、加批注，另附“核对结果”表；几个文件时这里是文件夹。",
)
@click.option(
    "--save-mapping", type=click.Path(path_type=Path), help="把各列怎么认的写成 YAML，改好后用 --mapping 交回来。"
)
@folder_option
@json_option
def import_files(  # noqa: PLR0913 an option each
    *,
    paths: tuple[Path, ...],
    mapping: Path | None,
    save_mapping: Path | None,
    annotated: Path | None,
    undo: str | None,
    changes: str | None,
    as_json: bool,
    data_folder: Path | None,
    **how: Any,  # noqa: ANN401 options as click gives them
) -> int:
    """Import files and tell what became of every sheet; 1 when some rows were not taken, 2 when none was."""
    if undo:
        return _undo(undo, paths, data_folder, as_json=as_json)
    if changes:
        return _changes(changes, paths, data_folder, as_json=as_json)
    if not paths:
        raise Refused("没有写要导入的文件或文件夹。", exits.WRONG_USE)
    _refuse_missing((*paths, mapping) if mapping else paths)
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick
    from loaders.mapping_files import read_mapping_file  # noqa: PLC0415 light commands stay quick

    said = read_mapping_file(mapping) if mapping else ()
    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
        summary = load(settings, graph, paths, mappings=said, **how)
        if not summary.dry_run:
            _remember(settings, graph, summary)
        tell_doubles(settings, graph, summary)
    if annotated:
        _annotate(annotated, summary)
    if save_mapping:
        _save_mapping(save_mapping, summary)
    _print(summary, as_json=as_json)
    return summary.exit_code


def tell_doubles(settings: Settings, graph: "Graph", summary: "ImportSummary") -> None:
    """Say on stderr how many records look like one person, and how to see them."""
    from api.answers.imports import look_for_doubles  # noqa: PLC0415 light commands stay quick
    from api.clock import today  # noqa: PLC0415 light commands stay quick

    alike = look_for_doubles(graph, settings, summary, user=COMMAND_LINE_USER, today=today())
    if alike:
        say(alike.replace("请到“疑似同一人”看", "看：gongjian persons doubles"))


def _print(summary: "ImportSummary", *, as_json: bool) -> None:
    """Print what the API would answer, or the text for staff, which says of nothing loaded that nothing was."""
    if as_json:
        from api.answers.imports import answer_of  # noqa: PLC0415 light commands stay quick

        print_json(answer_of(summary))
        return
    text = summary.to_text()
    nothing = summary.exit_code == exits.WRONG_USE and not summary.dry_run
    click.echo(NOTHING_LOADED + text.removeprefix(DONE) if nothing else text)


def _undo(run: str, paths: tuple[Path, ...], data_folder: Path | None, *, as_json: bool) -> int:
    if paths:
        raise Refused("撤销一批时不用写文件。请只写 gongjian import --undo 批次。", exits.WRONG_USE)
    from api.answers.undoing import undo_run  # noqa: PLC0415 light commands stay quick
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
        with on_leaving(Farewell(TAKEN_BACK)):
            answer = undo_run(graph, settings, run, user=COMMAND_LINE_USER, today=today(), progress=_tell_step)
    print_json(answer) if as_json else click.echo("\n".join([answer.sentence, *(f"  {one}" for one in answer.kept)]))
    return exits.FINE


def _changes(run: str, paths: tuple[Path, ...], data_folder: Path | None, *, as_json: bool) -> int:
    if paths:
        raise Refused("看一批改了什么时不用写文件。请只写 gongjian import --changes 批次。", exits.WRONG_USE)
    from api.answers.import_changes import run_changes  # noqa: PLC0415 light commands stay quick
    from api.cli.asking import answered  # noqa: PLC0415 light commands stay quick
    from graph_model.sealing import open_sealer  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    answer = answered(settings, lambda asking: run_changes(asking, open_sealer(settings.data_folder), run))
    if as_json:
        print_json(answer)
        return exits.FINE
    click.echo(answer.sentence)
    for one in answer.items:
        change = f"{one.before}（{one.before_from}）→ {one.after}（{one.after_from}）"
        click.echo(f"  {one.kind_label}“{one.thing.name}”{one.field}：{change}")
    for tie in answer.ties:
        click.echo(f"  {tie.kind_label}“{tie.thing.name}”{tie.tie}“{tie.other.name}”：{tie.what}")
    return exits.FINE


def _remember(settings: Settings, graph: "Graph", summary: "ImportSummary") -> None:
    """Keep what the file of mappings said, for the next time the same layouts come."""
    from api.snapshot import root_scope  # noqa: PLC0415 light commands stay quick
    from graph_model import ledger_mappings  # noqa: PLC0415 light commands stay quick

    told = [sheet.mapping for sheet in summary.sheets if sheet.how == "file" and sheet.mapping]
    for one in told:
        ledger_mappings.keep(graph, root_scope(graph, COMMAND_LINE_USER, settings.territory), one)
    if told:
        say(f"记住了 {len(told)} 张表各列的含义：以后同样的表头都照它读，在导入页可以撤销。")


def _annotate(out: Path, summary: "ImportSummary") -> None:
    from loaders.annotating import annotate_all  # noqa: PLC0415 light commands stay quick

    for remark in annotate_all(summary, out):
        say(remark)
    say(f"标好的工作簿写在 {out}。")


def _save_mapping(path: Path, summary: "ImportSummary") -> None:
    from loaders.kinds import BY_KEY  # noqa: PLC0415 light commands stay quick
    from loaders.mapping_files import mapping_text  # noqa: PLC0415 light commands stay quick

    known = [sheet for sheet in summary.sheets if sheet.kind]
    told = ((one.file, one.sheet, BY_KEY[str(one.kind)], one.names, one.matches) for one in known)
    path.write_text(mapping_text(told), encoding="utf-8")
    say(f"{len(known)} 张表各列怎么认的写在 {path}。")


def _refuse_missing(paths: tuple[Path, ...]) -> None:
    missing = "、".join(str(path) for path in paths if not path.exists())
    if missing:
        raise Refused(f"没有这个文件或文件夹：{missing}。请核对路径；什么都没有导入。", exits.NOT_FOUND)


def load(
    settings: Settings,
    graph: "Graph",
    paths: "tuple[Path, ...] | list[Path]",
    *,
    repair: bool = False,
    **how: Any,  # noqa: ANN401 options as click gives them
) -> "ImportSummary":
    """Run the ordinary pipeline, with progress on stderr; with `repair` what is certain is read as repaired."""
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from graph_model.sealing import open_sealer  # noqa: PLC0415 light commands stay quick
    from loaders.pipeline import import_files as import_all  # noqa: PLC0415 light commands stay quick
    from loaders.repairing import all_repairs  # noqa: PLC0415 light commands stay quick

    sealer = open_sealer(settings.data_folder)
    with on_leaving(Farewell(KEPT)):
        run = partial(import_all, graph, paths, sealer=sealer, user=COMMAND_LINE_USER, today=today(), progress=_tell)
        repairs = all_repairs(lambda done: run(**how | {"dry_run": True, "repairs": done})) if repair else []
        return run(repairs=repairs, **how)


def _tell_step(progress: "Progress") -> None:
    if sys.stderr.isatty():
        left = "" if progress.seconds_left is None else f"，还要约 {progress.seconds_left:.0f} 秒"
        say(f"撤销“{progress.file}”：{progress.rows:,} / {progress.total:,} 段{left}")


def _tell(progress: "Progress") -> None:
    if not sys.stderr.isatty():
        return
    left = "" if progress.seconds_left is None else f"，还要约 {progress.seconds_left:.0f} 秒"
    speed = f"，每秒 {progress.rows_per_second:,.0f} 行" if progress.rows else ""
    say(f"{progress.file} · {progress.sheet}：{progress.rows:,} / {progress.total:,} 行{speed}{left}")
