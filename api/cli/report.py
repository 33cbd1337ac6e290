"""`report`: what there is to say of an alliance or the district in a quarter, as a file for a leader to read."""

from pathlib import Path
from typing import Any

import click

from api.cli import exits
from api.cli.alliance import alliance_asked, district_asked, quarter_option
from api.cli.errors import Refused
from api.cli.options import ChineseHelp, folder_option, say, settings_of

HELP = "联盟强度报告：一个联盟（--alliance 编号）或全区（--district），存成 html、docx 或 xlsx。"
FORMS = ("html", "docx", "xlsx")


@click.command(cls=ChineseHelp, help=HELP)
@click.option("--alliance", "alliance_id", help="联盟或大党委的编号。")
@click.option("--district", is_flag=True, help="全区（您管辖范围的全部单位）。")
@quarter_option
@click.option("--format", "form", type=click.Choice(FORMS), default="html", show_default=True, help="存成什么。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="存成哪个文件；不写按编号和季度取名。")
@folder_option
def report(*, form: str, out: Path | None, data_folder: Path | None, **asked: Any) -> None:  # noqa: ANN401 as click gives
    """Write the report."""
    from api.reports.alliance_files import file_of  # noqa: PLC0415 light commands stay quick
    from api.reports.alliance_report import report_name  # noqa: PLC0415 light commands stay quick

    if bool(asked["alliance_id"]) == asked["district"]:
        raise Refused("请写 --alliance 编号，或 --district，两个里写一个。", exits.WRONG_USE)
    settings = settings_of(data_folder=data_folder)
    answer = alliance_asked(settings, asked["alliance_id"] or district_asked(settings), asked["quarter"])
    file = out or Path(report_name(answer, form))
    file.write_bytes(file_of(answer, form))
    say(f"{answer.alliance.name} {answer.quarter} 的报告已存为 {file}。")
