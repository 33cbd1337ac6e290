"""`network measures` on files as analysts have them: the values are told, the odd ones with their reason."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest
from docx import Document

from api.cli import commands, exits
from api.cli.commands import gongjian
from api.cli.errors import Refused
from graph_model.network.measures import MEASURES
from matching.kernels import CACHE_VARIABLE

EDGES = "source,target,source_条线,target_条线\n甲,乙,教育,教育\n乙,丙,教育,卫健\n丙,,卫健,\n丁,,教育,\n"
MATRIX = ",甲,乙,丙\n甲,0,1,0\n乙,1,0,1\n丙,0,1,0\n"


def measured(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[dict[str, Any], str]:
    gongjian.main(["network", "measures", *words, "--json"], standalone_mode=False)
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def refusal(*words: str) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        gongjian.main(["network", "measures", *words], standalone_mode=False)
    return refused.value.code, str(refused.value)


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(params=["graphml", "gexf", "csv"])
def karate(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / f"karate.{request.param}"
    graph: Any = nx.karate_club_graph()
    if request.param == "csv":
        club = dict(graph.nodes(data="club"))
        rows = [f"{one},{two},{club[one]},{club[two]}" for one, two in graph.edges]
        return written(path, "\n".join(["source,target,source_club,target_club", *rows]))
    getattr(nx, f"write_{request.param}")(graph, path)
    return str(path)


def test_any_format_gives_the_published_values(karate: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer, _ = measured(capsys, karate, "--group", "club")
    found = answer["measures"]
    assert (answer["nodes"], answer["ties"], answer["directed"]) == (34, 78, False)
    assert round(found["density"], 4) == 0.1390
    assert round(found["degree_centralization"], 4) == 0.3996
    assert round(found["betweenness_centralization"], 4) == 0.4056
    assert round(found["ei_index"], 4) == -0.7179
    assert found["reciprocity"] is None
    assert answer["reasons"]["reciprocity"] == "联系没有方向"
    assert found.keys() == MEASURES.keys() == answer["definitions"].keys()


def test_what_people_read_names_every_measure_with_its_source(karate: str, capsys: pytest.CaptureFixture[str]) -> None:
    gongjian.main(["network", "measures", karate, "--group", "club"], standalone_mode=False)
    lines = capsys.readouterr().out.splitlines()
    assert "密度　0.1390　〔Wasserman & Faust 1994〕" in lines
    assert "互认率　无定义：联系没有方向　〔Wasserman & Faust 1994〕" in lines
    assert len(lines) == len(MEASURES)


def test_a_table_of_ties_says_the_groups_of_its_ends_and_who_is_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, _ = measured(capsys, written(tmp_path / "ties.csv", EDGES), "--group", "条线")
    assert answer["nodes"] == 4
    assert answer["measures"]["ei_index"] == 0
    assert answer["measures"]["constraint"]["丁"] is None


def test_a_second_table_gives_members_their_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ties = written(tmp_path / "ties.csv", "来源,去向\n甲,乙\n乙,丙\n")
    members = written(tmp_path / "members.csv", "id,镇街\n甲,翠苑\n乙,翠苑\n丙,灵隐\n丁,灵隐\n")
    answer, _ = measured(capsys, ties, "--members", members, "--group", "镇街")
    assert (answer["nodes"], answer["measures"]["ei_index"]) == (4, 0)


def test_a_matrix_is_read_and_directed_where_it_is_not_symmetric(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, _ = measured(capsys, written(tmp_path / "m.csv", MATRIX))
    assert (answer["ties"], answer["directed"]) == (2, False)
    one_way, _ = measured(capsys, written(tmp_path / "m.csv", MATRIX.replace("乙,1,0,1", "乙,0,0,1")))
    assert (one_way["ties"], one_way["directed"], one_way["measures"]["reciprocity"]) == (3, True, pytest.approx(2 / 3))


def test_kinds_weights_and_direction_of_a_table_are_taken_as_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "source,target,type,weight,layer\n甲,乙,directed,3,项目\n甲,乙,directed,1,资源\n乙,丙,directed,2,项目\n"
    path = written(tmp_path / "ties.csv", rows)
    answer, told = measured(capsys, path)
    assert answer["directed"]
    assert answer["measures"]["multiplexity"] == 1.5
    assert "--weight weight" in told
    weighted, _ = measured(capsys, path, "--weight", "weight", "--undirected")
    assert not weighted["directed"]
    assert weighted["measures"]["constraint"]["乙"] == pytest.approx((4 / 6) ** 2 + (2 / 6) ** 2)


def test_a_survey_and_skills_in_the_attributes_are_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ties = "source,target,type,reliability,mission_support,open_to_discussion,power_influence\n甲,乙,directed,4,3,2,1\n"
    members = written(tmp_path / "members.csv", "id,level,skills\n甲,community,\n乙,,法律；调解\n")
    answer, _ = measured(capsys, written(tmp_path / "ties.csv", ties), "--members", members)
    assert (answer["measures"]["trust"], answer["measures"]["value"]) == (3, 1)
    assert answer["measures"]["coverage"] == {"法律": 1, "调解": 1}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.csv", "甲,乙\n1,2\n", "没有找到联系两头的列"),
        ("a.csv", ",甲,乙\n甲,0,x\n乙,1,0\n", "不是数"),
        ("a.graphml", "<graphml", "不是能读的 graphml 文件"),
        ("a.gexf", "<gexf/>", "不是能读的 gexf 文件"),
        ("a.pdf", "x", "不认识的文件类型"),
    ],
)
def test_a_file_that_holds_no_network_is_refused_in_chinese(tmp_path: Path, name: str, text: str, reason: str) -> None:
    code, sentence = refusal(written(tmp_path / name, text))
    assert code == exits.WRONG_USE
    assert reason in sentence


def test_what_is_not_there_is_said(tmp_path: Path, karate: str) -> None:
    assert refusal(str(tmp_path / "none.csv"))[0] == exits.NOT_FOUND
    assert refusal(karate, "--group", "条线") == (
        exits.WRONG_USE,
        f"成员没有属性“条线”。有的是：{attributes(karate)}。",
    )


def attributes(path: str) -> str:
    return "club、label" if path.endswith("gexf") else "club"


def test_a_negative_weight_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "ties.csv", "source,target,weight\n甲,乙,-1\n")
    assert refusal(path, "--weight", "weight")[1] == "ties.csv：权重要是不小于 0 的数。请改好再试。"


def reported(path: str, out: Path, *words: str) -> bytes:
    gongjian.main(["network", "report", path, "--out", str(out), *words], standalone_mode=False)
    return out.read_bytes()


def test_a_report_that_cannot_be_written_is_told_in_one_sentence(
    karate: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["gongjian", "network", "report", karate, "--out", str(tmp_path / "无" / "r.html")]
    )
    assert commands.run() == exits.NOT_FOUND
    assert capsys.readouterr().err.endswith("r.html 用不了：没有这个文件或文件夹。请核对路径和权限。\n")


def test_a_report_on_any_file_says_what_holds_it_together_and_whom_its_loss_breaks(karate: str, tmp_path: Path) -> None:
    page = reported(karate, tmp_path / "r.html", "--group", "club").decode()
    words = re.sub("<[^>]*>", "", page)
    assert "网络有 34 个成员，78 条联系，无向。" in words
    assert "0 退出：碎裂度 0.00 → 0.32，6 家连不上其余的。" in words
    assert "中介集中度 0.406，1,000 个度数相同的随机网络平均" in words
    assert re.findall("<td>(\\w+)</td><td>0.000</td><td>0.525</td>", page) == ["2"]
    assert "<svg" in page
    assert {*re.findall('href="#(d-[a-z_]+)"', page)} <= {*re.findall('id="(d-[a-z_]+)"', page)}
    assert re.findall(r"""(?:src|href)=["'](?!#)""", page) == []


def test_a_report_is_a_document_and_a_workbook_too_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    path = written(tmp_path / "ties.csv", EDGES)
    document = reported(path, tmp_path / "r.docx", "--format", "docx", "--group", "条线")
    assert len(Document(BytesIO(document)).inline_shapes) == 1
    workbook = reported(path, tmp_path / "r.xlsx", "--format", "xlsx", "--group", "条线")
    book = openpyxl.load_workbook(BytesIO(workbook))
    assert [row[0].value for row in book["逐家的数"].iter_rows(min_row=2)] == sorted("甲乙丙丁")
    assert [[cell.value for cell in row] for row in book["有联系的"].iter_rows(min_row=2)] == [
        ["丙", "乙", 1],
        ["乙", "甲", 1],
    ]
    again = [
        reported(path, tmp_path / f"again.{form}", "--format", form, "--group", "条线") for form in ("docx", "xlsx")
    ]
    assert again == [document, workbook]


@pytest.mark.parametrize("rows", ["", "甲,\n", "甲,甲\n", "甲,乙\n"])
@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_a_network_too_small_to_drill_has_a_report_that_says_so(tmp_path: Path, rows: str, form: str) -> None:
    path = written(tmp_path / "ties.csv", f"source,target\n{rows}")
    file = reported(path, tmp_path / f"r.{form}", "--format", form)
    assert form != "html" or "退出演练：无定义，成员不足 3 个" in file.decode()


def test_the_first_compile_is_said_once(
    tmp_path: Path, karate: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert "只在第一次，快的机器半分钟左右，慢的要几分钟" in measured(capsys, karate)[1]
    assert "只在第一次" not in measured(capsys, karate)[1]


def test_no_hash_seed_and_no_order_of_rows_changes_a_byte(tmp_path: Path) -> None:
    first = written(tmp_path / "ties.csv", EDGES)
    head, *rows = EDGES.splitlines()
    before = run(first, "1")
    written(tmp_path / "ties.csv", "\n".join([head, *reversed(rows)]))
    assert run(first, "2") == before


def run(path: str, hash_seed: str) -> bytes:
    words = [sys.executable, "-m", "api.cli", "network", "measures", path, "--group", "条线", "--json"]
    surroundings = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(words, env=surroundings, capture_output=True, check=True).stdout
