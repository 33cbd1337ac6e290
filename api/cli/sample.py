"""What `demo` prepares: the sample district, when the graph is empty, and this week's suggestions."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli import exits
from api.cli.errors import Refused
from api.cli.importing import load, tell_doubles
from api.cli.matching import match_week, sentence_of
from api.cli.options import say
from api.clock import today
from api.settings import Settings
from api.totals import totals

if TYPE_CHECKING:
    from graph_model.driver import Graph


def prepare_sample(settings: Settings, graph: "Graph") -> None:
    """Load the sample district into an empty graph by the ordinary import, then match this week."""
    unfinished = settings.unfinished_sample
    if unfinished.exists() or not any(totals(graph).values()):
        unfinished.touch()
        load_sample(settings, graph)
        unfinished.unlink()
    say(sentence_of(match_week(settings, graph)))


def load_sample(settings: Settings, graph: "Graph") -> None:
    """Write the ledgers of the sample district and import them.

    Raises
    ------
    Refused
        Some of it could not be imported, which is a fault of the sample.
    """
    from loaders.demo import write_ledgers  # noqa: PLC0415 not needed when the graph is filled

    say("图还是空的：正在备样例区（约 5,000 人，全部标明样例），快的机器一分钟左右，慢的要几分钟……")
    with tempfile.TemporaryDirectory(prefix="gongjian-sample-") as folder:
        ledgers = write_ledgers(Path(folder), today=today())
        summary = load(settings, graph, ledgers)
    say(f"样例区已备好：{summary.total('rows'):,} 行，{summary.errors} 处错误。")
    if summary.exit_code > 1:
        raise Refused(f"样例区没有导入成功：\n{summary.to_text()}", exits.FAILED)
    tell_doubles(settings, graph, summary)
