"""Opening the graph a site's settings name, and closing it however the command ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.cli import exits
from api.cli.errors import Refused, told
from api.cli.running import make_folder
from api.settings import Settings
from graph_model.errors import AddressUnusable

if TYPE_CHECKING:
    from graph_model.driver import Graph


@contextmanager
def opened_graph(settings: Settings) -> "Iterator[Graph]":
    """Open the graph for the length of the block."""
    with told():
        graph = open_graph(settings)
        try:
            yield graph
        finally:
            graph.close()


def open_graph(settings: Settings) -> "Graph":
    """Open the embedded graph of the data folder, or Neo4j when its address is set."""
    from graph_model.opening import open_embedded, open_neo4j  # noqa: PLC0415 the driver is slow to import

    make_folder(settings.data_folder)
    if settings.neo4j_uri is None:
        return open_embedded(settings.graph_folder, settings.heap)
    password = _password(settings)
    try:
        graph = open_neo4j(settings.neo4j_uri, settings.neo4j_user, password, settings.neo4j_database)
    except AddressUnusable as unusable:
        said = (
            "GONGJIAN_NEO4J_URI 不是能用的地址。请写成 bolt://主机:7687 或 neo4j://主机:7687；不设就用自带的图数据库。"
        )
        raise Refused(said, exits.WRONG_USE) from unusable
    try:
        graph.ready()
    except BaseException:
        graph.close()
        raise
    return graph


def _password(settings: Settings) -> str:
    file = settings.neo4j_password_file
    if file is None:
        raise Refused("用 Neo4j 时要设 GONGJIAN_NEO4J_PASSWORD_FILE：一个只含密码的文件的路径。", exits.WRONG_USE)
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as unreadable:
        raise Refused(
            f"读不了密码文件 {file}：{unreadable.strerror}。请检查路径和权限。", exits.NOT_FOUND
        ) from unreadable
