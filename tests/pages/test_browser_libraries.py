"""The browser library the build hook brought: of the line the pages are written for, without an address."""

import re

from api.pages.assets import FOLDER

HTMX = FOLDER / "vendor" / "htmx.min.js"


def test_the_library_is_of_the_second_line() -> None:
    assert re.search(r'version:"2\.', HTMX.read_text(encoding="utf-8"))


def test_the_library_calls_nobody() -> None:
    assert set(re.findall(r"https?://[\w.]+", HTMX.read_text(encoding="utf-8"))) <= {"http://localhost"}
