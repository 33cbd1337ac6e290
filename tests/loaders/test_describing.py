"""The page of understood ledgers says what the code does."""

from pathlib import Path

from loaders.describing import ledgers_page

PAGE = Path(__file__).parents[2] / "docs" / "ledgers.md"


def test_page_of_ledgers_is_the_one_the_declarations_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == ledgers_page()
