"""`verify-run`: a stored assignment and its proof checked anew, by a checker that knows nothing of the solver."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from api.cli import exits
from api.cli.errors import Refused
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.cli.solving import problem_of, read, table, term_options

if TYPE_CHECKING:
    from loaders.assignment_tables import AssignmentTables

TOLD: tuple[str, ...] = ("objective", "bound", "proved", "assignment")
ROUNDING = 1e-6
MOST_BOUND = 2**61
"""A bound that any prices keep."""
SOLVE = "请用 gongjian solve --json 的回答。"
WITH_PRICES = "请用 gongjian solve --json --prices 的回答。"
STANDS = "复核通过：派法可行，总分不差，上界成立。"
STANDS_BUT_FOR_THE_BOUND = (
    "复核通过：派法可行、合乎各项条件，总分不差。上界没有复核："
    "半天、最少人数、整队、社区这几项由分支定界或修补求得，价格证不了它；没有证到最优的，要有 prices 才复核得了。"
)


@click.command(
    "verify-run",
    cls=ChineseHelp,
    help="复核一次派人：只凭名单、名额、派法和价格，重算派法是否可行、上界是否成立；不信求解器。",
)
@click.argument("run", metavar="批次或文件")
@click.option("--pairs", type=table, help="复核 solve 的回答时：当时的表，列 person,post,score。")
@click.option("--people", type=table, help="同上，列 person,max_posts。")
@click.option("--posts", type=table, help="同上，列 post,headcount。")
@term_options
@folder_option
@json_option
def verify_run(
    run: str, *, as_json: bool, data_folder: Path | None, returns: str, loyalty: int, **tables: Path | None
) -> int:
    """Check a stored run, or an answer of `solve` kept in a file, by its prices; 3 when it does not stand."""
    of_file = any(tables.values()) or Path(run).is_file()
    told = told_of_file(Path(run), tables, returns, loyalty) if of_file else told_of_stored(run, data_folder)
    if as_json:
        shown = {"faults": told.faults, "bound_checked": told.bounded, **told.more}
        print_json({"run": run, "verified": not told.faults, **shown})
    else:
        click.echo(told.sentence())
    return exits.FINDINGS if told.faults else exits.FINE


@dataclass(frozen=True)
class Told:
    """What is wrong, nothing when all stands; whether the bound was checked; of a stored run, against what."""

    faults: list[str]
    bounded: bool = True
    more: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say how the check ended."""
        if self.faults:
            return f"复核不通过：{'；'.join(self.faults)}。"
        beside = f"{self.more['pairs']}。证明的摘要：{self.more['digest']}" if self.more else ""
        return f"{STANDS if self.bounded else STANDS_BUT_FOR_THE_BOUND}{beside}"


def told_of_stored(run_id: str, data_folder: Path | None) -> Told:
    """Check a run in the graph: what is stored of it by itself, then, where its inputs are still there, made anew."""
    from api.answers.proof import check_run  # noqa: PLC0415 light commands stay quick
    from api.rebuilding import rebuild  # noqa: PLC0415 light commands stay quick
    from api.snapshot import Snapshot, root_scope  # noqa: PLC0415 light commands stay quick
    from graph_model.match_runs import MATCH_RUNS  # noqa: PLC0415 light commands stay quick
    from matching.kernels import warm  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        run = MATCH_RUNS.get(graph, run_id)
        checked = check_run(graph, root_scope(graph, COMMAND_LINE_USER, settings.territory), run)
        if checked.faults():
            return Told(checked.faults(), more={"digest": checked.digest})
        warm(say)
        anew = rebuild(graph, Snapshot(graph, sharing=settings.sharing), run, checked, settings.exploration)
    return Told(
        list(anew.faults),
        more={"rebuilt": anew.possible, "pairs": anew.sentence, "digest": checked.digest},
    )


def told_of_file(answer: Path, given: dict[str, Path | None], returns: str, loyalty: int) -> Told:
    """Tell what is wrong with an answer of `solve`, and whether its bound could be told from its prices.

    Where it has no prices, those that support its assignment are found: they prove an optimum as well.
    """
    import numpy as np  # noqa: PLC0415 light commands stay quick

    from matching.assignment import market_of  # noqa: PLC0415 light commands stay quick
    from matching.certificate import faults  # noqa: PLC0415 light commands stay quick
    from matching.flow import supporting_prices  # noqa: PLC0415 light commands stay quick
    from matching.term_faults import faults_with_terms  # noqa: PLC0415 light commands stay quick

    pairs, people, posts = (given[name] for name in ("pairs", "people", "posts"))
    if pairs is None or people is None or posts is None:
        raise Refused("复核文件要有当时的三张表：--pairs、--people、--posts。", exits.WRONG_USE)
    claim = _claim(answer)
    tables = read(pairs, people, posts)
    problem = problem_of(tables, returns, loyalty)
    amount, found = _amounts(tables, claim["assignment"])
    if tables.terms and "prices" not in claim:
        raise Refused(f"{answer} 里没有 prices，带条件的派法没有它复核不了上界。{WITH_PRICES}")
    market = market_of(problem)
    price = _prices(claim, tables) if "prices" in claim else supporting_prices(market, np.array(amount))[0].tolist()
    objective, bound = _units([claim["objective"], claim["bound"]], tables.unit)
    if tables.terms:
        wrong, bounded = faults_with_terms(problem, amount, price, objective, bound)
    else:
        bounded = "prices" in claim or claim["proved"] is True  # what is no optimum has no prices that prove its bound
        wrong = faults(market, amount, price, [], objective, bound if bounded else MOST_BOUND)
        if not (wrong or bounded or (isinstance(bound, int | float) and bound >= objective)):
            wrong = ["所称上界低于总分，或不是数"]
    found += wrong
    if not isinstance(claim["proved"], bool):
        found.append("proved 应写 true 或 false")
    if not found and claim["proved"] != (objective == bound):
        found = ["所称“最优已证”与总分和上界是否相等不符"]
    return Told(found, bounded)


def _prices(claim: dict[str, Any], tables: "AssignmentTables") -> list[Any]:
    prices = {str(one.get("post")): one.get("price") for one in claim["prices"]}
    return _units([prices.get(post) for post in tables.posts], tables.unit)


def _claim(answer: Path) -> dict[str, Any]:
    """Read an answer of `solve`.

    Raises
    ------
    Refused
        It is no such answer.
    """
    if not answer.is_file():
        raise Refused(f"没有这个文件：{answer}。请核对路径。", exits.NOT_FOUND)
    try:
        claim: dict[str, Any] = orjson.loads(answer.read_bytes())
    except orjson.JSONDecodeError as error:
        raise Refused(f"{answer} 不是 JSON（{error}）。{SOLVE}") from error
    missing = [name for name in TOLD if not isinstance(claim, dict) or name not in claim]
    if missing:
        raise Refused(f"{answer} 里没有 {'、'.join(missing)}。{SOLVE}")
    lists = (claim["assignment"], claim.get("prices", []))
    if not all(isinstance(one, list) and all(isinstance(row, dict) for row in one) for one in lists):
        raise Refused(f"{answer} 的 assignment 和 prices 应是逐条的列表。")
    return claim


def _amounts(tables: "AssignmentTables", assignment: list[dict[str, Any]]) -> tuple[list[int], list[str]]:
    """Count how often each pair is assigned, and tell who is assigned without being a pair."""
    numbers = zip(tables.person.tolist(), tables.post.tolist(), strict=True)
    places = {(tables.persons[who], tables.posts[where]): place for place, (who, where) in enumerate(numbers)}
    amount, strangers = [0] * len(places), []
    for row in assignment:
        pair = (str(row.get("person")), str(row.get("post")))
        if pair in places:
            amount[places[pair]] += 1
        else:
            strangers.append("、".join(pair))
    told = [f"派了不在组合里的：{'；'.join(strangers[:5])}（共 {len(strangers)}）"] if strangers else []
    return amount, told


def _units(scores: list[Any], unit: int) -> list[Any]:
    """Give scores as whole units; what is no number or no whole unit is left for the checker to refuse."""
    return [_whole(one, unit) for one in scores]


def _whole(score: Any, unit: int) -> Any:  # noqa: ANN401 whatever a file claims
    if isinstance(score, bool) or not isinstance(score, int | float):
        return str(score)
    if isinstance(score, float) and not math.isfinite(score * unit):
        return str(score)
    nearest = round(score * unit)
    return nearest if abs(score * unit - nearest) <= ROUNDING * max(1, abs(score)) else score * unit
