"""`export`: the lists as the forms staff hand in."""

from pathlib import Path

import click

from api.cli.asking import answered, place_option
from api.cli.opening import opened_graph
from api.cli.options import ChineseHelp, folder_option, say, settings_of


@click.command(
    cls=ChineseHelp,
    help="导出成表：三张清单、资源清单、需求清单、项目清单、问题清单、微心愿、人岗匹配库、结对共建台账、双报到台账、服务记录，改好可原样再导入；本周建议，供打印签字。",
)
@click.argument("form", metavar="表名")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.xlsx")
@place_option
@folder_option
def export(*, form: str, out: Path, place: str | None, data_folder: Path | None) -> None:
    """Write a form as a workbook."""
    from api.answers.forms import form_answer, key_of  # noqa: PLC0415 light commands stay quick
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick
    from graph_model.sealing import open_sealer  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
    key = key_of(open_sealer(settings.data_folder).identity_key)
    _, content = answered(settings, lambda asking: form_answer(asking, form, place, key))
    out.write_bytes(content)
    say(f"写在 {out}。")
