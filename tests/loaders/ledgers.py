"""Builders of small ledgers for the tests of the loaders."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from graph_model.driver import Graph
from graph_model.sealing import Sealer
from loaders.pipeline import import_files
from loaders.report import ImportSummary

TODAY = date(2026, 11, 22)
SEALER = Sealer(b"t" * 32)
Rows = Sequence[Sequence[Any]]

TERRITORIES: Rows = [
    ["区划代码", "名称", "级别"],
    ["330106000000", "西湖区", "区"],
    ["330106008000", "翠苑街道", "街道"],
    ["330106008001", "翠苑一区社区", "社区"],
    ["330106008002", "翠苑二区社区", "社区"],
]
ORGANISATIONS: Rows = [
    ["单位名称", "单位性质", "所在社区"],
    ["样例区卫生局", "机关", "翠苑一区社区"],
    ["样例便民服务社", "社会组织", "翠苑二区社区"],
]
VOLUNTEERS: Rows = [
    ["编号", "姓名", "联系电话", "居住社区", "工作单位", "技能", "等级", "证书", "证书有效期", "可服务时间"],
    [
        "Z1",
        "样例甲",
        "13800000001",
        "翠苑一区社区",
        "样例区卫生局",
        "护理",
        "高级",
        "护士执业证",
        "2028-05-01",
        "周六上午",
    ],
    ["Z2", "样例乙", "13800000002", "翠苑街道翠苑二区", "", "低压电工、心理疏导", "", "", "", "周末"],
]


def an_xlsx(path: Path, **sheets: Rows) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def a_csv(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def a_small_district(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    an_xlsx(folder / "单位.xlsx", 单位台账=ORGANISATIONS)
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=VOLUNTEERS)
    a_csv(folder / "区划代码.csv", TERRITORIES)
    return folder


def imported(graph: Graph, *paths: Path, **options: Any) -> ImportSummary:
    return import_files(graph, paths, sealer=SEALER, user="tester", today=options.pop("today", TODAY), **options)
