"""What stands in one cell and belongs in two fields is parted, and nothing else is."""

from datetime import date

import pytest

from loaders.findings import CellProblem
from loaders.periods import Span, span
from tests.loaders.test_recognising import fields, recognised


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024.1-2025.12", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024年3月至2026年2月", date(2024, 3, 1), date(2026, 2, 28)),
        ("2023.05.01—2025.04.30", date(2023, 5, 1), date(2025, 4, 30)),
        ("2024-01-01-2025-12-31", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024年3月-12月", date(2024, 3, 1), date(2024, 12, 31)),
        ("2024年1月至长期", date(2024, 1, 1), None),
        ("2024-01-01", date(2024, 1, 1), None),
        ("2026-03-01 09:00至2026-03-05 17:00", date(2026, 3, 1), date(2026, 3, 5)),
        ("2024年-2026年", date(2024, 1, 1), date(2026, 12, 31)),
    ],
)
def test_first_and_last_day_are_read_from_one_cell(words: str, first: date, last: date | None) -> None:
    assert span(words) == Span(first, last)


@pytest.mark.parametrize("words", ["三年", "长期", "每年3月至5月", "2025年11月至3月", "1" * 2000 + "-" * 2000])
def test_what_tells_no_first_day_is_asked_about(words: str) -> None:
    with pytest.raises(CellProblem):
        span(words)


def test_columns_of_two_things_are_known_by_their_cells() -> None:
    rows = [["区司法局", "翠苑一区社区", "2024.1-2025.12"], ["区民政局", "华星社区", "2024.3-2026.2"]]
    assert fields(recognised(["结对单位", "结对社区", "结对期限"], *rows))["结对期限"] == "period"
    row = ["会议室", "样例区卫生局", "王小明/13800000001"]
    assert fields(recognised(["资源名称", "提供单位", "联系人/电话"], row, row))["联系人/电话"] == "contact"
