"""A table without a header is read by its cells where its name tells the kind, and never without saying so."""

from pathlib import Path

from loaders.files import Sheet
from loaders.headless import headless_layout
from tests.loaders.ledgers import an_xlsx, imported
from tests.loaders.test_annotating import NothingThere
from tests.loaders.test_recognising import fields, recognised

ROWS = [["王小明", "男", "13800000001", "翠苑一区社区", "理发"], ["李芳", "女", "13800000002", "华星社区", "急救"]]


def test_columns_without_a_header_are_known_by_their_cells_where_the_title_tells_the_kind() -> None:
    found = recognised(["社区志愿者名单"], *ROWS)
    assert found.kind is not None
    assert (found.kind.key, found.missing) == ("volunteers", ())
    assert list(fields(found).values()) == ["name", "gender", "phone", "lives_in", "skills"]
    assert found.layout is not None
    assert (found.layout.header_rows, found.layout.body) == ((), (1, 3))


def test_it_is_told_that_there_is_no_header_and_every_row_is_read(tmp_path: Path) -> None:
    (report,) = imported(NothingThere(), an_xlsx(tmp_path / "册.xlsx", 志愿者=ROWS), dry_run=True).sheets
    assert (report.rows, report.header_rows) == (2, ())
    assert "没有表头，各列按内容认的" in [one.reason for one in report.findings]


def test_words_alone_are_no_table_without_a_header() -> None:
    assert headless_layout(Sheet("说明.xlsx", "说明", [["一", "二", "三"], ["甲", "乙", "丙"]], [])) is None
