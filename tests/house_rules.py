"""The rules of the house: each takes a module and gives the places where it breaks the rule."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Final

from tests.sources import CYPHER_SHAPE, PACKAGES, Source, assigned_names

ARROWS: Final = {
    "graph_model": {"graph_model"},
    "matching": {
        "matching",
        "graph_model.entities",
        "graph_model.labels",
        "graph_model.percentages",
        "graph_model.taxonomy",
    },
    "loaders": {"loaders", "graph_model"},
    "api": {"api", "loaders", "matching", "graph_model"},
}
PERCENT: Final = re.compile(r"\.\d%")
HTTP: Final = {"fastapi", "starlette", "uvicorn", "jinja2", "httpx"}
FILES: Final = {"python_calamine", "openpyxl", "xlsxwriter"}
DATABASE: Final = {"neo4j", "arcadedb_embedded", "jpype"}
STRANGERS: Final = {
    "graph_model": HTTP | FILES,
    "matching": HTTP | FILES | DATABASE,
    "loaders": HTTP,
    "api": {"arcadedb_embedded", "jpype"},
}
ROOMS: Final = ("graph_model.strength", "graph_model.targets")
ADAPTER: Final = "graph_model.driver"
SCHEMA_FOLDER: Final = "graph_model.migrations."
ASKING: Final = {"run", "rows", "apply_schema"}
OPENING: Final = {"execute_read", "execute_write", "execute_query", "begin_transaction"}
MAKING: Final = {"format", "join", "replace", "format_map", "strip", "removeprefix", "removesuffix"}
READ_AS_NAMED: Final = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.Slice, ast.expr_context)
CLAUSES: Final = ("_clause", "_clauses")
OWN_CLOCK: Final = re.compile(r"\b(date|localdatetime|time|localtime)\(\)")
UNFINISHED: Final = re.compile(r"\b(FIXM[E]|TOD[O]|XX[X]|HAC[K])\b")


def imports_go_one_way(source: Source) -> Iterator[str]:
    for name in source.imports():
        if name.split(".")[0] in PACKAGES and not is_within(name, ARROWS[source.package]):
            yield f"{source.name} imports {name}"


def a_package_minds_its_own_business(source: Source) -> Iterator[str]:
    for name in source.imports():
        if name.split(".")[0] in STRANGERS[source.package]:
            yield f"{source.name} imports {name}"


def what_is_judged_and_what_is_counted_know_nothing_of_each_other(source: Source) -> Iterator[str]:
    for room, other in (ROOMS, ROOMS[::-1]):
        if is_within(source.name, {room}):
            yield from (f"{source.name} imports {name}" for name in source.imports() if is_within(name, {other}))


def a_module_says_what_it_is_for(source: Source) -> Iterator[str]:
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield source.name


def only_the_adapter_opens_sessions(source: Source) -> Iterator[str]:
    if source.name == ADAPTER:
        return
    yield from (f"{source.name} imports {name}" for name in source.imports() if name.endswith(".GraphDatabase"))
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in OPENING:
            yield source.at(node)


def a_question_is_asked_by_name(source: Source) -> Iterator[str]:
    """A constant `*_CYPHER`, a table or field that holds such, or a parameter; never a text made on the spot."""
    if source.name == ADAPTER:
        return
    for query in asked_queries(source):
        named = all(isinstance(part, READ_AS_NAMED) for part in ast.walk(query))
        literal = isinstance(query, ast.Constant)
        misnamed = isinstance(query, ast.Name) and query.id.isupper() and not query.id.endswith("_CYPHER")
        if literal or misnamed or not named:
            yield source.at(query)


def a_query_is_made_of_constants_alone(source: Source) -> Iterator[str]:
    """A text that looks like Cypher stands in a query constant, which holds nothing but literals and clauses."""
    constants = query_constants(source)
    yield from (source.at(constant) for constant in constants if not is_constant_text(constant.value))
    inside = {node for constant in constants for node in ast.walk(constant)}
    holders = parents(source.tree)
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CYPHER_SHAPE.search(node.value):
            holder = holders[node]
            is_docstring = isinstance(holder, ast.Expr)
            in_schema = source.name.startswith(SCHEMA_FOLDER) and isinstance(holder, ast.Tuple)
            if not (node in inside or is_docstring or in_schema):
                yield source.at(node)


def nothing_is_made_out_of_a_query(source: Source) -> Iterator[str]:
    """A query is asked as it stands; a clause is a part of query constants and of nothing else."""
    inside = {node for constant in query_constants(source) for node in ast.walk(constant)}
    holders = parents(source.tree)
    for node in source.nodes:
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name.lower().endswith(CLAUSES) and node not in inside:
            yield source.at(node)
        if name.lower().endswith("_cypher"):
            holder = holders[node]
            pasted = isinstance(holder, ast.BinOp | ast.FormattedValue | ast.AugAssign)
            if pasted or (isinstance(holder, ast.Attribute) and holder.attr in MAKING):
                yield source.at(node)


def the_day_is_passed_along(source: Source) -> Iterator[str]:
    """The server's own day may be that of another zone: a query takes `$day` or `$today`."""
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and OWN_CLOCK.search(node.value):
            yield source.at(node)


def the_day_is_that_of_the_place(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if called in {"date.today", "dt.date.today"} or (node.func.attr == "astimezone" and not node.args):
                yield source.at(node)


def a_percentage_is_written_in_one_place(source: Source) -> Iterator[str]:
    """So that all are rounded alike: graph_model/percentages.py."""
    for node in source.nodes:
        if isinstance(node, ast.FormattedValue) and node.format_spec and PERCENT.search(ast.unparse(node.format_spec)):
            yield source.at(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "format" and PERCENT.search(ast.unparse(node)):
            yield source.at(node)


def a_transaction_is_called_tx(source: Source) -> Iterator[str]:
    """So that the rules above find every question."""
    for node in source.nodes:
        if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation) == "ManagedTransaction":
            yield from (f"{source.at(node)} {name}" for name in {node.arg.lstrip("_")} - {"tx"})


def nothing_is_left_unfinished(source: Source) -> Iterator[str]:
    yield from (f"{source.name}: {match.group()}" for match in UNFINISHED.finditer(source.text))


RULES: Final[tuple[Callable[[Source], Iterator[str]], ...]] = (
    imports_go_one_way,
    a_package_minds_its_own_business,
    what_is_judged_and_what_is_counted_know_nothing_of_each_other,
    a_module_says_what_it_is_for,
    only_the_adapter_opens_sessions,
    a_question_is_asked_by_name,
    a_query_is_made_of_constants_alone,
    nothing_is_made_out_of_a_query,
    the_day_is_passed_along,
    the_day_is_that_of_the_place,
    a_percentage_is_written_in_one_place,
    a_transaction_is_called_tx,
    nothing_is_left_unfinished,
)


def is_within(name: str, homes: set[str]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def query_constants(source: Source) -> list[ast.Assign | ast.AnnAssign]:
    """Find the assignments of a module, not of a function, that name a query (`*_CYPHER`) or a part of one."""
    return [
        statement
        for statement in source.tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and any(name.lower().endswith(("_cypher", *CLAUSES)) for name in assigned_names(statement))
    ]


def is_constant_text(node: ast.expr | None, entry: str = "") -> bool:
    """Tell whether a text is fixed in the source: a literal, a `*_CLAUSE`, a sum of such, or a table of such.

    A table may be written from a table of clauses, `{key: text + A_CLAUSE for key, text in B_CLAUSES.items()}`; there
    `entry` is the name of the text, and the key is no part of any.
    """
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.Name(id=name):
            return name.endswith("_CLAUSE") or (name == entry != "")
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_constant_text(left, entry) and is_constant_text(right, entry)
        case ast.Dict(values=values):
            return all(is_constant_text(value) for value in values)
        case ast.DictComp(
            value=value,
            generators=[
                ast.comprehension(
                    target=ast.Tuple(elts=[ast.Name(), ast.Name(id=text)]),
                    iter=ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="items")),
                    ifs=[],
                )
            ],
        ):
            return table.endswith("_CLAUSES") and is_constant_text(value, text)
    return False


def asked_queries(source: Source) -> Iterator[ast.expr]:
    """Find the query of each call that asks the database something."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
            receiver = node.func.value
            name = receiver.id if isinstance(receiver, ast.Name) else getattr(receiver, "attr", "")
            if name.lstrip("_") in {"tx", "graph", "session"}:
                yield node.args[0] if node.args else node
