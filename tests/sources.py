"""Reads the product's own source files for the tests of its architecture."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph_model", "matching", "loaders", "api")
CYPHER_SHAPE = re.compile(
    r"\b(OPTIONAL MATCH|DETACH DELETE|(MATCH|MERGE)\s*\(|UNWIND\s+\S+\s+AS\b|CREATE\s*\(|CREATE (CONSTRAINT|INDEX)\b)"
)


@dataclass(frozen=True)
class Source:
    """One module of the product, or one written for a test in a folder of its own."""

    path: Path
    root: Path = ROOT

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, in the order of `ast.walk`."""
        return tuple(ast.walk(self.tree))

    @property
    def name(self) -> str:
        parts = self.path.relative_to(self.root).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def package(self) -> str:
        return self.name.split(".")[0]

    def imports(self) -> Iterator[str]:
        """Give the full name of every module or thing imported, wherever in the file."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports by dots"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def at(self, node: ast.AST) -> str:
        """Say where a node stands, for a message."""
        return f"{self.path.relative_to(self.root)}:{getattr(node, 'lineno', 1)}"


@cache
def sources() -> list[Source]:
    """List the product's modules, parsed once however many tests ask."""
    return [Source(path) for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def assigned_names(node: ast.stmt) -> list[str]:
    """List the names a statement gives a value to, if it is an assignment."""
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


@cache
def queries() -> dict[str, str]:
    """Collect every query constant of the product by its full name, those of a table by their key as well."""
    found: dict[str, str] = {}
    for source in sources():
        names = [name for node in source.tree.body for name in assigned_names(node) if name.endswith("_CYPHER")]
        module = importlib.import_module(source.name) if names else None
        for name in names:
            value = getattr(module, name)
            texts = {"": value} if isinstance(value, str) else {f"[{key}]": text for key, text in value.items()}
            found.update({f"{source.name}.{name}{key}": text for key, text in texts.items()})
    return found
