"""A real Neo4j Community server for tests, from Maven Central jars: no Docker, no installer."""

import re
import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph_model.locking import FileLock

VERSION: Final = "5.26.30"
JAVA_NEEDED: Final = 17
DATABASE: Final = "gongjian"
POM: Final = Path(__file__).with_name("pom.xml")
CACHE: Final = Path(__file__).parents[2] / ".cache" / "neo4j" / VERSION
DOWNLOAD_SECONDS: Final = 300
START_SECONDS: Final = 120
OPENED_PACKAGES: Final = ("nio", "io", "util.concurrent", "lang")
CONFIGURATION: Final = """server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
initial.dbms.default_database={database}
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.cypher.min_replan_interval=1h
"""
DEFAULT_PASSWORD_CYPHER: Final = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"


class Neo4jMissingError(Exception):
    """What the machine lacks to run a real Neo4j, in one line."""


def find_java() -> str:
    """Find a Java that is new enough."""
    java = shutil.which("java")
    if java is None:
        raise Neo4jMissingError(
            f"测试需要 Java {JAVA_NEEDED} 以上（真实 Neo4j）：未找到 java，Debian 上请装 openjdk-17-jre-headless"
        )
    words = subprocess.run([java, "-version"], capture_output=True, text=True, check=True, timeout=60).stderr
    found = re.search(r'version "(\d+)', words)
    if found is None or int(found[1]) < JAVA_NEEDED:
        raise Neo4jMissingError(f"测试需要 Java {JAVA_NEEDED} 以上（真实 Neo4j）：{java} 是 {words.splitlines()[0]}")
    return java


def jars() -> Path:
    """Give the folder of the server's jars; the first call fetches them."""
    folder = CACHE / "lib"
    CACHE.mkdir(parents=True, exist_ok=True)
    lock = FileLock(CACHE / "fetching.lock")
    lock.take(DOWNLOAD_SECONDS)
    if not (CACHE / "complete").exists():
        fetch_jars(folder)
        (CACHE / "complete").touch()
    lock.free()
    return folder


def fetch_jars(folder: Path) -> None:
    """Fetch the jars with Maven, which verifies their checksums."""
    maven = shutil.which("mvn")
    if maven is None:
        raise Neo4jMissingError("测试需要 Maven（下载真实 Neo4j）：未找到 mvn，Debian 上请装 maven")
    command = [maven, "-q", "-B", "-f", POM, "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=DOWNLOAD_SECONDS)
    if run.returncode:
        raise Neo4jMissingError(f"Maven 没能下载 Neo4j {VERSION}：{run.stdout.strip().splitlines()[:1]}")


def free_port() -> int:
    """Find a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Neo4jServer:
    """One running server with an empty database of its own."""

    folder: Path
    port: int
    password: str
    process: subprocess.Popen[bytes] | None = None
    user: str = "neo4j"
    database: str = DATABASE

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def _log(self) -> Path:
        return self.folder / "console.log"

    def start(self) -> None:
        """Start the process; it does not answer yet."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop(self) -> None:
        """End the process in good order."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(60)

    def kill(self) -> None:
        """End the process at once; for one whose data nobody wants."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def wait_answering(self) -> None:
        """Wait until a real query is answered."""
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline or (self.process and self.process.poll() is not None):
                raise Neo4jMissingError(f"Neo4j {VERSION} 没有起来：{self._log.read_text()[-500:]!r}")
            time.sleep(0.25)

    def set_password(self) -> None:
        """Replace the password every new server has."""
        deadline = time.monotonic() + START_SECONDS
        while not self._password_set():
            assert time.monotonic() < deadline, self._log.read_text()[-500:]
            time.sleep(0.25)

    def _command(self) -> list[str | Path]:
        opens = [f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in OPENED_PACKAGES]
        return [
            find_java(),
            *("-Xms128m", "-Xmx768m", "-XX:+UseSerialGC", "-cp", f"{jars()}/*"),
            *opens,
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "org.neo4j.server.CommunityEntryPoint",
            *(f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}"),
        ]

    def _answers(self) -> bool:
        try:
            with GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver:
                driver.execute_query("RETURN 1", database_=self.database)
        except (DriverError, Neo4jError):
            return False
        return True

    def _password_set(self) -> bool:
        try:
            with GraphDatabase.driver(self.uri, auth=(self.user, "neo4j")) as driver:
                driver.execute_query(DEFAULT_PASSWORD_CYPHER, password=self.password, database_="system")
        except AuthError:
            return self._answers()
        except (DriverError, Neo4jError):
            return False
        return True


def start_neo4j(folder: Path) -> Neo4jServer:
    """Start a server in an empty folder and wait until it answers.

    Raises
    ------
    Neo4jMissingError
        The machine lacks Java or Maven, or the server does not come up.
    """
    server = Neo4jServer(folder, free_port(), secrets.token_hex(8))
    (folder / "conf").mkdir(parents=True)
    configuration = CONFIGURATION.format(port=server.port, database=server.database)
    (folder / "conf" / "neo4j.conf").write_text(configuration)
    server.start()
    try:
        server.set_password()
        server.wait_answering()
    except BaseException:
        server.kill()
        raise
    return server
