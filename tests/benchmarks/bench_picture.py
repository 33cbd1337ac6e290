"""协作图谱 of 2,000 units and 10,000 ties: frames a second in Chromium without a graphics card, and where units stand.

Beside it, in the same run: the same lines drawn anew in every frame, and networkx's own layouts of the same network.

Run: `python -m tests.benchmarks.bench_picture`.
"""

import shutil
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import numpy as np
from playwright.sync_api import CDPSession, Page, sync_playwright

from api.answers.picture import picture_answer, stage_asked
from api.answers.strength import analyst_of, subjects_by_id
from api.app import create_app
from api.asking import Asking
from api.questions import PictureQuestion
from api.settings import Settings
from graph_model import migrations
from graph_model.activities import ACTIVITIES, ACTIVITY_TERRITORIES, ORGANISATION_PARTICIPATIONS
from graph_model.driver import Graph
from graph_model.entities import Activity, Organisation, PartyOrganisation, Territory
from graph_model.entities.terms import Level, OrganisationKind, PartyForm
from graph_model.network.laying_out import laid_out
from graph_model.opening import open_embedded
from graph_model.organisations import LOCATIONS, ORGANISATIONS, PAIRINGS
from graph_model.party_organisations import COVERED_TERRITORIES, PARTY_ORGANISATIONS
from graph_model.strength.stage import ever_tied, stage_of
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie
from tests.api.conftest import running
from tests.pages.conftest import BROWSERS, SWITCHES

TODAY = date(2026, 11, 22)
ROOT = "330106000000"
STREETS, COMMUNITIES, UNITS, MEETINGS = 12, 220, 1_780, 3_850
AT_HOME = 0.6
FRAMES = 180
LEAST_FPS = 50.0
MOST_SECONDS = 5.0
PATIENCE_MS = 120_000
SIZE = {"width": 1366, "height": 900}
TIMING = """
([step, frames]) => new Promise((done) => {
  const act = eval(step), times = [];
  const go = (now) => {
    times.push(now);
    if (times.length > frames) { done(times.slice(1).map((at, row) => at - times[row])); return; }
    act(times.length);
    requestAnimationFrame(go);
  };
  requestAnimationFrame(go);
})
"""
POINTING = """
const stage = document.querySelector("[data-picture]"), edge = stage.getBoundingClientRect();
const x = edge.left + edge.width / 2, y = edge.top + edge.height / 2;
const send = (kind, dx, dy) => stage.dispatchEvent(new PointerEvent(kind, { pointerId: 1, bubbles: true,
  clientX: x + dx, clientY: y + dy }));
stage.setPointerCapture = () => {};
"""
PANNING = "(() => { %s send('pointerdown', 0, 0); return (n) => send('pointermove', %s); })()" % (  # noqa: UP031 as above
    POINTING,
    "320 * Math.sin(n / 28), 190 * Math.sin(n / 19)",
)
ZOOMING = "(() => { %s stage.focus(); return (n) => stage.dispatchEvent(new WheelEvent('wheel', { %s })); })()" % (  # noqa: UP031
    POINTING,
    "clientX: x + 90, clientY: y + 40, deltaY: n % 90 < 45 ? -14 : 14, bubbles: true, cancelable: true",
)
PLAIN = """
(told, wide) => { const at = told.quarters.length - 1, own = told.ties.layers[at];
  const canvas = document.querySelector("[data-picture] canvas").cloneNode();
  document.querySelector("[data-picture]").append(canvas);
  const pen = canvas.getContext("2d"), rows = [...own.keys()].filter((row) => own[row] & 31);
  return (n) => { const k = 0.03 + 0.0001 * n, u = told.units;
    pen.clearRect(0, 0, canvas.width, canvas.height); pen.lineWidth = wide; pen.strokeStyle = "rgba(90,110,150,.35)";
    pen.beginPath();
    for (const row of rows) { const a = u[told.ties.one[row]], b = u[told.ties.two[row]];
      pen.moveTo(a.x * k + 550, a.y * k + 300); pen.lineTo(b.x * k + 550, b.y * k + 300); }
    pen.stroke(); pen.beginPath();
    for (const unit of u) { const x = unit.x * k + 550, y = unit.y * k + 300;
      pen.moveTo(x + 4, y); pen.arc(x, y, 4, 0, 7); }
    pen.fill(); }; }
"""


def build(graph: Graph) -> None:
    """Save a district in which most meet near home: every unit is paired, some are busier than others."""
    migrations.migrate(graph)
    rng = np.random.default_rng(11)
    streets = [f"330106{number:03d}000" for number in range(1, STREETS + 1)]
    communities = [f"{streets[at % STREETS][:9]}{at + 1:03d}" for at in range(COMMUNITIES)]
    levels = [(ROOT, Level.DISTRICT), *((id_, Level.SUBDISTRICT) for id_ in streets)]
    levels += [(id_, Level.COMMUNITY) for id_ in communities]
    TERRITORIES.save(graph, *(Territory(id=id_, name=f"地方{id_[6:]}", level=level) for id_, level in levels))
    PARTS.open(graph, *(Tie(id_, ROOT) for id_ in streets), *(Tie(id_, f"{id_[:9]}000") for id_ in communities))
    committees = [f"party-{id_}" for id_ in communities]
    PARTY_ORGANISATIONS.save(
        graph,
        *(PartyOrganisation(id=id_, name=f"大党委{id_[6:]}", form=PartyForm.JOINT_COMMITTEE) for id_ in committees),
    )
    COVERED_TERRITORIES.open(graph, *(Tie(f"party-{id_}", id_) for id_ in communities))
    units = [f"org-{number:04d}" for number in range(UNITS)]
    ORGANISATIONS.save(
        graph, *(Organisation(id=id_, name=f"单位{id_[4:]}", kind=OrganisationKind.ENTERPRISE) for id_ in units)
    )
    homes = rng.integers(0, COMMUNITIES, UNITS)
    LOCATIONS.open(graph, *(Tie(id_, communities[home]) for id_, home in zip(units, homes, strict=True)))
    paired = np.where(rng.random(UNITS) < AT_HOME, homes, rng.integers(0, COMMUNITIES, UNITS))
    PAIRINGS.open(
        graph, *(Tie(id_, communities[at], since=date(2024, 5, 1)) for id_, at in zip(units, paired, strict=True))
    )
    _meet(graph, rng, units, communities, homes)


def _meet(graph: Graph, rng: Any, units: list[str], communities: list[str], homes: Any) -> None:
    """Let two units at a time meet in a community of the last two years; one day in two in the street of the first."""
    first = np.minimum(rng.integers(0, UNITS, 2 * MEETINGS), rng.integers(0, UNITS, 2 * MEETINGS))
    by_street = {street: np.flatnonzero(homes % STREETS == street) for street in range(STREETS)}
    ACTIVITIES.save(
        graph,
        *(
            Activity(id=f"activity-{at}", title=f"活动{at}", on=TODAY - timedelta(days=at % 720))
            for at in range(2 * MEETINGS)
        ),
    )
    placed, took = [], []
    for at, one in enumerate(first.tolist()):
        near = rng.random() < AT_HOME
        two = int(rng.choice(by_street[int(homes[one]) % STREETS])) if near else int(rng.integers(0, UNITS))
        placed.append(Tie(f"activity-{at}", communities[homes[two]]))
        took += [Tie(units[unit], f"activity-{at}") for unit in sorted({one, two})]
    ACTIVITY_TERRITORIES.open(graph, *placed)
    ORGANISATION_PARTICIPATIONS.open(graph, *took)


def timed(name: str, work: Callable[[], Any]) -> float:
    """Print and give the seconds of a work."""
    start = time.perf_counter()
    work()
    took = time.perf_counter() - start
    print(f"  {name}: {took:.2f} s")  # noqa: T201
    return took


def positions(asked: Asking) -> float:
    """Print where units stand: ours, and networkx's layouts of the same network."""
    facts, whole = analyst_of(asked).record.facts, subjects_by_id(asked)[ROOT]
    ours = timed("where everybody stands, from the facts of the graph", lambda: stage_of(facts, whole, TODAY))
    network, stage = ever_tied(facts, whole, TODAY), stage_asked(asked)
    homes = [stage.homes[id_] for id_ in network.ids]
    timed("of it the layout alone, 160 steps", lambda: laid_out(network, homes, stage.discs, frozenset()))
    one, two = network.pairs()
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(zip(one.tolist(), two.tolist(), strict=True))
    print(f"  peers on the same {len(network):,} units and {graph.number_of_edges():,} ties")  # noqa: T201
    timed("networkx spring_layout, 50 steps", lambda: nx.spring_layout(graph, seed=0, iterations=50))
    timed("networkx forceatlas2_layout, 100 steps", lambda: nx.forceatlas2_layout(graph, seed=0, max_iter=100))
    return ours


def frames(page: Page, name: str, script: str) -> float:
    """Print and give the frames a second while something moves in every one."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy(devtools)
    gaps = np.array(page.evaluate(TIMING, [script, FRAMES]))
    busy, fps = (_busy(devtools) - before) / len(gaps), 1000 / gaps.mean()
    spread = f"median {np.median(gaps):.1f} ms, 95 % within {np.percentile(gaps, 95):.1f} ms"
    print(f"  {name}: {fps:.1f} frames a second; {spread}; the page's own thread busy {busy:.1f} ms a frame")  # noqa: T201
    return float(fps)


def _busy(devtools: CDPSession) -> float:
    """Read the milliseconds of processor time the page's own thread has used."""
    found = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"]) * 1000


def in_chromium(address: str, token: str) -> dict[str, float]:
    """Open the page and move it about."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*SWITCHES])
        page = browser.new_page(viewport=SIZE, bypass_csp=True)  # the measuring script is not of the house
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}/sign-in?token={token}")
        start = time.perf_counter()
        page.goto(f"{address}/picture")
        page.wait_for_selector("[data-picture][data-ready]")
        print(f"  the page, drawn: {time.perf_counter() - start:.2f} s; {page.inner_text('[data-said]')}")  # noqa: T201
        found_fps = {"panning": frames(page, "panning", PANNING), "zooming": frames(page, "zooming", ZOOMING)}
        for wide in (1, 1.5):
            plain = f"({PLAIN})(window.told, {wide})"
            page.evaluate("fetch('/api/v1/picture').then((got) => got.json()).then((told) => { window.told = told; })")
            frames(page, f"peer: the same, every line drawn anew in every frame, {wide} dots wide", plain)
        browser.close()
        return found_fps


def test_the_picture_moves_smoothly(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path / "site")
    with open_embedded(settings.graph_folder) as graph:
        build(graph)
        app = create_app(settings, graph, today=lambda: TODAY)
        asked = app.state.parts.asking("管理员")
        print()  # noqa: T201
        timed("the facts of strength, read", lambda: analyst_of(asked))
        stage_asked(asked)
        took = positions(asked)
        timed("the whole answer, eight quarters", lambda: picture_answer(asked, PictureQuestion()))
        answer = picture_answer(asked, PictureQuestion())
        told = len(answer.model_dump_json()) / 1e6
        ties = sum(1 for one in answer.ties.weights[-1] if one)
        print(f"  {len(answer.units):,} units, {ties:,} ties now, {told:.1f} MB of JSON")  # noqa: T201
        with running(app, settings) as address:
            fps = in_chromium(address, app.state.parts.doorkeeper.new_sign_in_token())
    assert took <= MOST_SECONDS
    assert min(fps.values()) >= LEAST_FPS


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        test_the_picture_moves_smoothly(Path(folder))
