"""`migrate`: bring the schema of the graph up to date."""

from typing import Any

import click

from api.cli.opening import opened_graph
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of


@click.command(cls=ChineseHelp, help="升级图的结构；已是最新就什么也不做，重复运行也安全。")
@folder_option
@json_option
def migrate(*, as_json: bool, **given: Any) -> None:  # noqa: ANN401 options as click gives them
    """Apply the migrations that are missing."""
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    with opened_graph(settings_of(**given)) as graph:
        applied = migrations.migrate(graph)
    if as_json:
        print_json({"applied": applied})
    else:
        click.echo(f"升级了 {len(applied)} 步：{'、'.join(applied)}" if applied else "结构已是最新。")
