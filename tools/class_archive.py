"""Archives the classes the embedded server loads, so that its Java machine starts in half the time.

Java looks for the archive beside its library and goes without one that does not fit (JEP 310, JEP 450); nothing but
the start is different. Run as `python tools/class_archive.py` when the engine was installed anew.
"""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph_model.embedded_child import JVM_OPTIONS, class_path, package_folder
from graph_model.migrations.runner import migrate
from graph_model.opening import open_embedded

ARCHIVE: Final = Path("lib", "server", "classes_coh.jsa")
"""Where Java with compact object headers looks of its own accord, in its folder."""
JAVA_OPTIONS: Final = "JAVA_TOOL_OPTIONS"
DUMP_SECONDS: Final = 120


def main() -> None:
    """Make the archive; one that cannot be made is told and leaves everything as it was."""
    java = package_folder() / "jre"
    with TemporaryDirectory(dir=java) as folder:
        classes, archive = Path(folder, "classes.lst"), Path(folder, "archive.jsa")
        record_classes(Path(folder, "data"), classes)
        options = ("-Xshare:dump", f"-XX:SharedClassListFile={classes}", f"-XX:SharedArchiveFile={archive}")
        done = run_java(java, *options)
        if done.returncode:
            print(f"类存档没有做成，图数据库照常可用，只是启动慢约一秒：{done.stdout.strip()[-300:]}")
        else:
            archive.replace(java / ARCHIVE)


def record_classes(data: Path, classes: Path) -> None:
    """Start a server on an empty folder, lay out the schema, and have Java list the classes it took."""
    os.environ[JAVA_OPTIONS] = f"-XX:DumpLoadedClassList={classes}"
    with open_embedded(data, heap="256m") as graph:
        migrate(graph)
    del os.environ[JAVA_OPTIONS]


def run_java(java: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the engine's own Java with the options and classes of the server."""
    classes = os.pathsep.join(class_path(java.parent))
    words: list[str | Path] = [java / "bin" / "java", *JVM_OPTIONS, "-cp", classes, *options]
    return subprocess.run(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=DUMP_SECONDS
    )


if __name__ == "__main__":
    main()
