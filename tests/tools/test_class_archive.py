"""Classes archived when the environment is made: Java takes them up as they are."""

from graph_model.embedded_child import package_folder
from tools.class_archive import ARCHIVE, run_java


def test_java_takes_up_the_archive_with_the_options_and_classes_of_the_server() -> None:
    java = package_folder() / "jre"
    there = (f"-XX:SharedArchiveFile={java / ARCHIVE}", "-Xshare:on", "-Xlog:class+path=info", "-version")
    done = run_java(java, *there)
    assert done.returncode == 0, done.stdout
