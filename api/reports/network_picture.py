"""The picture of an alliance, drawn on the server: the same data gives the same picture, as SVG and as PNG."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import networkx as nx
from PIL import Image, ImageDraw, ImageFont

from api.errors import ServiceError
from api.schemas import AllianceAnswer

WIDTH: Final = 960
HEIGHT: Final = 640
MARGIN: Final = 70
STEPS: Final = 80
MOST_NAMES: Final = 40
FEWER_NAMES: Final = 14
SYSTEM_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/Supplemental/NotoSansCJK.ttc",
)
PICTURE_WORDS: Final = "线是近来一起做过事的两家，越粗越多；红的退出后网络会断"
INK: Final = "#1f2329"
TIE: Final = "#8a919f"
NODE: Final = "#0958d9"
WEAK: Final = "#a8201a"
PAPER: Final = "#ffffff"
FAMILY: Final = "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


class NoFont(ServiceError):
    """No open font with Chinese characters was found; its fact is where was looked."""

    status, kind, title = 503, "no-font", "缺字体"


@dataclass(frozen=True)
class Spot:
    """A member: where it stands, how large, and whether the network hangs on it."""

    name: str
    x: float
    y: float
    radius: float
    weak: bool
    named: bool


@dataclass(frozen=True)
class Picture:
    """Spots by name, and lines between two of them with their width."""

    title: str
    spots: tuple[Spot, ...]
    lines: tuple[tuple[int, int, float], ...]


def picture_of(answer: AllianceAnswer) -> Picture:
    """Lay an alliance out: members that met near each other, those who met nobody in a row below."""
    cut = next((row.value or [] for row in answer.measures if row.key == "articulation_points"), [])
    ties = [(one.one, one.two, one.weight) for one in answer.ties]
    title = f"{answer.alliance.name} {answer.quarter}：{PICTURE_WORDS}"
    return drawn_from(title, {one.name: one.ties for one in answer.members}, ties, cut)


def drawn_from(
    title: str, degree: Mapping[str, int], ties: Sequence[tuple[str, str, float]], cut: Collection[str]
) -> Picture:
    """Lay any network out: how many ties each member has, who is tied with what weight, on whom it hangs."""
    names = sorted(degree)
    place = {name: at for at, name in enumerate(names)}
    where = _layout(names, [(one, two) for one, two, _ in ties])
    told = MOST_NAMES if len(names) <= MOST_NAMES else FEWER_NAMES
    busiest = {*sorted(names, key=lambda name: (-degree[name], name))[:told]}
    small = 1 if len(names) <= MOST_NAMES else 0.4
    spots = tuple(
        Spot(name, *where[name], round((6 + 2 * math.sqrt(degree[name])) * small, 1), name in cut, name in busiest)
        for name in names
    )
    lines = tuple((place[one], place[two], round(min(1 + weight / 4, 5) * small, 1)) for one, two, weight in ties)
    return Picture(title, spots, lines)


def _layout(names: Sequence[str], ties: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    graph: nx.Graph[str] = nx.Graph()
    tied = sorted({name for tie in ties for name in tie})
    graph.add_nodes_from(tied)
    graph.add_edges_from(sorted(ties))
    found = nx.spring_layout(graph, pos=nx.circular_layout(graph), iterations=STEPS, seed=0) if tied else {}
    alone = [name for name in names if name not in found]
    room = HEIGHT - 2 * MARGIN - (60 if alone else 0)
    spread = _fitted({name: (float(x), float(y)) for name, (x, y) in found.items()}, WIDTH - 2 * MARGIN, room)
    step = (WIDTH - 2 * MARGIN) / max(len(alone), 1)
    return spread | {
        name: (round(MARGIN + step * (at + 0.5), 1), HEIGHT - MARGIN + 10.0) for at, name in enumerate(alone)
    }


def _fitted(found: dict[str, tuple[float, float]], width: float, height: float) -> dict[str, tuple[float, float]]:
    """Fill the room; many members are spread evenly in the order of their places, or they would hide each other."""
    if not found:
        return {}
    scale = _ranked if len(found) > MOST_NAMES else _stretched
    across, down = (scale(axis) for axis in zip(*found.values(), strict=True))
    return {
        name: (round(MARGIN + x * width, 1), round(MARGIN + y * height, 1))
        for name, x, y in zip(found, across, down, strict=True)
    }


def _stretched(axis: Sequence[float]) -> list[float]:
    low, span = min(axis), max(max(axis) - min(axis), 1e-9)
    return [(one - low) / span for one in axis]


def _ranked(axis: Sequence[float]) -> list[float]:
    order = sorted(range(len(axis)), key=lambda at: (round(axis[at], 9), at))
    place = {at: rank for rank, at in enumerate(order)}
    return [place[at] / (len(axis) - 1) for at in range(len(axis))]


def svg_of(picture: Picture, hrefs: Mapping[str, str] | None = None) -> str:
    """Return the picture as SVG, with a title that says what it shows.

    Parameters
    ----------
    hrefs : mapping of str to str, optional
        The address of a member's own page, by name; without any the picture is one image that leads nowhere.
    """
    lines = "".join(
        f'<line x1="{picture.spots[a].x}" y1="{picture.spots[a].y}" x2="{picture.spots[b].x}" '
        f'y2="{picture.spots[b].y}" stroke-width="{width}"/>'
        for a, b, width in picture.lines
    )
    spots = "".join(_linked(one, (hrefs or {}).get(one.name, "")) for one in picture.spots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="{"group" if hrefs else "img"}" '
        f'aria-label="{_quoted(picture.title)}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<g stroke="{TIE}" stroke-opacity="0.6">{lines}</g>'
        f'<g font-family="{FAMILY}" font-size="12" text-anchor="middle" fill="{INK}">{spots}</g></svg>'
    )


def _linked(spot: Spot, href: str) -> str:
    drawn = _drawn(spot)
    return f'<a href="{_quoted(href)}" aria-label="{_quoted(spot.name)}">{drawn}</a>' if href else drawn


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _drawn(spot: Spot) -> str:
    circle = (
        f'<circle cx="{spot.x}" cy="{spot.y}" r="{spot.radius}" fill="{WEAK if spot.weak else NODE}">'
        f"<title>{escape(spot.name)}</title></circle>"
    )
    words = f'<text x="{spot.x}" y="{round(spot.y + spot.radius + 14, 1)}">{escape(spot.name)}</text>'
    return circle + words if spot.named else circle


def png_of(picture: Picture, scale: int = 2) -> bytes:
    """Return the picture as PNG.

    Raises
    ------
    NoFont
        No open font with Chinese characters is there.
    """
    image = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), PAPER)
    pen = ImageDraw.Draw(image)
    for a, b, width in picture.lines:
        one, two = picture.spots[a], picture.spots[b]
        ends = [(one.x * scale, one.y * scale), (two.x * scale, two.y * scale)]
        pen.line(ends, fill=TIE, width=max(1, round(width * scale)))
    for spot in picture.spots:
        _draw(pen, spot, scale)
    stream = BytesIO()
    image.save(stream, "PNG", optimize=False)
    return stream.getvalue()


def _draw(pen: Any, spot: Spot, scale: int) -> None:  # noqa: ANN401 the library's own pen
    x, y, radius = spot.x * scale, spot.y * scale, spot.radius * scale
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=WEAK if spot.weak else NODE)
    if spot.named:
        pen.text((x, y + radius + 3 * scale), spot.name, fill=INK, font=_font(12 * scale), anchor="ma")


@cache
def _font(size: int) -> Any:  # noqa: ANN401 the library's own font
    return ImageFont.truetype(font_file(), size)


def font_file() -> str:
    """Return where an open font with Chinese characters lies: the package's, so that every machine draws alike.

    Raises
    ------
    NoFont
        There is none.
    """
    tried = [_packaged(), *SYSTEM_FONTS]
    found = next((path for path in tried if path and Path(path).is_file()), None)
    if found is None:
        raise NoFont("找不到能画汉字的开放字体。请安装 pylopdf-fonts-zh-cn，或系统的 Noto Sans CJK。", tried=tried)
    return found


def _packaged() -> str:
    try:
        import pylopdf_fonts_zh_cn  # noqa: PLC0415 a system font serves where it is not installed
    except ImportError:
        return ""
    return str(Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSansSC-Regular.otf"))
