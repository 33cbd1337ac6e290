"""The map of the house tells of every file what it is for."""

from tools.map import HOME, ROOMS, lines


def test_every_file_that_holds_anything_is_on_the_map_with_a_sentence() -> None:
    told = dict(line.split("  ", 1) for line in lines())
    files = {path.relative_to(HOME).as_posix() for room in ROOMS for path in (HOME / room).rglob("*.py")}
    assert {path for path in files - set(told) if (HOME / path).read_text(encoding="utf-8").strip()} == set()
    assert all(told.values())
