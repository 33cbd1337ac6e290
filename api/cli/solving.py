"""`solve`: the best assignment of loose tables, with its proof; `proving` checks it anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from api.cli import exits
from api.cli.errors import Refused, refuse_missing
from api.cli.options import ChineseHelp, json_option, print_json, say
from api.settings import returns_in

if TYPE_CHECKING:
    from loaders.assignment_tables import AssignmentTables
    from matching.assignment import Assignment, AssignmentProblem, ProblemNotSoundError

table = click.Path(path_type=Path)
LOYALTY: Final = 30_000
SHOWN: Final = 30
"""So many posts are listed without --json."""
COLUMNS: Final = {
    "posts": "列 post,headcount；可加 must_fill（先派满）、least（最少人数）、slots（半天）、community（社区）",
    "people": "列 person,max_posts；可加 team（整队同去或都不去）",
    "pairs": "列 person,post,score；可加 pinned（指定）、forbidden（不许）、incumbent（上次的人选）、"
    "group（同一人同一组）、group_limit（这组至多几件，默认 1）",
}
"""The columns of each table, as the help tells them."""


def table_options(command: Any) -> Any:  # noqa: ANN401 as click decorates
    """Add the three tables to a command."""
    for name, columns in COLUMNS.items():
        command = click.option(f"--{name}", type=table, required=True, help=f"表（csv、xlsx），{columns}。")(command)
    return command


def term_options(command: Any) -> Any:  # noqa: ANN401 as click decorates
    """Add what the optional columns of the tables are worth."""
    for option in (
        click.option(
            "--loyalty", type=click.IntRange(0), default=LOYALTY, help=f"incumbent 另加几分，默认 {LOYALTY}。"
        ),
        click.option(
            "--returns", default="", help="每个 community 第一、第二……人另加几分，如 300,200，不能越往后越多。"
        ),
    ):
        command = option(command)
    return command


@click.command(cls=ChineseHelp, help="求一批人岗组合总分最高的派法，连同最优证明；不用图数据库。")
@table_options
@term_options
@click.option("--prices", is_flag=True, help="连同每个岗位多一个名额的价值（带条件的派法，verify-run 复核要用）。")
@json_option
def solve(  # noqa: PLR0913 options as click gives them
    *, pairs: Path, people: Path, posts: Path, returns: str, loyalty: int, prices: bool, as_json: bool
) -> None:
    """Solve an assignment given as three tables."""
    from matching.assignment import ProblemNotSoundError  # noqa: PLC0415 light commands stay quick
    from matching.assignment import solve as solve_problem  # noqa: PLC0415 light commands stay quick
    from matching.kernels import warm  # noqa: PLC0415 light commands stay quick
    from matching.terms import seats_missed  # noqa: PLC0415 light commands stay quick

    tables = read(pairs, people, posts)
    problem = problem_of(tables, returns, loyalty)
    warm(say)
    try:
        found = solve_problem(problem)
    except ProblemNotSoundError as unsound:
        raise Refused(f"{told_of_fault(unsound, pairs.name, tables)}。请改好再运行。", exits.WRONG_USE) from unsound
    if missed := seats_missed(problem, found):
        say(f"must_fill 的岗位至多还能多派 {missed} 人次：分数太大，先派满的加分压不过它们。请把分数按比例缩小。")
    if as_json:
        print_json(answer_of(tables, found, prices=prices))
    else:
        click.echo(f"{sentence_of(tables, found)}\n{listing_of(tables, found)}".rstrip())


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


def problem_of(tables: "AssignmentTables", returns: str, loyalty: int) -> "AssignmentProblem":
    """Give the tables as a problem, with what its optional columns are worth.

    Raises
    ------
    Refused
        The returns are no numbers, or there is no community to count them by.
    """
    from matching.assignment import AssignmentProblem  # noqa: PLC0415 light commands stay quick

    by_community = tables.terms.community is not None
    try:
        steps = returns_in(returns)
    except ValueError as wrong:
        raise Refused(f"--returns 应是逗号隔开的几个整数，这里是“{returns}”。", exits.WRONG_USE) from wrong
    if steps and not by_community:
        raise Refused("写了 --returns，posts 表里没有 community 列：不知道哪个岗位是哪个社区的。", exits.WRONG_USE)
    if by_community and not steps:
        say("posts 表里有 community 列，没有写 --returns：社区之间的公平不计")
    return AssignmentProblem(
        tables.person,
        tables.post,
        tables.score,
        tables.max_posts,
        tables.headcount,
        **vars(tables.terms),
        loyalty=loyalty * tables.unit,
        returns=[one * tables.unit for one in steps],
    )


def told_of_fault(unsound: "ProblemNotSoundError", pairs: str, tables: "AssignmentTables") -> str:
    """Say in Chinese what of the terms cannot be held."""
    from matching.assignment import MOST_SCORE, NOT_BRANCHED, NOT_TOGETHER, OVER_LIMIT  # noqa: PLC0415 light commands stay quick

    if unsound.column == "returns":
        return "--returns 不能越往后越多，也不能低于零"
    line = f"{pairs} 第 {tables.rows[unsound.position]} 行"
    if unsound.column != "pinned":
        return f"{line}：分数加上 incumbent、community 的加分太大，合计要在 {MOST_SCORE // tables.unit:,} 以内"
    sentences: dict[object, str] = {
        OVER_LIMIT: "指定（pinned）的放不下：超过这个人的上限、岗位的名额或这一组的上限，或同时写了 forbidden",
        NOT_TOGETHER: "指定（pinned）的和半天、最少人数、整队、组这些条件合不到一起（从这一行起看）",
        NOT_BRANCHED: "组合这么多时，整队里的人不能指定，指定的也要够岗位的最少人数：请都指定好，或去掉 team、least",
    }
    return f"{line}：{sentences[unsound.value]}"


def answer_of(tables: "AssignmentTables", found: "Assignment", *, prices: bool) -> dict[str, Any]:
    """Return an assignment as JSON tells it."""
    answer: dict[str, Any] = {
        "objective": scored(found.objective, tables.unit),
        "bound": scored(found.bound, tables.unit),
        "proved": found.proved,
        **({"score": scored(found.score, tables.unit)} if tables.terms else {}),
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
        f"派出 {len(found.person):,} 个，总分 {scored(found.score, tables.unit):,}，{proof}。"
    )


def listing_of(tables: "AssignmentTables", found: "Assignment") -> str:
    """Say who goes to each post, a line a post; of many posts the first ones."""
    sent: dict[int, list[str]] = {post: [] for post in range(min(len(tables.posts), SHOWN))}
    for person, post in zip(found.person.tolist(), found.post.tolist(), strict=True):
        if post in sent:
            sent[post].append(tables.persons[person])
    lines = [
        f"  {tables.posts[post]}（{len(names)} / {tables.headcount[post]}）：{'、'.join(names) or '没有人'}"
        for post, names in sent.items()
    ]
    more = len(tables.posts) - len(sent)
    return "\n".join([*lines, *[f"另有 {more:,} 个岗位：加 --json 列出每一个。"] * (more > 0)])
