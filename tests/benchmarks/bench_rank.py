"""1,000 needs ranked against 20,000 resources from two sheets, cold and with vectors kept, beside character TF-IDF.

Every text is different: the taxonomy's own sentences put together by chance with places and qualifiers. Cold is a new
process with an empty cache folder, as staff start it: imports, the encoder's weights, reading both sheets, ranking, the
ten best with reasons written as JSON. Beside it, new needs against offers read before, as a running service would. The
peer ranks the same texts by TF-IDF alone, without reasons.

Run: `python -m tests.benchmarks.bench_rank`.
"""

# ruff: noqa: T201 - a benchmark prints

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from api.loose_sheets import read_entries
from graph_model.taxonomy import load_functions, load_sentences
from matching.text.encoder import installed_encoder
from matching.text.ranking import Ranker

NEEDS, RESOURCES, TOP = 1_000, 20_000, 10
COLD_SECONDS, KEPT_SECONDS = 5.0, 1.0
PLACES = ("翠苑", "文新", "蒋村", "北山", "西溪", "古荡", "灵隐", "留下", "三墩", "转塘")
WAYS = ("每周六上午", "长期", "预约", "每月一次", "节假日", "夜间", "上门", "免费", "定点", "轮流")
WHO = (
    "社区居民反映",
    "三号楼的阿姨说",
    "几户人家都说",
    "网格员记下",
    "租客来电",
    "老党员提到",
    "热线转来",
    "家长群里说",
)


def sheets(folder: Path) -> tuple[Path, Path]:
    chance, sentences = random.Random(7), [sentence for _, sentence in load_sentences()]
    names = [name for kind in load_functions() for name in kind.names]
    needs = {f"{chance.choice(WHO)}{chance.choice(sentences)}" for _ in range(2 * NEEDS)}
    offers = {
        (
            f"{chance.choice(WAYS)}{chance.choice(sentences)}{chance.randrange(1000)}号",
            f"{chance.choice(PLACES)}{chance.choice(names)}",
        )
        for _ in range(2 * RESOURCES)
    }
    demand, supply = folder / "demand.csv", folder / "supply.csv"
    _write(demand, ("id", "title"), [(f"D{n}", text) for n, text in enumerate(sorted(needs)[:NEEDS])])
    _write(supply, ("id", "title", "unit"), [(f"S{n}", *row) for n, row in enumerate(sorted(offers)[:RESOURCES])])
    return supply, demand


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def seconds_of_command(supply: Path, demand: Path, cache: Path) -> tuple[float, bytes]:
    call = [sys.executable, "-m", "api.cli", "rank", str(supply), str(demand), "--top", str(TOP), "--json"]
    start = time.perf_counter()
    done = subprocess.run(call, check=True, capture_output=True, env=os.environ | {"XDG_CACHE_HOME": str(cache)})
    return time.perf_counter() - start, done.stdout


def seconds_of_new_needs(supply: Path, demand: Path) -> float:
    """Rank needs against offers read before, with the vectors of the needs kept: what a running service does."""
    (offers, _), (needs, _), kept = read_entries(supply), read_entries(demand), dict[str, NDArray[np.float32]]()
    ranker = Ranker(offers, installed_encoder(), kept)
    ranker.rank(needs, TOP)
    start = time.perf_counter()
    ranker.rank(needs, TOP)
    return time.perf_counter() - start


def seconds_of_tfidf(supply: Path, demand: Path) -> tuple[float, float]:
    """Measure the peer as one thing, and its ranking alone once its offers are read."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sklearn.feature_extraction.text"], check=True)
    offers = [f"{row['title']} {row['unit']}" for row in csv.DictReader(supply.open(encoding="utf-8"))]
    needs = [row["title"] for row in csv.DictReader(demand.open(encoding="utf-8"))]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    weighed = vectors.fit_transform(offers).T
    read = time.perf_counter()
    np.argpartition(-(vectors.transform(needs) @ weighed).toarray(), TOP, axis=1)
    return time.perf_counter() - start, time.perf_counter() - read


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        supply, demand = sheets(Path(folder))
        cold, first = seconds_of_command(supply, demand, Path(folder) / "cache")
        kept, second = seconds_of_command(supply, demand, Path(folder) / "cache")
        new = seconds_of_new_needs(supply, demand)
        peer, peer_new = seconds_of_tfidf(supply, demand)
    print(f"{NEEDS} needs x {RESOURCES} resources, whole command: cold {cold:.2f} s, vectors kept {kept:.2f} s")
    print(f"new needs against offers read before, vectors kept: {new:.2f} s")
    print(f"character TF-IDF alone, no reasons: whole {peer:.2f} s, new needs {peer_new:.2f} s")
    print(f"the same bytes cold and kept: {first == second}")
    return 0 if cold <= COLD_SECONDS and new <= KEPT_SECONDS and first == second else 1


if __name__ == "__main__":
    sys.exit(main())
