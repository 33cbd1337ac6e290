"""`serve`, `demo` and `sign-in`: the service in the browser."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from api.cli import exits
from api.cli.errors import Refused
from api.cli.leaving import Farewell, on_leaving
from api.cli.opening import opened_graph
from api.cli.options import ChineseHelp, folder_option, say, settings_of
from api.cli.ports import reason, way_out
from api.cli.running import Running, note_leaving, note_running, running_address, sole_service
from api.settings import Settings
from graph_model.errors import GraphError

if TYPE_CHECKING:
    from api.auth import Doorkeeper
    from api.snapshot import Snapshot
    from graph_model.driver import Graph

Prepare = Callable[[Settings, "Graph"], None]

ANSWERING_SECONDS: Final = 12.0
"""How long a service told to stop may take to answer what was asked before, stop imports and put its things away."""
READING_SECONDS: Final = 1.0
"""How long the piece of the columns that is being read may still take; what it becomes is not needed."""

host_option = click.option("--host", help="监听的地址，默认 127.0.0.1（只有本机能访问）。")
port_option = click.option("--port", type=click.IntRange(0, 65535), help="监听的端口，默认 8360；0 表示自动挑一个。")


@click.command(cls=ChineseHelp, help="启动服务，打印一个登录地址。")
@host_option
@port_option
@folder_option
def serve(**given: Any) -> None:  # noqa: ANN401 options as click gives them
    """Serve what is in the graph."""
    run_service(settings_of(**given))


@click.command(cls=ChineseHelp, help="备好样例区（图为空时）和本周建议，然后启动服务。")
@host_option
@port_option
@folder_option
@click.option("--no-serve", is_flag=True, help="只备好样例区和本周建议，不启动服务。")
def demo(*, no_serve: bool, **given: Any) -> None:  # noqa: ANN401 options as click gives them
    """Prepare the sample district, then serve."""
    from api.cli.sample import prepare_sample  # noqa: PLC0415 loads what matching needs

    settings = settings_of(**given)
    if not no_serve:
        run_service(settings, prepare_sample)
        return
    with opened_graph(settings) as graph:
        migrated(graph)
        prepare_sample(settings, graph)


@click.command("sign-in", cls=ChineseHelp, help="另取一个一次性登录地址（服务运行时）。")
@folder_option
def sign_in(**given: Any) -> None:  # noqa: ANN401 options as click gives them
    """Print a fresh address that signs in once."""
    from api.auth import doorkeeper_of  # noqa: PLC0415 light commands stay quick

    settings = settings_of(**given)
    address = running_address(settings)
    if address is None:
        raise Refused("服务没有在运行。请先运行 gongjian serve，它会打印登录地址。", exits.NOT_FOUND)
    click.echo(sign_in_address(doorkeeper_of(settings), address))


def run_service(settings: Settings, prepare: Prepare | None = None) -> None:
    """Serve until told to stop; whatever was begun is ended, in the reverse order.

    Raises
    ------
    Refused
        Another process serves this folder, or the port is taken.
    """
    with sole_service(settings), bound_socket(settings) as listening:
        address = settings.public_url.rstrip("/") if settings.public_url else local_address(listening)
        note_running(settings, Running(address, local_address(listening), settings.territory))
        noting = on_leaving(Farewell(call=lambda: note_leaving(settings)))
        with noting, loading_meanwhile() as loaded, opened_graph(settings) as graph:
            migrated(graph)
            loaded()
            if prepare:
                prepare(settings, graph)
            answer_requests(settings, graph, listening, address)


def migrated(graph: "Graph") -> None:
    """Bring the schema up to date."""
    from graph_model.migrations import migrate  # noqa: PLC0415 light commands stay quick

    migrate(graph)


def answer_requests(settings: Settings, graph: "Graph", listening: socket.socket, address: str) -> None:
    """Run the web server over an open graph."""
    from api.apart import apart  # noqa: PLC0415 slow to import
    from api.app import create_app  # noqa: PLC0415 slow to import
    from api.auth import doorkeeper_of  # noqa: PLC0415 slow to import
    from api.serving import AnnouncingServer  # noqa: PLC0415 slow to import
    from api.snapshot import Snapshot  # noqa: PLC0415 slow to import

    snapshot = Snapshot.of(graph, settings)
    door = doorkeeper_of(settings)
    app = create_app(settings, graph, snapshot=snapshot, doorkeeper=door, hand=apart)
    imports = app.state.parts.imports
    reading = threading.Thread(target=read_ahead, args=(snapshot,), name="gongjian-read-ahead", daemon=True)
    reading.start()
    try:
        with app.state.parts.weeks.kept(), imports.kept(), on_leaving(Farewell(call=imports.stop)):
            server = AnnouncingServer.of(app, settings, ready=lambda: announce(door, address))
            with on_leaving(Farewell(call=server.stop, patience=ANSWERING_SECONDS)):
                server.run(sockets=[listening])
    finally:
        reading.join(READING_SECONDS)


def read_ahead(snapshot: "Snapshot") -> None:
    """Read the columns and the texts in them before the first question, and compile the pages.

    If the columns cannot be read, the first question tries again and tells why.
    """
    from api.pages.rendering import compile_all  # noqa: PLC0415 slow to import

    view = None
    with suppress(GraphError):
        view = snapshot.current()
    compile_all()
    if view is not None:
        view.problem.described.read()


@contextmanager
def loading_meanwhile() -> Iterator[Callable[[], None]]:
    """Import what is slow to import and load what takes time while the graph's server starts.

    Yields
    ------
    callable
        Waits until all is there, so that nothing is loaded or compiled while somebody waits for an answer.
    """
    loading = threading.Thread(target=load_all, name="gongjian-load", daemon=True)
    loading.start()
    yield loading.join
    loading.join()


def load_all() -> None:
    """Import the service, load what understands words and the kernels; the first time they are compiled, as is said."""
    from api.cli.network import warm_network  # noqa: PLC0415 light commands stay quick
    from matching.kernels import warm  # noqa: PLC0415 light commands stay quick

    import_module("api.app")
    import_module("matching.text").warm()
    warm(say)
    warm_network(say)


def announce(door: "Doorkeeper", address: str) -> None:
    """Print the one line that tells the service is ready."""
    click.echo(f"共建图谱已就绪，请在浏览器打开：{sign_in_address(door, address)}")


def sign_in_address(door: "Doorkeeper", address: str) -> str:
    """Return an address that signs in once."""
    return f"{address}/sign-in?token={door.new_sign_in_token()}"


def local_address(listening: socket.socket) -> str:
    """Return the address of the socket as this machine reaches it."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 compared, not bound
    return f"http://{shown}:{port}"


@contextmanager
def bound_socket(settings: Settings) -> Iterator[socket.socket]:
    """Take the port before anything slow begins.

    Raises
    ------
    Refused
        The port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
            listening.listen()
        except OSError as taken:
            where = f"{settings.host}:{settings.port}"
            raise Refused(f"{where} 用不了：{reason(taken)}。{way_out(settings.host, taken)}", exits.BUSY) from taken
        yield listening
