"""What README and docs name exists: commands and their options, make targets, settings, files, pages."""

import re
import shlex
from pathlib import Path
from typing import Final

import click
import pytest
from fastapi.routing import APIRoute

from api.cli.commands import gongjian
from api.pages import NOUNS
from api.settings import PREFIX, Settings

ROOT: Final = Path(__file__).resolve().parent.parent
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS: Final = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])
MAKEFILE: Final = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMAND: Final = re.compile(r"(?:^|[`/ ])gongjian ((?:[a-z][a-z-]*)(?: [^`#\n&]*)?)", re.MULTILINE)
TARGET: Final = re.compile(r"(?:^|[`\s])make ([a-z][a-z-]*)", re.MULTILINE)
LINK: Final = re.compile(r"\]\((?!https?:)([^)#]+)\)")
PATH_IN_TABLE: Final = re.compile(r"`([a-z_./-]+(?:/|\.py|\.md|\.yml|\.lock|\.xml))`")
PACKAGE: Final = re.compile(r"^\| `(\w+)/` \| (.+)\|$", re.MULTILINE)


def documents() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def code_of(document: Path) -> str:
    """Return what stands as code: fenced blocks and back-ticked words."""
    text = document.read_text(encoding="utf-8")
    fenced = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return "\n".join([*fenced, *(f"`{words}`" for words in re.findall(r"`([^`\n]+)`", text))])


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that words name, one of a group where they name such, and the words that are left."""
    command: click.Command = gongjian
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return command, words


@documents()
def test_every_command_named_exists_with_its_options(document: Path) -> None:
    for words in COMMAND.findall(code_of(document)):
        command, rest = command_of(shlex.split(words))
        assert command is not gongjian, words
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known | {"--help"}, words


def test_every_command_is_in_the_readme() -> None:
    assert gongjian.commands.keys() <= {words.split()[0] for words in COMMAND.findall(README)}


@documents()
def test_every_make_target_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
    assert set(TARGET.findall(code_of(document))) <= targets


@documents()
def test_every_setting_named_exists(document: Path) -> None:
    named = set(re.findall(PREFIX + r"[A-Z0-9_]+", document.read_text(encoding="utf-8")))
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


@documents()
def test_every_file_linked_exists(document: Path) -> None:
    missing = [
        link for link in LINK.findall(document.read_text(encoding="utf-8")) if not (document.parent / link).exists()
    ]
    assert not missing


def test_every_path_of_the_house_exists() -> None:
    missing = [
        path
        for package, words in PACKAGE.findall(README)
        for path in PATH_IN_TABLE.findall(words)
        if not (ROOT / package / path).exists() and not (ROOT / path).exists()
    ]
    assert PACKAGE.findall(README)
    assert not missing


def test_the_page_of_a_territory_is_in_the_table() -> None:
    assert re.search(r"^\| 区域页（截至某日） \| `/territories/\d{12}` \|", README, re.MULTILINE)


def test_every_page_of_the_table_has_a_route() -> None:
    addresses = set(re.findall(r"^\| \S+ \| `(/[^`]*)` \|", README, re.MULTILINE))
    assert addresses
    routes = [route.path_regex for noun in NOUNS for route in noun.router.routes if isinstance(route, APIRoute)]
    assert {address for address in addresses if not any(route.match(address) for route in routes)} == set()


def test_the_arrows_drawn_are_the_packages_there_are() -> None:
    drawn = set(re.findall(r"│ (api|loaders|matching|graph_model)\b", README))
    assert drawn == {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"}
