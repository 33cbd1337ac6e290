"""`solve`: the best assignment of loose tables, with its proof; `proving` checks it anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli import exits
from api.cli.errors import Refused, refuse_missing
from api.cli.options import ChineseHelp, json_option, print_json, say

if TYPE_CHECKING:
    from loaders.assignment_tables import AssignmentTables
    from matching.assignment import Assignment

table = click.Path(path_type=Path)


def table_options(command: Any) -> Any:  # noqa: ANN401 as click decorates
    """Add the three tables to a command."""
    for name, columns in (("posts", "post,headcount"), ("people", "person,max_posts"), ("pairs", "person,post,score")):
        command = click.option(f"--{name}", type=table, required=True, help=f"表（csv、xlsx），列 {columns}。")(command)
    return command


@click.command(cls=ChineseHelp, help="求一批人岗组合总分最高的派法，连同最优证明；不用图数据库。")
@table_options
@click.option("--prices", is_flag=True, help="连同每个岗位多一个名额的价值（verify-run 复核要用）。")
@json_option
def solve(*, pairs: Path, people: Path, posts: Path, prices: bool, as_json: bool) -> None:
    """Solve an assignment given as three tables."""
    from matching.assignment import AssignmentProblem  # noqa: PLC0415 light commands stay quick
    from matching.assignment import solve as solve_problem  # noqa: PLC0415 light commands stay quick
    from matching.kernels import warm  # noqa: PLC0415 light commands stay quick

    tables = read(pairs, people, posts)
    warm(say)
    columns = (tables.person, tables.post, tables.score, tables.max_posts, tables.headcount)
    found = solve_problem(AssignmentProblem(*columns))
    print_json(answer_of(tables, found, prices=prices)) if as_json else click.echo(sentence_of(tables, found))


def read(pairs: Path, people: Path, posts: Path) -> "AssignmentTables":
    """Read the three tables, with what is noteworthy on stderr.

    Raises
    ------
    Refused
        A file is not there or cannot be used.
    """
    from loaders.assignment_tables import UnusableTables, read_tables, told_of  # noqa: PLC0415 light commands stay quick
    from loaders.files import UnreadableFile  # noqa: PLC0415 light commands stay quick

    refuse_missing(pairs, people, posts)
    try:
        tables = read_tables(pairs, people, posts)
    except UnusableTables as unusable:
        raise Refused(f"{told_of(unusable.reasons)}。请改好再运行。", exits.WRONG_USE) from unusable
    except UnreadableFile as unreadable:
        raise Refused(f"{unreadable.file}：{unreadable.reason}。{unreadable.advice}。", exits.WRONG_USE) from unreadable
    for note in tables.notes:
        say(note)
    return tables


def answer_of(tables: "AssignmentTables", found: "Assignment", *, prices: bool) -> dict[str, Any]:
    """Return an assignment as JSON tells it."""
    answer: dict[str, Any] = {
        "objective": scored(found.objective, tables.unit),
        "bound": scored(found.bound, tables.unit),
        "proved": found.proved,
        "assignment": [
            {"person": tables.persons[person], "post": tables.posts[post]}
            for person, post in zip(found.person.tolist(), found.post.tolist(), strict=True)
        ],
    }
    if prices:
        answer["prices"] = [
            {"post": post, "price": scored(price, tables.unit)}
            for post, price in zip(tables.posts, found.price.tolist(), strict=True)
        ]
    return answer


def scored(units: int, unit: int) -> int | float:
    """Return a whole number of units as a score."""
    return units if unit == 1 else units / unit


def sentence_of(tables: "AssignmentTables", found: "Assignment") -> str:
    """Say what was found."""
    gap = scored(found.bound - found.objective, tables.unit)
    proof = "最优已证" if found.proved else f"没有证到最优：上界比它高 {gap}"
    return (
        f"{len(tables.persons):,} 人 × {len(tables.posts):,} 岗，{len(tables.person):,} 个组合："
        f"派出 {len(found.person):,} 个，总分 {scored(found.objective, tables.unit):,}，{proof}。加 --json 列出每一个。"
    )
