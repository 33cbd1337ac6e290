"""All commands of `gongjian`, and how an error of any of them is told."""

import logging
import sys
from pathlib import Path
from typing import Any, Final

import click

from api.cli import exits
from api.cli.alliance import alliance
from api.cli.asking import where, who, why_not
from api.cli.chain import chain
from api.cli.chinese import ChineseGroup, sentence_of_usage
from api.cli.circle import places
from api.cli.codes import codes
from api.cli.doctor import doctor
from api.cli.doubling import persons
from api.cli.errors import Refused, told
from api.cli.evaluating import evaluate
from api.cli.exporting import export
from api.cli.importing import import_files
from api.cli.leaving import leaving
from api.cli.matching import match, weekly
from api.cli.migrating import migrate
from api.cli.naming import units
from api.cli.network import network
from api.cli.options import folder_option
from api.cli.parting import parts
from api.cli.pinning import pins
from api.cli.projects import projects
from api.cli.proving import verify_run
from api.cli.ranking import category, rank
from api.cli.report import report
from api.cli.searching import search
from api.cli.serving import demo, serve, sign_in
from api.cli.solving import solve
from api.cli.targets import targets
from api.cli.territory import territory
from api.cli.verifying import to_verify
from api.cli.weighing import weights

HELP: str = """共建图谱：谁在共建社区、谁能去哪服务、为什么。

第一次用：gongjian demo。设置见 docs/settings.md，退出码见 docs/commands.md。
"""
AS_JSON: Final = "--json"


@click.group(cls=ChineseGroup, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongjian", message="gongjian %(version)s", help="显示版本。")
@folder_option
@click.pass_context
def gongjian(context: click.Context, data_folder: Path | None) -> None:
    """Hold the commands together; a data folder named before the command holds for it, unless it names its own."""
    if data_folder is not None:
        context.default_map = {str(command.name): _given(command, data_folder) for command in COMMANDS}


def _given(command: click.Command, data_folder: Path) -> dict[str, Any]:
    """Give a command its folder, and in a group each of its own commands too."""
    own = {name: _given(one, data_folder) for name, one in getattr(command, "commands", {}).items()}
    return {"data_folder": data_folder, **own}


COMMANDS = (
    demo,
    serve,
    sign_in,
    import_files,
    export,
    match,
    weekly,
    search,
    who,
    where,
    why_not,
    rank,
    category,
    solve,
    parts,
    verify_run,
    to_verify,
    pins,
    persons,
    units,
    projects,
    targets,
    chain,
    places,
    alliance,
    report,
    territory,
    codes,
    network,
    evaluate,
    weights,
    migrate,
    doctor,
)
for command in COMMANDS:
    gongjian.add_command(command)


def run() -> int:
    """Run one command and return its exit code; an error is one sentence on stderr."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what it says, our own sentences say in Chinese
    try:
        with told():
            result = gongjian.main(prog_name="gongjian", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as bare:
        click.echo(bare.format_message(), err=True)
        return exits.WRONG_USE
    except click.ClickException as wrong:
        return _tell(Refused(sentence_of_usage(wrong), exits.WRONG_USE))
    except Refused as refused:
        return _tell(refused)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; nothing is left to say
        return exits.FINE
    return result if isinstance(result, int) else exits.FINE


def _tell(refused: Refused) -> int:
    if leaving():  # then the way the work broke off is our own doing
        return refused.code
    click.echo(str(refused), err=True)
    if AS_JSON in sys.argv[1:]:
        click.echo(refused.problem.model_dump_json(exclude_none=True))
    return refused.code
