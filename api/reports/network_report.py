"""A report on any network file as HTML, docx or xlsx: the same sections as of an alliance, without deeds or a past."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from api.answers.alliance import chance_reasons, chance_rows, drill_row, measure_rows, proposal_row
from api.reports.alliance_content import (
    by_member_table,
    chance_section,
    drill_section,
    losses_sheet,
    measures_section,
    proposals_section,
    unlike_chance,
)
from api.reports.content import Content, Section, Table, with_numbers
from graph_model.network.leaning import leaning_sentence
from graph_model.network.network import Network
from graph_model.network.study import Study

if TYPE_CHECKING:
    from api.reports.network_picture import Picture

NO_DAY: Final = date(2000, 1, 1)
"""The day files bear: a network file tells of none, and equal files give equal bytes."""
MOST_DRAWN: Final = 2_000


def content_of_study(name: str, found: Study, notes: Sequence[str] = ()) -> Content:
    """Return what the report on a network says; equal networks say the same."""
    network, measures = found.network, measure_rows(found.measured)
    direction = "有向" if network.directed else "无向"
    counts = f"{len(network):,} 个成员，{network.ties:,} 条联系，{direction}"
    drill = None if found.drill is None else drill_row(found.drill)
    proposals = None if found.proposals is None else [proposal_row(one) for one in found.proposals]
    told = [f"网络有 {counts}。", _leaning(found), *_unlike(found), *[f"{one}。" for one in _notes(found, notes)]]
    return Content(
        f"{name}：网络报告",
        counts,
        NO_DAY,
        (
            Section("结论", with_numbers(told)),
            proposals_section(proposals, found.reasons),
            drill_section(drill, found.reasons),
            chance_section(chance_rows(found.chance), found.chance.samples, chance_reasons(found.chance)),
            measures_section(measures),
        ),
        (
            ("逐家的数", by_member_table(measures)),
            *losses_sheet(drill),
            ("有联系的", _ties_table(network)),
        ),
    )


def _leaning(found: Study) -> str:
    size = len(found.network)
    if "leaning" in found.reasons:
        return f"{size} 个成员，谈不上挂在哪一家身上：{found.reasons['leaning']}。"
    return leaning_sentence(found.leaning, size)


def _unlike(found: Study) -> list[str]:
    return unlike_chance(chance_rows(found.chance), found.chance.samples)


def _notes(found: Study, notes: Sequence[str]) -> list[str]:
    large = len(found.network) > MOST_DRAWN
    drawn = [f"成员超过 {MOST_DRAWN:,} 个，没有画图"] if large else []
    return [*notes, *drawn, *found.measured.notes.values(), *(found.drill.reasons.values() if found.drill else ())]


def _ties_of(network: Network) -> list[tuple[str, str, float]]:
    ends = zip(network.out.owner.tolist(), network.out.neighbour.tolist(), network.out.weight.tolist(), strict=True)
    return [(network.ids[one], network.ids[two], weight) for one, two, weight in ends if network.directed or one < two]


def _ties_table(network: Network) -> Table:
    head = ("从", "到", "权重") if network.directed else ("一家", "另一家", "权重")
    return Table(head, tuple((one, two, f"{weight:g}") for one, two, weight in _ties_of(network)))


def _html(content: Content, found: Study) -> bytes:
    from api.reports.alliance_html import html_of  # noqa: PLC0415 what draws is loaded when first drawn
    from api.reports.network_picture import svg_of  # noqa: PLC0415 as above

    return html_of(content, svg_of(_picture(content, found)) if _drawable(found) else "").encode()


def _docx(content: Content, found: Study) -> bytes:
    from api.reports.alliance_docx import docx_of  # noqa: PLC0415 what draws is loaded when first drawn

    return docx_of(content, _png(content, found))


def _xlsx(content: Content, found: Study) -> bytes:
    from api.reports.alliance_xlsx import xlsx_of  # noqa: PLC0415 what writes is loaded when first wanted

    return xlsx_of(content, _png(content, found))


def _png(content: Content, found: Study) -> bytes:
    from api.reports.network_picture import png_of  # noqa: PLC0415 as above

    return png_of(_picture(content, found)) if _drawable(found) else b""


def _drawable(found: Study) -> bool:
    return 0 < len(found.network) <= MOST_DRAWN


def _picture(content: Content, found: Study) -> "Picture":
    from api.reports.network_picture import drawn_from  # noqa: PLC0415 as above

    network = found.network
    degree = dict(zip(network.ids, network.both.degree.tolist(), strict=True))
    cut = found.measured.values["articulation_points"] or []
    return drawn_from(content.title, degree, _ties_of(network), cut)


WRITERS: Final[Mapping[str, Callable[[Content, Study], bytes]]] = {"html": _html, "docx": _docx, "xlsx": _xlsx}
