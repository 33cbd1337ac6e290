# ruff: noqa: E501 - rows of a ledger stand on one line
"""Import of a 100,000-row volunteer ledger, checks included, against a bare UNWIND of the same nodes and relationships.

Five passes, csv, bare, xlsx, bare, csv, each into an empty embedded server of the same heap that both writers have
warmed with a small ledger: laid out around one middle, so that none gains by its turn when a machine's speed drifts.
The bare writer is given what ours wrote, read back and laid out
beforehand: its time is the server's and the driver's alone. Ours reads and checks on one core while the server writes
on the other, so the clock tells only on a machine with both free; beside it stands the server's own processor time,
which a busy machine changes less.

Run: ``python -m tests.benchmarks.bench_import [rows]``.
"""

import csv
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from statistics import fmean
from time import perf_counter, process_time
from typing import Any, Final

import xlsxwriter

from graph_model.data_folder import DataFolder
from graph_model.driver import Graph
from graph_model.entities.terms import Level
from graph_model.entities.territory import Territory
from graph_model.migrations import migrate
from graph_model.nodes import batches
from graph_model.opening import open_embedded
from graph_model.sealing import open_sealer
from graph_model.taxonomy import load_taxonomy
from graph_model.territories import TERRITORIES
from loaders.pipeline import import_files
from loaders.report import ImportSummary
from tests.benchmarks.site import cpu_seconds

ROWS: Final = 100_000
WARMING: Final = 3_000
BATCH: Final = 5_000
TODAY: Final = date(2026, 11, 22)
MUST_REACH: Final = 0.8
HEADER: Final = (
    "序号", "志愿者编号", "姓名", "性别", "出生年月", "文化程度", "身份证号", "联系电话", "居住社区", "职业", "技能特长", "等级", "证书", "证书有效期",
    "可服务时间", "每周可服务时长", "服务范围", "备注",
)  # fmt: skip
SLOTS: Final = ("周六上午", "周六上午、周日全天", "工作日晚上", "周末", "周一至周五下午", "周三晚上；周六下午")
FAMILY_NAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN_NAMES: Final = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉建文斌"
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CLEAR_CYPHER: Final = "MATCH (n:Person) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone"
IDS_CYPHER: Final = "MATCH (n:Person) RETURN n.id AS id"
PERSONS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Person {id: id}) RETURN properties(n) AS props"
LINKS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (p:Person {id: id})-[r:LIVES_IN|HAS_SKILL]->(o) RETURN p.id AS start, o.id AS end, type(r) AS type, properties(r) AS props
"""
BARE_PERSONS_CYPHER: Final = """
    UNWIND $rows AS row CREATE (p:Person:Volunteer {id: row.id}) SET p += row
"""
BARE_HOMES_CYPHER: Final = """
    UNWIND $rows AS row MATCH (p:Person {id: row.start}) MATCH (t:Territory {id: row.end})
    CREATE (p)-[r:LIVES_IN]->(t) SET r += row.props
"""
BARE_SKILLS_CYPHER: Final = """
    UNWIND $rows AS row MATCH (p:Person {id: row.start}) MATCH (s:Skill {id: row.end})
    CREATE (p)-[r:HAS_SKILL]->(s) SET r += row.props
"""


def community(number: int) -> tuple[str, str]:
    """Code and name of an invented community."""
    return f"330106{number // 50 + 1:03d}{number % 50 + 1:03d}", f"样例{number:03d}社区"


def id_number(dice: random.Random, serial: int) -> str:
    """ID number of nobody: a valid check digit in an area code that was never given out."""
    body = f"999999{dice.randint(1950, 2006)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}{serial % 1000:03d}"
    return body + "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def ledger_rows(count: int, seed: int = 1) -> Iterator[list[object]]:
    """Rows of a volunteer ledger, a few of them with the mistakes people make."""
    dice = random.Random(seed)
    skills = [skill.label for skill in load_taxonomy().skills.values()]
    for serial in range(count):
        name = dice.choice(FAMILY_NAMES) + dice.choice(GIVEN_NAMES) + dice.choice(("", dice.choice(GIVEN_NAMES)))
        number = id_number(dice, serial)
        held = dice.sample(skills, dice.choice((1, 1, 2)))
        wrong = serial % 500 == 499
        yield [
            serial + 1, f"ZY{serial:06d}", name, "男" if int(number[16]) % 2 else "女", f"{number[6:10]}年{int(number[10:12])}月",
            dice.choice(("大学本科", "大专", "高中")), number if not wrong else number[:-1], f"199{serial:08d}", community(dice.randrange(500))[1],
            dice.choice(("教师", "医生", "退休", "会计")), "、".join(held), dice.choice(("初级", "中级", "高级")), "", "",
            dice.choice(SLOTS), dice.randint(1, 8), dice.choice(("本社区", "本街道", "全区")), "样例",
        ]  # fmt: skip


def write_csv(path: Path, count: int) -> Path:
    """Write the ledger as text."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(ledger_rows(count))
    return path


def write_xlsx(path: Path, count: int) -> Path:
    """Write the ledger as a workbook with a title row."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("志愿者")
        sheet.write_row(0, 0, ["志愿者登记表"])
        sheet.write_row(1, 0, HEADER)
        for row, cells in enumerate(ledger_rows(count), 2):
            sheet.write_row(row, 0, cells)
    return path


@dataclass(frozen=True)
class Bare:
    """What the pipeline wrote, as rows for the driver."""

    persons: list[dict[str, Any]]
    homes: list[dict[str, Any]]
    skills: list[dict[str, Any]]

    def write(self, graph: Graph) -> None:
        """Write all, 5,000 rows a transaction, persons with their own relationships."""
        for persons, homes, skills in self.laid_out:

            def work(tx: Any, persons: Any = persons, homes: Any = homes, skills: Any = skills) -> None:
                tx.run(BARE_PERSONS_CYPHER, rows=persons).consume()
                tx.run(BARE_HOMES_CYPHER, rows=homes).consume()
                tx.run(BARE_SKILLS_CYPHER, rows=skills).consume()

            graph.write(work)

    @cached_property
    def laid_out(self) -> list[tuple[list[dict[str, Any]], ...]]:
        """Rows of each transaction."""
        of_person: dict[str, list[dict[str, Any]]] = {}
        for row in self.skills:
            of_person.setdefault(row["start"], []).append(row)
        home = {row["start"]: row for row in self.homes}
        return [
            (
                part,
                [home[p["id"]] for p in part if p["id"] in home],
                [row for p in part for row in of_person.get(p["id"], [])],
            )
            for part in (self.persons[begin : begin + BATCH] for begin in range(0, len(self.persons), BATCH))
        ]


def written(graph: Graph) -> Bare:
    """Read back what an import wrote."""
    pages = list(batches([row["id"] for row in graph.rows(IDS_CYPHER)], 2_000))
    persons = [row["props"] for page in pages for row in graph.rows(PERSONS_CYPHER, ids=page)]
    links = [row for page in pages for row in graph.rows(LINKS_CYPHER, ids=page)]
    return Bare(
        persons,
        [row for row in links if row["type"] == "LIVES_IN"],
        [row for row in links if row["type"] == "HAS_SKILL"],
    )


@dataclass(frozen=True)
class Cost:
    """What writing a whole ledger took: seconds on the clock, and of the processor in the server and here."""

    seconds: float
    server: float
    own: float

    def told(self, rows: int) -> str:
        """Give it as the report shows it."""
        speed = f"{rows / self.seconds:,.0f} rows/s"
        return f"{speed} ({self.seconds:.1f} s; CPU of the server {self.server:.1f} s, of the writer {self.own:.1f} s)"


def mean_of(measure: str, *costs: Cost) -> float:
    """Mean of one measure of several passes."""
    return fmean(getattr(cost, measure) for cost in costs)


def measured(data: Path, work: Callable[[], object]) -> Cost:
    """Do some work and tell what it took."""
    server = DataFolder(data).find_address()
    assert server is not None
    before = (perf_counter(), cpu_seconds(server.pid), process_time())
    work()
    after = (perf_counter(), cpu_seconds(server.pid), process_time())
    return Cost(*(end - begin for begin, end in zip(before, after, strict=True)))


@contextmanager
def fresh(folder: Path) -> Iterator[Graph]:
    """Open an empty embedded server with the schema, the taxonomy and 500 communities."""
    with open_embedded(folder) as graph:
        migrate(graph)
        codes = [community(number) for number in range(500)]
        places = (Territory(id=code, name=name, level=Level.COMMUNITY, code=code) for code, name in codes)
        TERRITORIES.save(graph, *places)
        yield graph


def load(graph: Graph, data: Path, path: Path) -> ImportSummary:
    """Import a ledger."""
    return import_files(graph, [path], sealer=open_sealer(data), user="bench", today=TODAY)


def warm(graph: Graph, data: Path, path: Path) -> None:
    """Have both writers write a small ledger, so that the server has compiled the paths of both, and remove it."""
    load(graph, data, path)
    rows = written(graph)
    clear(graph)
    rows.write(graph)
    clear(graph)


def clear(graph: Graph) -> None:
    """Remove every person."""
    while graph.write(lambda tx: tx.run(CLEAR_CYPHER).single(strict=True)["gone"]):
        pass


class Bench:
    """Passes of both writers over one ledger of ``count`` rows."""

    def __init__(self, home: Path, count: int) -> None:
        self._home = home
        self._count = count
        self._small = write_csv(home / "热身.csv", min(count, WARMING))

    def ours(self, name: str, path: Path) -> Cost:
        """Import a ledger into an empty server."""
        return self._passed(name, lambda graph, data: partial(load, graph, data, path))

    def first(self, name: str, path: Path) -> tuple[Cost, Bare]:
        """Import a ledger into an empty server, then once more; give the cost of the first and what it wrote."""
        data = self._home / name
        with self._warmed(data) as graph:
            cost = measured(data, partial(load, graph, data, path))
            self._say(name, cost)
            self._say(f"{name}, once more", measured(data, partial(load, graph, data, path)))
            return cost, written(graph)

    def bare(self, name: str, rows: Bare) -> Cost:
        """Write rows into an empty server."""
        return self._passed(name, lambda graph, _: partial(rows.write, graph))

    def _passed(self, name: str, work: Callable[[Graph, Path], Callable[[], object]]) -> Cost:
        data = self._home / name
        with self._warmed(data) as graph:
            cost = measured(data, work(graph, data))
            self._say(name, cost)
            return cost

    @contextmanager
    def _warmed(self, data: Path) -> Iterator[Graph]:
        with fresh(data) as graph:
            warm(graph, data, self._small)
            yield graph

    def _say(self, name: str, cost: Cost) -> None:
        print(f"{name}: {cost.told(self._count)}", flush=True)  # noqa: T201 - a benchmark speaks to whoever ran it


def main() -> int:
    """Print rows per second of the pipeline and of the bare driver, and the ratio; 1 when it is below the mark."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        text, book = write_csv(home / "志愿者.csv", count), write_xlsx(home / "志愿者.xlsx", count)
        bench = Bench(home, count)
        early, rows = bench.first("csv", text)
        rows.laid_out  # noqa: B018 - laid out before the clock starts
        before = bench.bare("bare", rows)
        xlsx = bench.ours("xlsx", book)
        after = bench.bare("bare, second", rows)
        late = bench.ours("csv, second", text)
    ratios = [mean_of("seconds", before, after) / mean_of("seconds", *one) for one in ((early, late), (xlsx,))]
    server = [mean_of("server", before, after) / mean_of("server", *one) for one in ((early, late), (xlsx,))]
    print(  # noqa: T201 - a benchmark speaks to whoever ran it
        f"{len(rows.persons):,} persons, {len(rows.homes) + len(rows.skills):,} relationships | "
        f"speed against bare: csv {ratios[0]:.2f}, xlsx {ratios[1]:.2f} | "
        f"by the server's processor time: csv {server[0]:.2f}, xlsx {server[1]:.2f}"
    )
    return 0 if min(ratios) >= MUST_REACH else 1


if __name__ == "__main__":
    raise SystemExit(main())
