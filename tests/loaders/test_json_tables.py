"""Tables in JSON, in each of the forms programs write them; nothing that may be a row is passed over."""

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.files import UnreadableFile, read_sheets


@pytest.mark.parametrize(
    "content",
    [
        [{"姓名": "样例甲", "技能": ["护理", "急救"]}, {"姓名": "样例乙"}],
        {"data": [{"姓名": "样例甲", "技能": "护理、急救"}, {"姓名": "样例乙", "技能": None}]},
        {"data": [None, {"姓名": "样例甲", "技能": "护理、急救"}, None, {"姓名": "样例乙"}], "pages": [1, 2]},
        [["姓名", "技能"], ["样例甲", "护理、急救"], ["样例乙", ""]],
    ],
)
def test_json_lists_are_tables(tmp_path: Path, content: Any) -> None:
    path = tmp_path / "名单.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert sheet.rows == [["姓名", "技能"], ["样例甲", "护理、急救"], ["样例乙", ""]]


@pytest.mark.parametrize("odd", ["合计 1 人", 1, ["样例乙"]])
def test_a_json_table_with_something_else_in_it_is_refused_and_not_passed_over(tmp_path: Path, odd: Any) -> None:
    path = tmp_path / "名单.json"
    tables = {"党员": [["姓名"], ["样例甲"]], "志愿者": [{"姓名": "样例甲"}, odd]}
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="“志愿者”"):
        list(read_sheets(path))


def test_objects_within_objects_are_headed_by_both_names(tmp_path: Path) -> None:
    path = tmp_path / "名单.json"
    path.write_text(json.dumps([{"姓名": "样例甲", "户籍地": {"省": "浙江"}}]), encoding="utf-8")
    assert next(read_sheets(path)).rows[0] == ["姓名", "户籍地-省"]
