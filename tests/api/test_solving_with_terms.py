"""`solve` with the optional columns of its tables: beside OR-Tools on small instances, and every odd cell told."""

import json
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from api.cli import exits
from api.cli.commands import gongjian
from api.cli.errors import Refused
from graph_model.slots import slots_text
from tests.api.test_solving import PAIRS, PEOPLE, refusal, run, tables

RETURNS = (6, 3)
LOYALTY = 4
Rows = list[dict[str, Any]]


def with_column(name: str, *cells: str, row: str = "") -> str:
    """Give the plain pairs with further columns, the cells from the first row on, and a further row."""
    head, *lines = PAIRS.splitlines()
    empty = "," * name.count(",")
    filled = [*cells, *[empty] * (len(lines) - len(cells))]
    return "\n".join([f"{head},{name}", *map("{},{}".format, lines, filled), *[row] * bool(row)])


@dataclass(frozen=True)
class Case:
    """The rows of the three tables, by column."""

    pairs: Rows
    people: Rows
    posts: Rows


def a_case(seed: int) -> Case:
    """Give a small random case with every column."""
    rng = np.random.default_rng(seed)
    people = [
        {"person": f"人{n}", "max_posts": int(rng.integers(1, 3)), "team": rng.choice(["", "", "甲队"])}
        for n in range(6)
    ]
    posts = [
        {
            "post": f"岗{n}",
            "headcount": int(rng.integers(1, 4)),
            "must_fill": rng.choice(["", "是"]),
            "least": int(rng.integers(0, 3)),
            "slots": int(rng.integers(0, 4)),
            "community": rng.choice(["", "东", "西"]),
        }
        for n in range(4)
    ]
    pairs = [
        {
            "person": one["person"],
            "post": two["post"],
            "score": int(rng.integers(0, 30)),
            "forbidden": rng.choice(["否", "否", "否", "是"]),
            "incumbent": int(rng.integers(0, 2)),
            "group": rng.choice(["", "早", "晚"]),
        }
        for one in people
        for two in posts
        if rng.random() < 0.8
    ]
    settled = int(rng.integers(0, len(pairs)))
    for number, pair in enumerate(pairs):
        pair["pinned"] = int(number == settled and pair["forbidden"] == "否" and rng.random() < 0.5)
    return Case(pairs, people, posts)


def optimum(case: Case) -> tuple[int, int] | None:
    """Find by OR-Tools the most must-fill seats and then the most worth, nothing when the pins cannot be held."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in case.pairs]
    _limit(model, case, taken)
    _bind(model, case, taken)
    urgent = {one["post"] for one in case.posts if one["must_fill"]}
    first = sum(one for one, pair in zip(taken, case.pairs, strict=True) if pair["post"] in urgent)
    worths = [pair["score"] + LOYALTY * pair["incumbent"] for pair in case.pairs]
    worth = sum(one * each for one, each in zip(taken, worths, strict=True)) + _spread(model, case, taken)
    model.maximize(10_000 * first + worth)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return divmod(int(solver.objective_value), 10_000)


def _limit(model: cp_model.CpModel, case: Case, taken: list[cp_model.IntVar]) -> None:
    """Limits of people, posts and groups, half-days, pins and bans."""
    slots = {one["post"]: one["slots"] for one in case.posts}
    for rows, key, limit in ((case.people, "person", "max_posts"), (case.posts, "post", "headcount")):
        for row in rows:
            own = [one for one, pair in zip(taken, case.pairs, strict=True) if pair[key] == row[key]]
            model.add(sum(own) <= row[limit])
    for (one, pair), (two, other) in combinations(zip(taken, case.pairs, strict=True), 2):
        same_group = pair["group"] and pair["group"] == other["group"]
        if pair["person"] == other["person"] and (same_group or slots[pair["post"]] & slots[other["post"]]):
            model.add(one + two <= 1)
    for one, pair in zip(taken, case.pairs, strict=True):
        if pair["pinned"]:
            model.add(one == 1)
        if pair["forbidden"] == "是":
            model.add(one == 0)


def _bind(model: cp_model.CpModel, case: Case, taken: list[cp_model.IntVar]) -> None:
    """Least staffing, and teams."""
    by_pair = {(pair["person"], pair["post"]): one for one, pair in zip(taken, case.pairs, strict=True)}
    team = [one["person"] for one in case.people if one["team"]]
    for post in case.posts:
        opened = model.new_bool_var("")
        own = [one for one, pair in zip(taken, case.pairs, strict=True) if pair["post"] == post["post"]]
        model.add(sum(own) >= post["least"] * opened)
        for one in own:
            model.add(one <= opened)
        members = [by_pair.get((person, post["post"]), 0) for person in team]
        for one, two in pairwise(members):
            model.add(one == two)


def _spread(model: cp_model.CpModel, case: Case, taken: list[cp_model.IntVar]) -> Any:
    total: Any = 0
    for community in ("东", "西"):
        own = {post["post"] for post in case.posts if post["community"] == community}
        steps = [model.new_bool_var("") for _ in RETURNS]
        model.add(sum(steps) <= sum(one for one, pair in zip(taken, case.pairs, strict=True) if pair["post"] in own))
        total += sum(one * each for one, each in zip(steps, RETURNS, strict=True))
    return total


def written(folder: Path, case: Case) -> list[str]:
    texts = {}
    for name, rows in vars(case).items():
        lines = [",".join(rows[0])] + [",".join(map(str, row.values())) for row in rows]
        texts[name] = "\n".join(lines)
    return tables(folder, **texts)


WORTHS = ("--loyalty", str(LOYALTY), "--returns", ",".join(map(str, RETURNS)))


@pytest.mark.parametrize("seed", range(16))
def test_with_every_column_the_answer_is_that_of_or_tools_and_stands_its_check(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = a_case(seed)
    words, best = written(tmp_path, case), optimum(case)
    if best is None:
        with pytest.raises(Refused, match=r"pairs.csv 第 \d+ 行：指定（pinned）的"):
            run("solve", *words, *WORTHS)
        return
    run("solve", *words, *WORTHS, "--json", "--prices")
    told = capsys.readouterr().out
    answer = json.loads(told)
    assert (answer["proved"], reached(case, answer["assignment"])) == (True, best)
    (tmp_path / "answer.json").write_text(told, encoding="utf-8")
    run("verify-run", str(tmp_path / "answer.json"), *words, *WORTHS, "--json")
    assert json.loads(capsys.readouterr().out)["faults"] == []


def reached(case: Case, assignment: Rows) -> tuple[int, int]:
    """Count the must-fill seats filled, and what else the assignment is worth."""
    chosen = {(one["person"], one["post"]) for one in assignment}
    rows = [pair for pair in case.pairs if (pair["person"], pair["post"]) in chosen]
    posts = {one["post"]: one for one in case.posts}
    served = [sum(posts[pair["post"]]["community"] == community for pair in rows) for community in ("东", "西")]
    worth = sum(pair["score"] + LOYALTY * pair["incumbent"] for pair in rows)
    return sum(bool(posts[pair["post"]]["must_fill"]) for pair in rows), worth + sum(sum(RETURNS[:n]) for n in served)


def test_the_order_of_the_rows_changes_no_byte_with_terms_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = a_case(1)
    run("solve", *written(tmp_path, case), *WORTHS, "--json", "--prices")
    first = capsys.readouterr().out
    turned = Case(*(rows[::-1] for rows in vars(case).values()))
    run("solve", *written(tmp_path, turned), *WORTHS, "--json", "--prices")
    assert capsys.readouterr().out == first


def test_half_days_may_be_written_as_staff_say_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for slots in ("3", slots_text(3)):
        posts = f"post,headcount,slots\n岗一,1,{slots}\n岗二,1,周一下午\n"
        people = PEOPLE.replace("甲,1", "甲,2")
        run("solve", *tables(tmp_path, posts=posts, people=people), "--json")
        told.append(capsys.readouterr().out)
    answer = json.loads(told[0])
    assert told[0] == told[1]
    assert (answer["objective"], answer["score"]) == (12, 12)


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"pairs": with_column("pinned", "定")}, "pairs.csv 第 2 行：pinned 只能写 是 或 否"),
        ({"pairs": with_column("pinned", "", "是", "", "", "", row="甲,岗二,4,否")}, "第 7 行：pinned 前面写的是“是”"),
        ({"pairs": with_column("pinned", "是", "是")}, "pairs.csv 第 2 行：指定（pinned）的放不下"),
        ({"pairs": with_column("group_limit", "1")}, "pairs.csv 有 group_limit 列，没有 group 列"),
        ({"pairs": with_column("group,group_limit", "早,1", "早,2")}, "第 2、3 行：同一人同一组的 group_limit"),
        ({"pairs": with_column("group,group_limit", ",2")}, "第 2 行：写了 group_limit，没有写 group"),
        ({"pairs": with_column("group,group_limit", "早,两")}, "第 2 行：group_limit 应是 0 到"),
        ({"posts": "post,headcount,least\n岗一,2,1.5\n岗二,1,\n"}, "posts.csv 第 2 行：least 应是 0 到"),
        ({"posts": "post,headcount,must_fill\n岗一,2,急\n岗二,1,\n"}, "posts.csv 第 2 行：must_fill 只能写"),
        ({"posts": "post,headcount,slots\n岗一,2,周八\n岗二,1,\n"}, "posts.csv 第 2 行：slots “周八”"),
        ({"posts": "post,headcount,slots\n岗一,2,有空再说\n岗二,1,\n"}, "posts.csv 第 2 行：slots"),
        ({"posts": "post,headcount,slots\n岗一,2,9999999\n岗二,1,\n"}, "posts.csv 第 2 行：slots"),
        ({"people": "person,max_posts,team\n甲,1,东\n乙,2,东\n丙,1,\n乙,2,西\n"}, "第 5 行：team 前面写的是“东”"),
    ],
)
def test_an_odd_cell_is_told_with_its_row_and_column(tmp_path: Path, texts: dict[str, str], sentence: str) -> None:
    assert sentence in refusal(tmp_path, **texts)


def test_returns_want_communities_to_count_by(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused, match="没有 community 列"):
        run("solve", *tables(tmp_path), "--returns", "5")
    words = tables(tmp_path, posts="post,headcount,community\n岗一,2,东\n岗二,1,\n")
    for wrong in ("五", "1,2"):
        with pytest.raises(Refused, match="--returns"):
            run("solve", *words, "--returns", wrong)
    run("solve", *words)
    assert "没有写 --returns" in capsys.readouterr().err


def test_it_is_said_when_scores_are_too_great_for_must_fill_to_go_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = "person,post,score\n甲,岗一,0\n甲,岗二,2147483646\n"
    posts = "post,headcount,must_fill\n岗一,1,是\n岗二,1,\n"
    run("solve", *tables(tmp_path, pairs=pairs, posts=posts))
    assert "must_fill 的岗位至多还能多派 1 人次" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("assignment", "fault"),
    [
        ([("甲", "岗二"), ("丙", "岗一")], "有 1 个指定的组合没有派"),
        ([("甲", "岗一"), ("乙", "岗一")], "有 1 个不许的组合派了"),
        ([("甲", "岗一"), ("甲", "岗二")], "有 1 处同一人同一半天派了两件"),
        ([("甲", "岗一")], "有 1 个岗位不够最少人数"),
    ],
)
def test_an_answer_that_breaks_a_term_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], assignment: list[tuple[str, str]], fault: str
) -> None:
    pairs = with_column("pinned,forbidden", "是,", ",", ",是")
    posts = "post,headcount,slots,least\n岗一,2,周六上午,2\n岗二,1,周六,\n"
    words = tables(tmp_path, pairs=pairs, posts=posts, people=PEOPLE.replace("甲,1", "甲,2"))
    run("solve", *words, "--json", "--prices")
    answer = json.loads(capsys.readouterr().out)
    forged = answer | {"assignment": [{"person": person, "post": post} for person, post in assignment]}
    for claim, code in ((answer, exits.FINE), (forged, exits.FINDINGS)):
        (tmp_path / "answer.json").write_text(json.dumps(claim), encoding="utf-8")
        assert gongjian.main(["verify-run", str(tmp_path / "answer.json"), *words], standalone_mode=False) == code
    assert fault in capsys.readouterr().out
