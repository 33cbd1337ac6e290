"""`rank` and `category` at the command line: loose sheets in, JSON or sentences out, clear refusals of bad files."""

from pathlib import Path

import numpy as np
import orjson
import pytest
from click.testing import CliRunner, Result

from api.cli import exits
from api.cli.commands import gongjian
from api.cli.errors import Refused
from api.cli.shelf import Shelf

SUPPLY = """id,title,unit
S1,党员服务队免费更换老旧线路,南山供电所
S2,停车场夜间错时开放,机关事务管理局
S3,社区食堂送餐,幸福食堂
"""
DEMAND = "id,title,own\nD1,孤寡老人家里没有电,S2、S3\nD2,独居老人吃饭难,\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def written(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(gongjian, list(words), standalone_mode=False)


def rank(folder: Path, *options: str, supply: str | bytes = SUPPLY, demand: str | bytes = DEMAND) -> Result:
    return run(
        "rank", written(folder, "supply.csv", supply), written(folder, "demand.csv", demand), "--plain", *options
    )


def refusal(folder: Path, *options: str, supply: str | bytes = SUPPLY, demand: str | bytes = DEMAND) -> Refused:
    found = rank(folder, *options, supply=supply, demand=demand).exception
    assert isinstance(found, Refused)
    return found


def test_json_has_the_documented_shape(tmp_path: Path) -> None:
    answer = orjson.loads(rank(tmp_path, "--json", "--top", "2").stdout)
    assert [row["demand"] for row in answer] == ["D1", "D2"]
    assert answer[1]["supplies"][0]["id"] == "S3"
    assert all(set(one) == {"id", "score", "reasons"} and one["reasons"] for row in answer for one in row["supplies"])
    assert all(len(row["supplies"]) == 2 for row in answer)


def test_the_excluded_are_left_out_and_unknown_ones_are_told(tmp_path: Path) -> None:
    answer = rank(tmp_path, "--json", "--exclude-column", "own", demand=DEMAND + "D3,没有电,S1;S9\n")
    rows = {row["demand"]: [one["id"] for one in row["supplies"]] for row in orjson.loads(answer.stdout)}
    assert rows["D1"] == ["S1"]
    assert "S1" not in rows["D3"]
    assert "S9" in answer.stderr


def test_text_tells_titles_and_reasons(tmp_path: Path) -> None:
    told = rank(tmp_path).stdout
    assert "D1 孤寡老人家里没有电" in told
    assert "1. S1 党员服务队免费更换老旧线路（南山供电所）" in told
    assert "供电企业" in told


def test_the_answer_is_the_same_whether_vectors_were_kept(tmp_path: Path) -> None:
    sheets = written(tmp_path, "s.csv", SUPPLY), written(tmp_path, "d.csv", DEMAND)
    cold, kept = (run("rank", *sheets, "--json").stdout for _ in range(2))
    assert cold == kept
    assert list((tmp_path / "cache").rglob("*.npy"))


def test_chinese_headers_gb18030_and_workbook_like_numbers_are_read(tmp_path: Path) -> None:
    supply = "编号,资源名称,提供单位\n1,修灯换线,供电所\n".encode("gb18030")
    answer = orjson.loads(rank(tmp_path, "--json", supply=supply, demand="序号,需求\n7,楼道灯不亮\n").stdout)
    assert answer[0]["demand"] == "7"
    assert answer[0]["supplies"][0]["id"] == "1"


def test_an_empty_list_of_offers_gives_empty_answers(tmp_path: Path) -> None:
    found = rank(tmp_path, "--json", supply="id,title\n")
    assert [row["supplies"] for row in orjson.loads(found.stdout)] == [[], []]
    assert "supply.csv 里只有表头，一条也没有。" in found.stderr


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        ("", "文件是空的"),
        ("\n\n", "没有表头"),
        ("id,名字\n1,修灯\n", "缺少写内容的一列（title）；表头是：id、名字"),
        ("id,title\n1,修灯\n1,送饭\n", "第 2 行和第 3 行的编号都是 1"),
        ("id,title\n1,修灯,多出来的,又一格\n", "第 2 行有 4 格"),
        (b"id,title\n1,\xff\xfe\xfa\x81\n", "编码"),
        (b"PK\x03\x04junk", "工作簿"),
    ],
)
def test_a_bad_sheet_is_refused_with_the_place_and_the_cause(tmp_path: Path, demand: str | bytes, said: str) -> None:
    refused = refusal(tmp_path, demand=demand)
    assert said in str(refused)
    assert refused.code == exits.WRONG_USE


def test_rows_without_id_or_title_are_passed_over_and_told(tmp_path: Path) -> None:
    found = rank(tmp_path, "--json", demand="id,title\nD1,家里没有电\n,修灯\nD3,\n")
    assert [row["demand"] for row in orjson.loads(found.stdout)] == ["D1"]
    assert "demand.csv 第 3 行没有写编号（id），没有排。" in found.stderr
    assert "demand.csv 第 4 行没有写标题（title），编号 D3，没有排。" in found.stderr


@pytest.mark.parametrize(
    "demand",
    [
        "ID,Title\nD1,家里没有电\n",
        "某社区需求清单,\n填表人：张三,\n编号,居民反映的问题\nD1,家里没有电\n",
        "编号,诉求（原话）\nD1,家里没有电\n",
        "编号,诉求\nD1,家里没有电\n合计,1\n填表人：张三,\n",
    ],
)
def test_headers_are_found_as_staff_write_them(tmp_path: Path, demand: str) -> None:
    (row,) = orjson.loads(rank(tmp_path, "--json", demand=demand).stdout)
    assert (row["demand"], row["supplies"][0]["id"]) == ("D1", "S1")


def test_rows_without_a_column_of_ids_go_by_their_number(tmp_path: Path) -> None:
    found = rank(tmp_path, "--json", demand="title\n家里没有电\n")
    assert [row["demand"] for row in orjson.loads(found.stdout)] == ["2"]
    assert "demand.csv 没有编号（id）列，按行号称呼。" in found.stderr


def test_a_missing_file_and_a_missing_column_are_told(tmp_path: Path) -> None:
    assert "没有名为“自己”的列" in str(refusal(tmp_path, "--exclude-column", "自己"))
    missing = run("rank", str(tmp_path / "no.csv"), written(tmp_path, "d.csv", DEMAND)).exception
    assert isinstance(missing, Refused)
    assert missing.code == exits.NOT_FOUND


def test_hostile_cells_are_only_words(tmp_path: Path) -> None:
    wild = 'id,title\n"=cmd|x",\U0001f600\n../../etc,"换行\n和,逗号"\n<script>,{{7*7}} ' + "灯" * 5000 + "\n"
    answer = orjson.loads(rank(tmp_path, "--json", demand=wild).stdout)
    assert [row["demand"] for row in answer] == ["=cmd|x", "../../etc", "<script>"]
    assert all(0 <= one["score"] <= 1 for row in answer for one in row["supplies"])


def test_category_tells_the_best_its_runner_up_and_why() -> None:
    told = orjson.loads(run("category", "楼道里堆满纸箱，还有人拉线给电瓶车充电", "--json").stdout)
    assert told["meanings"][0]["category"] == "消防安全"
    assert told["meanings"][0]["reasons"]
    assert len(told["meanings"]) > 1
    best, second = run("category", "有人高空抛物").stdout.splitlines()
    assert best.startswith("文明劝导 · 高空抛物")
    assert second.startswith("  ")
    assert "%" in second
    assert "没有听懂" in run("category", "qwerty").stdout


def test_category_takes_several_sentences_and_reads_them_a_line_each() -> None:
    told = run("category", "有人高空抛物", "灯泡坏了").stdout.splitlines()
    assert [line for line in told if line.startswith("“")] == ["“有人高空抛物”", "“灯泡坏了”"]
    lines = CliRunner().invoke(
        gongjian, ["category", "-", "--plain", "--json"], input="有人高空抛物\n\n灯泡坏了\n", standalone_mode=False
    )
    assert lines.exception is None
    answer = orjson.loads(lines.stdout)
    assert [one["sentence"] for one in answer] == ["有人高空抛物", "灯泡坏了"]
    assert [one["meanings"][0]["category"] for one in answer] == ["文明劝导", "水电维修"]


def test_a_broken_batch_on_the_shelf_counts_as_missing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf["a"] = np.ones((2, 512), np.float32)
    assert (shelf["a"] == 1).all()
    (tmp_path / "a.npy").write_bytes(b"broken")
    assert "a" not in shelf
    shelf["b"] = np.ones((2, 3), np.float32)
    assert "b" not in shelf


def test_a_folder_that_cannot_be_written_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    shelf = Shelf(tmp_path / "file" / "below")
    shelf["a"] = shelf["b"] = np.ones((1, 512), np.float32)
    assert capsys.readouterr().err.count("写不进去") == 1
