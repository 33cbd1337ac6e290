"""How well sentences are understood and resources are found for them, beside character TF-IDF, and where it errs.

Paraphrases: sixty everyday sentences written before the engine (`tests/matching/paraphrases.csv`, which it was then
tuned on), others written after it (`paraphrases_unseen.csv`, which nothing was changed for), and 142 written before
everyday words and sentences were added, of which one half served to find what was lacking
(`paraphrases_development.csv`) and the other was only measured when all was done (`paraphrases_blind.csv`); each is to
find its own resource first in a pool of a hundred or so. Everyday sentences written before words were added
(`everyday_held_out.csv`) and after it (`everyday_after.csv`, which nothing was changed for). Pairs: a file of real
demands and supplies, if one is named.

Run: `python -m tests.benchmarks.bench_understanding [PAIRS.csv]`.
"""

# ruff: noqa: T201 - a benchmark prints

import csv
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from sklearn.feature_extraction.text import TfidfVectorizer

from graph_model.taxonomy import load_taxonomy
from matching.text.encoder import installed_encoder
from matching.text.ranking import Ranker
from matching.text.sheets import Entry
from matching.text.understanding import understood

FOLDER = Path(__file__).parents[1] / "matching"
LEAST_TUNED, LEAST_UNSEEN, LEAST_PAIRS = 0.80, 0.60, 0.75
PARAPHRASES = {
    "paraphrases.csv": LEAST_TUNED,
    "paraphrases_development.csv": LEAST_UNSEEN,
    "paraphrases_blind.csv": LEAST_UNSEEN,
    "paraphrases_unseen.csv": LEAST_UNSEEN,
}
EVERYDAY = ("everyday_held_out.csv", "everyday_after.csv")
NOT_A_KIND_OF_WORK = "人岗"
Table = list[dict[str, str]]
Order = Callable[[Sequence[Entry], Sequence[Entry]], dict[str, list[str]]]


class Stated(TypedDict, total=False):
    """Columns of a loose sheet beside the title."""

    kind: str
    category: str


Columns = Callable[[dict[str, str]], Stated]


class Found(NamedTuple):
    """How many of how many were found, and what was found in the place of the others."""

    right: int
    of: int
    misses: list[str]

    @property
    def share(self) -> float:
        return self.right / self.of

    def __str__(self) -> str:
        return f"{self.right}/{self.of} {self.share:.3f}"


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_product(needs: Sequence[Entry], offers: Sequence[Entry]) -> dict[str, list[str]]:
    return _by_ranker(needs, offers, with_encoder=True)


def by_words_alone(needs: Sequence[Entry], offers: Sequence[Entry]) -> dict[str, list[str]]:
    return _by_ranker(needs, offers, with_encoder=False)


def _by_ranker(needs: Sequence[Entry], offers: Sequence[Entry], *, with_encoder: bool) -> dict[str, list[str]]:
    ranker = Ranker(offers, installed_encoder() if with_encoder else None)
    return {need.id: [one.entry.id for one in found] for need, found in ranker.rank(needs, len(offers))}


def by_tfidf(needs: Sequence[Entry], offers: Sequence[Entry]) -> dict[str, list[str]]:
    asked, offered = [one.text for one in needs], [f"{one.text} {one.unit}" for one in offers]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True).fit(asked + offered)
    scores = (vectors.transform(asked) @ vectors.transform(offered).T).toarray()
    best = [sorted(range(len(offers)), key=lambda n: (-row[n], n)) for row in scores]
    return {need.id: [offers[n].id for n in order] for need, order in zip(needs, best, strict=True)}


ORDERS: dict[str, Order] = {"gongjian": by_product, "gongjian without encoder": by_words_alone, "tfidf": by_tfidf}


def nothing(_: dict[str, str]) -> Stated:
    return {}


def its_kind(row: dict[str, str]) -> Stated:
    """State the kind as sheets do, coarsely: the label of the broadest category above a row's own."""
    taxonomy = load_taxonomy()
    return {"kind": taxonomy.top_of(taxonomy.category_ids[row["category"]]).label}


def its_category(row: dict[str, str]) -> Stated:
    return {"category": row["category"]}


def paraphrases(name: str, order: Order, needed: Columns = nothing, offered: Columns = nothing) -> Found:
    rows, others = table(FOLDER / name), table(FOLDER / "paraphrases_pool.csv")
    titles = [row["title"] for row in (*rows, *others)]
    stated = [*map(offered, rows), *map(nothing, others)]
    offers = [Entry(f"{n:03}", title, **more) for n, (title, more) in enumerate(zip(titles, stated, strict=True))]
    needs = [Entry(f"{n:03}", row["sentence"], **needed(row)) for n, row in enumerate(rows)]
    ranked = order(needs, offers)
    missed = [(need, titles[int(ranked[need.id][0])]) for need in needs if ranked[need.id][0] != need.id]
    return Found(len(needs) - len(missed), len(needs), [f"{need.text} => {title}" for need, title in missed])


def categories(name: str) -> Found:
    rows, encoder = table(FOLDER / name), installed_encoder()
    told = [(row, [one.label for one in understood(row["sentence"], encoder)[:1]]) for row in rows]
    missed = [f"{row['sentence']} ({row['category']}) => {label}" for row, label in told if label != [row["category"]]]
    return Found(len(rows) - len(missed), len(rows), missed)


COLUMNS: dict[str, tuple[Columns, Columns]] = {
    "the needs' kind stated": (its_kind, nothing),
    "the kind of both stated": (its_kind, its_kind),
    "the needs' category stated": (its_category, nothing),
}


def pairs(path: Path, order: Order, depth: int) -> Found:
    rows = [row for row in table(path) if row["fit"] != "goods"]
    offers = [Entry(f"{n:04}", row["supply"], unit=row["supply_unit"]) for n, row in enumerate(rows)]
    needs = [Entry(f"{n:04}", row["demand"]) for n, row in enumerate(rows)]
    ranked, sizes = order(needs, offers), Counter(row["category"] for row in rows)
    judged = [n for n, row in enumerate(rows) if sizes[row["category"]] > 1 and row["category"] != NOT_A_KIND_OF_WORK]
    misses = []
    for n in judged:
        best = [int(id_) for id_ in ranked[needs[n].id] if int(id_) != n][:depth]
        if all(rows[one]["category"] != rows[n]["category"] for one in best):
            misses.append(
                f"{rows[n]['category']} {rows[n]['demand']} => {rows[best[0]]['category']} {rows[best[0]]['supply']}"
            )
    return Found(len(judged) - len(misses), len(judged), misses)


def main() -> int:
    enough = True
    for name, least in PARAPHRASES.items():
        found = {title: paraphrases(name, order) for title, order in ORDERS.items()}
        _tell(f"{name} top-1", found)
        _tell(f"{name} category", {"gongjian": categories(name)})
        for columns, (needed, offered) in COLUMNS.items():
            print(f"{name} top-1, {columns}: {paraphrases(name, by_product, needed, offered)}")
        enough &= found["gongjian"].share >= least
    for name in EVERYDAY:
        _tell(f"{name} category", {"gongjian": categories(name)})
    for path in map(Path, sys.argv[1:]):
        for depth in (3, 1):
            found = {title: pairs(path, order, depth) for title, order in ORDERS.items()}
            _tell(f"{path.name} category@{depth}", found)
        enough &= found["gongjian"].share >= LEAST_PAIRS
    return 0 if enough else 1


def _tell(what: str, found: dict[str, Found]) -> None:
    print(what, "; ".join(f"{title} {one}" for title, one in found.items()))
    for miss in found["gongjian"].misses:
        print("   missed:", miss)


if __name__ == "__main__":
    sys.exit(main())
