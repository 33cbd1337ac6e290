"""The page on alliance strength says of every measure what the program says."""

from pathlib import Path

from graph_model.network.definitions import DEFINITIONS

PAGE = (Path(__file__).parents[3] / "docs" / "network.md").read_text(encoding="utf-8")


def test_the_page_defines_every_measure_as_the_program_does() -> None:
    rows = [f"| `{one.key}` | {one.name} | {one.text} | {one.directed} | {one.source} |" for one in DEFINITIONS]
    assert [row for row in rows if row not in PAGE] == []
    assert len([line for line in PAGE.splitlines() if line.startswith("| `")]) == len(rows)
