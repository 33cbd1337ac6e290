"""`export`: the lists as the forms staff hand in."""

from pathlib import Path
from typing import Final

import click

from api.cli import exits
from api.cli.asking import answered, place_option
from api.cli.errors import Refused
from api.cli.opening import opened_graph
from api.cli.options import ChineseHelp, folder_option, say, settings_of

HELP: Final = (
    "导出成表：三张清单、问题需求项目三张清单、资源清单、需求清单、项目清单、问题清单、微心愿、人岗匹配库、"
    "结对共建台账、双报到台账、服务记录、吹哨报到记录，"
    "改好可原样再导入；本周建议、志愿服务记录、社会组织月度活动，供打印签字，这三种和吹哨报到记录也可以存成 docx；"
    "日历（ics）、名片（vcf）、服务目录（json，HSDS 3）；各清单存成 .csv 就带 HXL 标签。"
)
BRIEFLY: Final = "导出成表、日历、名片、服务目录：打印、填报、签字，或给别的程序读。"


@click.command(cls=ChineseHelp, help=HELP, short_help=BRIEFLY)
@click.argument("form", metavar="表名")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件")
@place_option
@click.option("--who", metavar="编号或名称", help="志愿服务记录、日历、名片是谁的：一个人、一家单位或一支队伍。")
@click.option("--purpose", metavar="用途", help="写“出具服务记录”或“联系本人”，同意者的姓名才写全，并记下是谁取用的。")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="自己的模板（xlsx、docx），里面写 {{列名}}；填好，格式都留着。",
)
@folder_option
def export(  # noqa: PLR0913 one option each
    *,
    form: str,
    out: Path,
    place: str | None,
    who: str | None,
    purpose: str | None,
    template: Path | None,
    data_folder: Path | None,
) -> None:
    """Write a form as a workbook, or fill a template of one's own with it."""
    from api.answers.files_out import file_answer  # noqa: PLC0415 light commands stay quick
    from api.answers.forms import FormQuestion  # noqa: PLC0415 light commands stay quick
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick
    from graph_model.sealing import open_sealer  # noqa: PLC0415 light commands stay quick

    if template is not None and out.suffix.lower() != template.suffix.lower():
        raise Refused(f"模板是 {template.suffix}，写出的文件也要是 {template.suffix}。", exits.WRONG_USE)
    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
    question = FormQuestion(form, place, who, purpose)
    ending = out.suffix.lower().lstrip(".") or None
    sealer = open_sealer(settings.data_folder)
    _, content = answered(settings, lambda asking: file_answer(asking, question, sealer, template, ending))
    out.write_bytes(content)
    say(f"写在 {out}。")
