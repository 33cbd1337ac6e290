"""`solve` on loose tables, `verify-run` on its answer: every odd table is told in Chinese, every forgery refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli import exits
from api.cli.commands import gongjian
from api.cli.errors import Refused
from matching.assignment import MOST_SCORE

PAIRS = "person,post,score\n甲,岗一,5\n甲,岗二,3\n乙,岗一,4\n乙,岗二,1\n丙,岗一,9\n"
PEOPLE = "person,max_posts\n甲,1\n乙,2\n丙,1\n"
POSTS = "post,headcount\n岗一,2\n岗二,1\n"


def tables(folder: Path, **texts: str) -> list[str]:
    words = []
    for name, text in ({"pairs": PAIRS, "people": PEOPLE, "posts": POSTS} | texts).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        words += [f"--{name}", str(folder / f"{name}.csv")]
    return words


def run(*words: str) -> Any:
    return gongjian.main([*words], standalone_mode=False)


def solved(folder: Path, capsys: pytest.CaptureFixture[str], **texts: str) -> tuple[dict[str, Any], str]:
    run("solve", *tables(folder, **texts), "--json", "--prices")
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def refusal(folder: Path, **texts: str) -> str:
    with pytest.raises(Refused) as refused:
        run("solve", *tables(folder, **texts))
    assert refused.value.code == exits.WRONG_USE
    return str(refused.value)


def test_tables_headed_in_chinese_are_read_and_each_post_is_told_with_who_goes_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = {"pairs": ("姓名,岗位,分数", PAIRS), "people": ("姓名,上限", PEOPLE), "posts": ("岗位,名额", POSTS)}
    texts = {name: "\n".join([head, *text.splitlines()[1:]]) for name, (head, text) in heads.items()}
    run("solve", *tables(tmp_path, **texts | {"posts": texts["posts"] + "\n岗三,1"}))
    assert capsys.readouterr().out.splitlines() == [
        "3 人 × 3 岗，5 个组合：派出 3 个，总分 16，最优已证。",
        "  岗一（2 / 2）：丙、乙",
        "  岗三（0 / 1）：没有人",
        "  岗二（1 / 1）：甲",
    ]


def test_a_column_by_its_own_name_goes_before_one_by_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, _ = solved(tmp_path, capsys, people="姓名,person,max_posts\n王,甲,1\n李,乙,2\n赵,丙,1\n")
    assert answer["objective"] == 16


def test_the_answer_holds_the_optimum_its_bound_and_who_goes_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, _ = solved(tmp_path, capsys)
    assert answer == {
        "objective": 16,
        "bound": 16,
        "proved": True,
        "assignment": [
            {"person": "丙", "post": "岗一"},
            {"person": "乙", "post": "岗一"},
            {"person": "甲", "post": "岗二"},
        ],
        "prices": [{"post": "岗一", "price": 3}, {"post": "岗二", "price": 1}],
    }


def test_the_order_of_the_rows_changes_no_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("solve", *tables(tmp_path), "--json", "--prices")
    first = capsys.readouterr().out
    turned = {
        name: "\n".join([text.split()[0], *reversed(text.split()[1:])])
        for name, text in (("pairs", PAIRS), ("people", PEOPLE), ("posts", POSTS))
    }
    run("solve", *tables(tmp_path, **turned), "--json", "--prices")
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"pairs": PEOPLE}, "pairs.csv 缺少列 post、score：第一行应是 person,post,score"),
        ({"posts": "post\n岗一\n"}, "posts.csv 缺少列 headcount"),
        ({"pairs": PAIRS + "丁,岗一,5\n"}, "pairs.csv 第 7 行：people.csv 里没有的人"),
        ({"pairs": PAIRS + "甲,岗九,5\n"}, "pairs.csv 第 7 行：posts.csv 里没有的岗位"),
        ({"pairs": PAIRS + "丙,岗二,五\n"}, "pairs.csv 第 7 行：不是数：score 写的是“五”"),
        ({"pairs": PAIRS + "丙,岗二,nan\n"}, "pairs.csv 第 7 行：不是数"),
        ({"pairs": PAIRS + "丙,岗二,\n"}, "pairs.csv 第 7 行：不是数：score 空着"),
        ({"pairs": PAIRS + "丙,岗二,99999999999\n"}, "分数超过 2147483646"),
        ({"pairs": PAIRS + "丙,岗二,0.12345678\n"}, "最多 6 位小数，这里有 8 位"),
        ({"pairs": PAIRS + "丙,岗二,1e9999999\n"}, "pairs.csv 第 7 行：分数太大或太小，应不超过 2147483646"),
        ({"pairs": PAIRS + "丙,岗二,1e-9999999\n"}, "pairs.csv 第 7 行：分数太大或太小"),
        ({"pairs": PAIRS + "丙,岗二,0e9999999\n丁,岗一,5\n"}, "pairs.csv 第 8 行：people.csv 里没有的人"),
        (
            {"people": PEOPLE + "丁,1e9999999\n"},
            "people.csv 第 5 行：max_posts 写的是“1e9999999”，应是 0 到 1000000000 的整数",
        ),
        (
            {"people": PEOPLE + "丁,-1\n"},
            "people.csv 第 5 行：max_posts 写的是“-1”，应是 0 到 1000000000 的整数；不派他就写 0",
        ),
        ({"people": PEOPLE + "丁,1.5\n"}, "people.csv 第 5 行：max_posts 写的是“1.5”，应是 0 到 1000000000 的整数"),
        (
            {"posts": POSTS + "岗三,-2\n岗四,-3\n"},
            "posts.csv 第 4、5 行：headcount 写的是“-2”，应是 0 到 1000000000 的整数；不要人就写 0",
        ),
        ({"posts": POSTS + "岗三,-0.5\n"}, "posts.csv 第 4 行：headcount 写的是“-0.5”，应是 0 到 1000000000 的整数"),
        ({"people": PEOPLE + "甲,2\n"}, "people.csv 第 5 行：甲 前面写过 1，这里是 2"),
        ({"posts": POSTS + ",2\n"}, "posts.csv 第 4 行：没有名称"),
        ({"pairs": ""}, "文件是空的"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_with_its_rows(
    tmp_path: Path, texts: dict[str, str], sentence: str
) -> None:
    assert sentence in refusal(tmp_path, **texts)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"没有这个文件：.*none.csv") as refused:
        run("solve", *tables(tmp_path)[:-1], str(tmp_path / "none.csv"))
    assert refused.value.code == exits.NOT_FOUND


def test_of_a_pair_given_twice_the_better_score_counts_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, told = solved(tmp_path, capsys, pairs=PAIRS + "丙,岗一,7\n甲,岗二,3\n")
    assert answer["objective"] == 16
    assert "pairs.csv 有 2 行重复的组合：每个组合只算一次，取最高分" in told


@pytest.mark.parametrize("score", ["-5", "-99999999999", "-0.25"])
def test_a_pair_whose_score_is_below_zero_is_never_chosen_and_the_row_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], score: str
) -> None:
    """Of all seats one stays empty rather than cost something; of a pair given twice the better score counts."""
    pairs = "person,post,score\n甲,岗一,5\n乙,岗二," + score + "\n甲,岗一,-1\n"
    answer, told = solved(tmp_path, capsys, pairs=pairs)
    assert (answer["objective"], answer["proved"]) == (5, True)
    assert answer["assignment"] == [{"person": "甲", "post": "岗一"}]
    assert "pairs.csv 第 3、4 行：分数低于零，派了总分只会更少，所以从不派" in told


def test_an_answer_is_verified_beside_scores_below_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = PAIRS + "丙,岗二,-5\n"
    assert verified(tmp_path, capsys, pairs) == ""
    sent = [{"person": "丙", "post": "岗二"}]
    assert "派了不在组合里的：丙、岗二" in verified(tmp_path, capsys, pairs, assignment=sent)


def test_scores_below_zero_are_refused_where_a_term_may_need_them(tmp_path: Path) -> None:
    """A team may be worth sending though one of it costs something: dropping the pair would not be the optimum."""
    people, pairs = "person,max_posts,team\n甲,1,一队\n乙,1,一队\n", "person,post,score\n甲,岗一,9\n乙,岗一,-2\n"
    told = refusal(tmp_path, people=people, pairs=pairs)
    assert "pairs.csv 第 3 行：有 team 列时分数不能低于零，改成零或删去这些行" in told


def test_scores_with_decimals_are_solved_exactly_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, told = solved(tmp_path, capsys, pairs=PAIRS.replace(",9", ",9.25"))
    assert (answer["objective"], answer["proved"]) == (16.25, True)
    assert "乘以 100 按整数求解" in told


@pytest.mark.parametrize(
    "texts",
    [
        {"pairs": "person,post,score\n"},
        {"pairs": "person,post,score\n", "people": "person,max_posts\n"},
        {"pairs": "person,post,score\n", "posts": "post,headcount\n"},
        {"people": "person,max_posts\n甲,0\n乙,0\n丙,0\n"},
        {"posts": "post,headcount\n岗一,0\n岗二,0\n"},
    ],
)
def test_an_empty_side_is_an_empty_proven_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], texts: dict[str, str]
) -> None:
    answer, _ = solved(tmp_path, capsys, **texts)
    assert (answer["objective"], answer["proved"], answer["assignment"]) == (0, True, [])


MANY = [f"人{number:03}" for number in range(200)]
SOME = [f"岗{number:02}" for number in range(20)]
ALL_PAIRS = [(person, post) for person in MANY for post in SOME]


def hostile(score: Callable[[int, int], int], headcount: int, **posts: str) -> dict[str, str]:
    """Write tables in which everybody may go anywhere once; further columns of the posts say the same everywhere."""
    pairs = [f"{person},{post},{score(at // len(SOME), at % len(SOME))}" for at, (person, post) in enumerate(ALL_PAIRS)]
    beside = "".join(f",{one}" for one in posts)
    said = "".join(f",{one}" for one in posts.values())
    return {
        "pairs": "\n".join(["person,post,score", *pairs]),
        "people": "\n".join(["person,max_posts", *(f"{person},1" for person in MANY)]),
        "posts": "\n".join([f"post,headcount{beside}", *(f"{post},{headcount}{said}" for post in SOME)]),
    }


@pytest.mark.parametrize(
    ("texts", "best"),
    [
        pytest.param(hostile(lambda _person, _post: 7, 3), 60 * 7, id="all scores equal"),
        pytest.param(hostile(lambda _person, _post: 0, 3), 0, id="all scores zero"),
        pytest.param(hostile(lambda _person, _post: MOST_SCORE, 3), 60 * MOST_SCORE, id="the greatest score"),
        pytest.param(hostile(lambda _person, post: post, 3), 3 * sum(range(20)), id="of the post alone"),
        pytest.param(hostile(lambda person, _post: person, 3), sum(range(140, 200)), id="of the person alone"),
        pytest.param(
            hostile(lambda person, post: 1000 * (post == 9) + person, 1),
            1000 + sum(range(180, 200)),
            id="one post wanted by all",
        ),
        pytest.param(hostile(lambda person, post: person * post % 3, 0), 0, id="no headcount"),
    ],
)
def test_hostile_tables_end_with_the_proved_optimum(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], texts: dict[str, str], best: int
) -> None:
    answer, _ = solved(tmp_path, capsys, **texts)
    assert (answer["objective"], answer["bound"], answer["proved"]) == (best, best, True)


def test_where_every_post_must_be_filled_the_best_scores_still_win(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, told = solved(tmp_path, capsys, **hostile(lambda person, _post: person, 3, must_fill="是"))
    assert (answer["score"], answer["proved"], len(answer["assignment"])) == (sum(range(140, 200)), True, 60)
    assert told == ""


def verified(folder: Path, capsys: pytest.CaptureFixture[str], pairs: str = PAIRS, **changed: object) -> str:
    """Solve, change the answer, and tell what the check says of it."""
    words = tables(folder, pairs=pairs)
    answer, _ = solved(folder, capsys, pairs=pairs)
    (folder / "answer.json").write_text(json.dumps(answer | changed), encoding="utf-8")
    code = run("verify-run", str(folder / "answer.json"), *words, "--json")
    told = json.loads(capsys.readouterr().out)
    assert (code == exits.FINE) == told["verified"]
    return "；".join(told["faults"])


def test_a_true_answer_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(tmp_path, capsys) == ""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"objective": 17}, "所称总分 17 与派法的总分 16 不符"),
        ({"bound": 15}, "太低"),
        ({"proved": False}, "“最优已证”"),
        ({"proved": "yes"}, "true 或 false"),
        ({"assignment": [{"person": "丙", "post": "岗一"}] * 2}, "1 个组合超出限度"),
        ({"assignment": [{"person": "丙", "post": "岗二"}]}, "派了不在组合里的：丙、岗二"),
        ({"assignment": [{"person": one, "post": "岗一"} for one in "甲乙丙"]}, "1 个岗位超出限度"),
        ({"prices": [{"post": "岗一", "price": 0}, {"post": "岗二", "price": 1}]}, "太低"),
        ({"prices": [{"post": "岗一", "price": -2}, {"post": "岗二", "price": 1}]}, "价格低于零"),
        ({"prices": [{"post": "岗一", "price": float("inf")}, {"post": "岗二", "price": 1}]}, ""),
        ({"prices": [{"post": "岗一", "price": "二"}, {"post": "岗二", "price": 1}]}, "不是整数，或不是数"),
        ({"prices": [{"post": "岗一", "price": 2.5}, {"post": "岗二", "price": 1}]}, "不是整数，或不是数"),
        ({"prices": [{"post": "岗二", "price": 1}]}, "不是整数，或不是数"),
    ],
)
def test_a_forged_answer_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, Any], fault: str
) -> None:
    if fault:
        assert fault in verified(tmp_path, capsys, **changed)
    else:
        with pytest.raises(Refused, match="不是 JSON"):
            verified(tmp_path, capsys, **changed)


@pytest.mark.parametrize("claim", ["objective", "bound"])
def test_a_claim_too_large_to_count_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], claim: str
) -> None:
    told = verified(tmp_path, capsys, PAIRS.replace(",9", ",9.25"), **{claim: 1.7e308})
    assert "不是整数，或不是数" in told


def test_an_answer_without_prices_is_verified_by_prices_that_support_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tables(tmp_path)
    run("solve", *words, "--json")
    answer = json.loads(capsys.readouterr().out)
    for changed, stands in (({}, True), ({"assignment": answer["assignment"][1:]}, False)):
        worse = answer | changed
        if changed:  # what is no optimum, with a sum and a bound that agree
            worse |= {"objective": 7, "bound": 7}
        (tmp_path / "answer.json").write_text(json.dumps(worse), encoding="utf-8")
        assert (run("verify-run", str(tmp_path / "answer.json"), *words) == exits.FINE) is stands
    assert "太低" in capsys.readouterr().out
    worse = answer | {"assignment": answer["assignment"][1:], "objective": 7, "proved": False}
    (tmp_path / "answer.json").write_text(json.dumps(worse), encoding="utf-8")
    assert run("verify-run", str(tmp_path / "answer.json"), *words) == exits.FINE
    assert "上界没有复核" in capsys.readouterr().out


def test_an_answer_of_terms_without_prices_and_one_without_tables_cannot_be_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tables(tmp_path, pairs=PAIRS.replace("\n", ",否\n").replace("score,否", "score,pinned"))
    run("solve", *words, "--json")
    (tmp_path / "answer.json").write_text(capsys.readouterr().out, encoding="utf-8")
    with pytest.raises(Refused, match="没有 prices"):
        run("verify-run", str(tmp_path / "answer.json"), *words)
    with pytest.raises(Refused, match="三张表"):
        run("verify-run", str(tmp_path / "answer.json"))
