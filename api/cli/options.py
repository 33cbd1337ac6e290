"""What commands share: settings with what was typed on top, and how they speak."""

from pathlib import Path
from typing import Any

import click
import orjson
from pydantic import ValidationError

from api.cli import exits
from api.cli.chinese import ChineseHelp
from api.cli.errors import Refused
from api.settings import PREFIX, Settings
from graph_model.day import settle

__all__ = ["COMMAND_LINE_USER", "ChineseHelp", "folder_option", "json_option", "print_json", "say", "settings_of"]

COMMAND_LINE_USER = "命令行"
"""Who is noted as having done what a command did."""
folder_option = click.option(
    "--data-folder", type=click.Path(path_type=Path), help="数据文件夹，默认当前目录下的 data。"
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，与 API 的回答一样。")


def settings_of(**given: Any) -> Settings:  # noqa: ANN401 options as click gives them
    """Return the settings of the environment with what was typed on top, and go by the day of their time zone.

    Raises
    ------
    Refused
        A value cannot be used; the sentence names the variable and what it means.
    """
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as wrong:
        raise Refused("；".join(map(_wrong, wrong.errors())), exits.WRONG_USE) from wrong
    settle(settings.timezone)
    return settings


def _wrong(error: Any) -> str:  # noqa: ANN401 as pydantic gives it
    name = str(error["loc"][0]) if error["loc"] else ""
    field = Settings.model_fields.get(name)
    meaning = field.description if field else ""
    reason = f"：{error['ctx']['error']}" if error["type"] == "value_error" else ""
    value = f"设置 {PREFIX}{name.upper()} 的值“{error['input']}”不能用{reason}"
    return f"{value}。它是：{meaning}请改好再运行，见 docs/settings.md"


def say(sentence: str) -> None:
    """Tell what is going on, on stderr, so that stdout holds only the answer."""
    click.echo(sentence, err=True)


def print_json(answer: Any) -> None:  # noqa: ANN401 a pydantic answer or plain values
    """Print an answer as the API would send it."""
    plain = answer.model_dump(mode="json") if hasattr(answer, "model_dump") else answer
    click.echo(orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode())
