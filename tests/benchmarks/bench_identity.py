"""Who is who in two ledgers of 200,000 persons of which it is known, beside splink on DuckDB with the same fields.

Each runs in a process of its own, so that its memory is its own. splink (MIT) is asked only where it is installed: it
is given the same ways to block, the sound of each name as a column of its own, and how common each name is. For splink
the pairs taken without asking are those from the probability on at which it is right 999 times in 1,000, looked up in
the truth, which nobody has in practice; ours are those our own rule takes.

Run: ``python -m tests.benchmarks.bench_identity [persons]``.
"""

import importlib.util
import json
import resource
import subprocess
import sys
from time import perf_counter, process_time
from typing import Any, Final

from tests.benchmarks.persons_with_truth import Truth, found_of, two_ledgers

PERSONS: Final = 200_000
SECONDS, GIBIBYTES, PRECISION, RECALL = 60.0, 2.0, 0.999, 0.97
CHANCES: Final = (0.5, 0.9, 0.99, 0.999, *(1 - 10.0**-nines for nines in range(4, 10)))
ASKED_FROM: Final = 1 / 17
"""Probability from which ours asks staff."""
EXACT: Final = ("phone", "identity", "birth_year", "gender", "home", "unit", "skill")
BLOCKS: Final = (
    ("identity",),
    ("phone",),
    ("name", "birth_year"),
    ("name", "home"),
    ("name", "unit"),
    ("sound", "birth_year"),
    ("sound", "home"),
    ("surname", "birth_year", "home"),
    ("surname", "home", "unit"),
    ("birth_year", "home", "unit"),
)
"""What splink compares exactly, and the ways to block it is given."""


def say(words: str) -> None:
    """Print a line."""
    print(words, flush=True)  # noqa: T201 - a benchmark speaks to whoever ran it


def ours(truth: Truth) -> dict[str, Any]:
    """Link with `loaders.identity`."""
    from loaders.identity.linking import link  # noqa: PLC0415 - each process loads its own

    began, used = perf_counter(), process_time()
    found = link(truth.left, truth.right)
    seconds, cpu = perf_counter() - began, process_time() - used
    pairs = [(found.left.ids[one], found.right.ids[other]) for one, other in zip(found.one, found.other, strict=True)]
    taken = [pair for pair, is_same in zip(pairs, found.is_same, strict=True) if is_same]
    return {"seconds": seconds, "cpu": cpu, "compared": found.compared} | figures(truth, taken, pairs)


def figures(truth: Truth, taken: list[tuple[str, str]], pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Count how right the pairs taken without asking are, and how many persons those and the asked ones find."""
    right, found_alone = found_of(truth, taken)
    right_of_all, found = found_of(truth, pairs)
    asked = len(pairs) - len(taken)
    return {
        "taken": len(taken),
        "precision": right / max(len(taken), 1),
        "recall_taken": found_alone / len(truth.same),
        "recall": found / len(truth.same),
        "asked": asked,
        "right_of_asked": (right_of_all - right) / max(asked, 1),
    }


def splink(truth: Truth) -> dict[str, Any]:
    """Link with splink on DuckDB."""
    import pandas as pd  # noqa: PLC0415 - each process loads its own
    import splink.comparison_level_library as levels  # noqa: PLC0415
    import splink.comparison_library as compare  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    from loaders.identity.glyphs import sound_of  # noqa: PLC0415

    def table(rows: list[Any]) -> Any:  # a pandas frame
        frame = pd.DataFrame([row._asdict() for row in rows]).rename(columns={"id": "unique_id"})
        frame["sound"], frame["surname"] = frame["name"].map(sound_of), frame["name"].str[:1]
        return frame.drop(columns=["birth_month", "skills"]).assign(
            skill=[row.skills[0] if row.skills else None for row in rows]
        )

    one, other = table(truth.left), table(truth.right)
    began, used = perf_counter(), process_time()
    name = compare.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name"),
            levels.ExactMatchLevel("name", term_frequency_adjustments=True),
            levels.ExactMatchLevel("sound"),
            levels.LevenshteinLevel("name", 1),
            levels.ExactMatchLevel("surname"),
            levels.ElseLevel(),
        ],
    )
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[name, *(map(compare.ExactMatch, EXACT))],
        blocking_rules_to_generate_predictions=[block_on(*keys) for keys in BLOCKS],
    )
    database = DuckDBAPI()
    linker = Linker([database.register(side) for side in (one, other)], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("identity")], recall=0.15)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for keys in (("phone",), ("name", "birth_year"), ("identity",)):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*keys))
    frame = linker.inference.predict(threshold_match_probability=ASKED_FROM).as_pandas_dataframe()
    seconds, cpu = perf_counter() - began, process_time() - used
    pairs = list(zip(frame["unique_id_l"], frame["unique_id_r"], strict=True))
    chances = frame["match_probability"].tolist()
    best = {}
    for least in CHANCES:
        taken = [pair for pair, chance in zip(pairs, chances, strict=True) if chance >= least]
        best = figures(truth, taken, pairs) | {"least": least}
        if best["precision"] >= PRECISION:
            break
    return {"seconds": seconds, "cpu": cpu} | best


def main() -> int:
    """Print the figures of both; 1 when ours miss the mark."""
    words = sys.argv[1:]
    if words and words[0] in WAYS:
        answer = WAYS[words[0]](two_ledgers(int(words[1])))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        say(json.dumps(answer | {"gibibytes": peak}))
        return 0
    count = int(words[0]) if words else PERSONS
    truth = two_ledgers(count)
    say(f"{count:,} against {count:,}; {len(truth.same):,} persons are in both")
    found = told("ours", count)
    if importlib.util.find_spec("splink"):
        told("splink", count)
    else:
        say("splink is not installed (pip install splink): no peer in this run")
    reached = found["seconds"] <= SECONDS and found["gibibytes"] <= GIBIBYTES
    return 0 if reached and found["precision"] >= PRECISION and found["recall"] >= RECALL else 1


def told(way: str, count: int) -> dict[str, Any]:
    """Run one way in a process of its own and print its figures."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_identity", way, str(count)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    found: dict[str, Any] = json.loads(lines[-1])
    say(f"{way}: {found['seconds']:.1f} s (CPU {found['cpu']:.1f} s), {found['gibibytes']:.2f} GiB")
    edge = f" from probability {found['least']} on" if "least" in found else ""
    alone = f"{found['precision']:.5f} right, {found['recall_taken']:.4f} of all"
    say(f"  without asking{edge}: {found['taken']:,}, {alone}")
    asked = f"{found['asked']:,} asked, {found['right_of_asked']:.3f} right"
    say(f"  with asking: {found['recall']:.4f} of all; {asked}")
    return found


WAYS: Final = {"ours": ours, "splink": splink}

if __name__ == "__main__":
    raise SystemExit(main())
