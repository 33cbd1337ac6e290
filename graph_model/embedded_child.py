"""The embedded server's own process: Bolt on one free loopback port, everything else closed or not loaded.

`python -m graph_model.embedded_child FOLDER HEAP` prints `{"ready": true, "port": N}` on standard output and then one
JSON line for each JSON line it reads on standard input. It leaves when standard input ends, when its parent is gone,
or on SIGTERM.
"""

import importlib.util
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO

import jpype

from graph_model.data_folder import DATABASE, DataFolder
from graph_model.locking import FileLock

UNWANTED_JARS: Final = ("-mcp-", "-postgresw-", "-redisw-", "-graphql-", "-console-")
SERVER_SETTINGS: Final = {
    "arcadedb.server.mode": "development",  # "production" hides the text of errors
    "arcadedb.server.httpIncomingHost": "127.0.0.1",
    "arcadedb.server.httpIncomingPort": "0",
    "arcadedb.bolt.host": "127.0.0.1",
    "arcadedb.bolt.port": "0",
    "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "arcadedb.server.defaultDatabases": f"{DATABASE}[root]",
}
ENGINE_SETTINGS: Final = {
    "arcadedb.txWalFlush": "1",
    "arcadedb.graph.edgeAppendMerge": "false",
    "arcadedb.command.timeout": "60000",  # the driver's own limits are not heard by this server
    "arcadedb.bolt.maxMessageSize": "134217728",
    "arcadedb.bolt.packstream.maxValueLength": "67108864",
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
    "arcadedb.support.autoRegister": "false",
    "arcadedb.polyglotEngineEnabled": "false",
    "arcadedb.server.httpWorkerThreads": "4",
    "java.awt.headless": "true",
    "file.encoding": "UTF8",
}
JVM_OPTIONS: Final = (
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-XX:+UseCompactObjectHeaders",
    "-XX:+UseParallelGC",  # half the processor time of the default collector while a ledger is loaded
    "-XX:FreqInlineSize=100",  # these three: compiling cost a fresh server more than all its other work, now half of it
    "-XX:InlineSmallCode=1000",
    "-XX:MaxInlineLevel=9",
    "-XX:+ExitOnOutOfMemoryError",
)
LOG_PROPERTIES: Final = """handlers = java.util.logging.FileHandler
.level = WARNING
com.arcadedb.level = WARNING
java.util.logging.FileHandler.level = WARNING
java.util.logging.FileHandler.pattern = {log}/arcadedb.%u.%g.log
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
java.util.logging.FileHandler.limit = 10000000
java.util.logging.FileHandler.count = 3
"""
PREDECESSOR_SECONDS: Final = 20.0
FAREWELL_SECONDS: Final = 15.0


def take_control_channel() -> TextIO:
    """Keep standard output for the parent alone; the engine prints there too, so its output goes to standard error."""
    channel = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    return channel


def package_folder() -> Path:
    """Find the engine's files without importing its Python package, which is slow and not needed."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("arcadedb_embedded")
    return Path(spec.origin).parent


def class_path(package: Path) -> list[str]:
    """List the engine's jars but for the protocols and tools that are not served."""
    return sorted(str(jar) for jar in (package / "jars").glob("*.jar") if not any(u in jar.name for u in UNWANTED_JARS))


def jvm_options(folder: DataFolder, heap: str) -> Iterator[str]:
    """Give the options of the Java machine for this data folder."""
    properties = folder.path / "log.properties"
    properties.write_text(LOG_PROPERTIES.format(log=folder.log))
    yield from JVM_OPTIONS
    yield f"-Xmx{heap}"
    yield f"-XX:ErrorFile={folder.log}/hs_err_%p.log"
    yield f"-Djava.util.logging.config.file={properties}"
    yield f"-Darcadedb.server.logsDirectory={folder.log}"
    yield from (f"-D{key}={value}" for key, value in ENGINE_SETTINGS.items())


def start_jvm(folder: DataFolder, heap: str) -> None:
    """Start the bundled Java machine inside this process; signals stay with Python."""
    package = package_folder()
    library = package / "jre" / "lib" / "server" / "libjvm.so"
    if sys.platform == "darwin":
        library = library.with_suffix(".dylib")
    jpype.startJVM(str(library), *jvm_options(folder, heap), classpath=class_path(package), interrupt=False)


def start_server(folder: DataFolder) -> Any:  # noqa: ANN401 - a Java object
    """Start the engine with Bolt, close its HTTP listener, and set how transactions see each other."""
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    settings = SERVER_SETTINGS | {
        "arcadedb.server.rootPath": str(folder.path),
        "arcadedb.server.rootPassword": folder.password(),
    }
    for key, value in settings.items():
        configuration.setValue(key, value)
    server = jpype.JClass("com.arcadedb.server.ArcadeDBServer")(configuration)
    server.start()
    server.getHttpServer().stopService()
    levels = jpype.JClass("com.arcadedb.database.Database$TRANSACTION_ISOLATION_LEVEL")
    server.getDatabase(DATABASE).setTransactionIsolationLevel(levels.REPEATABLE_READ)
    return server


def bolt_plugin(server: Any) -> Any:  # noqa: ANN401 - Java objects
    """Find the part that speaks Bolt."""
    return next(p for p in server.getPlugins() if p.getClass().getSimpleName() == "BoltProtocolPlugin")


def hang_up(plugin: Any) -> None:  # noqa: ANN401 - a Java object
    """Stop listening and cut the connections, so that callers go elsewhere and are not told of closed databases."""
    listener = private_field(plugin, "listener")
    plugin.stopService()
    for connection in list(private_field(listener, "activeConnections")):
        private_field(connection, "socket").close()


def private_field(thing: Any, name: str) -> Any:  # noqa: ANN401 - Java objects
    """Read what the engine keeps to itself."""
    field = thing.getClass().getDeclaredField(name)
    field.setAccessible(True)
    return field.get(thing)


def answer(server: Any, request: dict[str, str]) -> dict[str, str]:  # noqa: ANN401 - a Java object
    """Do what the parent asks: `ping`, or `backup` into the folder's backups, named for the moment."""
    database = server.getDatabase(DATABASE)
    try:
        if request["do"] == "backup":
            row = database.command("sql", "BACKUP DATABASE").next()
            return {"backup": str(row.getProperty("backupFile"))}
        database.query("sql", "SELECT 1 AS one").next()
    except jpype.JException as error:
        return {"error": str(error)}
    return {"pong": request["do"]}


def serve_control_line(server: Any, channel: TextIO, stop: threading.Event) -> None:  # noqa: ANN401 - a Java object
    """Answer the parent line by line, under the number of its request; its end closing means it is gone."""
    for line in sys.stdin:
        request = json.loads(line)
        reply = answer(server, request) | {"number": request["number"]}
        print(json.dumps(reply), file=channel, flush=True)
    stop.set()


def wait_until_left(stop: threading.Event, parent: int) -> None:
    """Wait for the word to stop, or for the parent to be gone."""
    while not stop.wait(0.5):
        if os.getppid() != parent:
            return


def leave(server: Any) -> None:  # noqa: ANN401 - a Java object, None when it could not be started
    """Stop the engine, then the process at once: an ordinary exit hangs on Java's threads.

    Every acknowledged write is on the disk already, so leaving with the engine half stopped loses nothing.
    """
    if server is None:
        os._exit(1)
    impatience = threading.Timer(FAREWELL_SECONDS, os._exit, (1,))
    impatience.daemon = True
    impatience.start()
    try:
        hang_up(bolt_plugin(server))
        server.stop()
    finally:
        os._exit(0)


def main() -> None:
    """Run one server on the folder named on the command line until told to leave."""
    folder, heap, parent = DataFolder(Path(sys.argv[1])), sys.argv[2], os.getppid()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    channel = take_control_channel()
    folder.prepare()
    os.chdir(folder.path)
    predecessor = FileLock(folder.path / "engine.lock")
    predecessor.take(PREDECESSOR_SECONDS, pid=os.getpid())
    start_jvm(folder, heap)
    server = None
    try:
        server = start_server(folder)
        threading.Thread(target=serve_control_line, args=(server, channel, stop), daemon=True).start()
        print(json.dumps({"ready": True, "port": int(bolt_plugin(server).getPort())}), file=channel, flush=True)
        wait_until_left(stop, parent)
    except BaseException:
        traceback.print_exc()  # `leave` ends the process before Python would tell
        raise
    finally:
        leave(server)  # also when the parent was gone before it could be told, else Java's threads stay for ever


if __name__ == "__main__":
    main()
