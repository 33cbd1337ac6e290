"""Learning from seeded decisions whose taste is known: learnt weights beside the documented ones, on later weeks.

Run with: python -m tests.benchmarks.bench_learning
"""

from __future__ import annotations

import sys
import time
from statistics import fmean

import numpy as np
from sklearn.linear_model import LogisticRegression

from matching.features import DOCUMENTED
from matching.learning.evaluation import Split, split_of
from matching.learning.held_out import Trial, trial
from matching.learning.proposing import Learnt, learn
from matching.learning.regression import quantised
from matching.learning.sample import KEYS, filled
from matching.weights import FULL, Weights
from tests.matching.learning.simulation import AS_DOCUMENTED, BUSY_EXPERTS, OF_NEIGHBOURS, Taste, past_weeks

SEEDS = range(8)
WEEKS = 12
TASTES = {"neighbours": OF_NEIGHBOURS, "as documented": AS_DOCUMENTED, "as documented, busy experts": BUSY_EXPERTS}
SIZES = (60, 150, 600)


def off(weights: Weights, taste: Taste) -> float:
    """Half the sum of the differences of shares: the share of the score that is on the wrong features."""
    true = taste.coefficients() / taste.coefficients().sum()
    return float(np.abs(np.array([weights.points[key] for key in KEYS]) / FULL - true).sum()) / 2


def plain(split: Split) -> Weights:
    """scikit-learn's regression as it comes: every decline speaks of every feature; a negative weight is made none."""
    model = LogisticRegression(max_iter=1000).fit(filled(split.earlier.value), split.earlier.good)
    return quantised(np.maximum(model.coef_[0], 0.0))


def line(title: str, trials: list[Trial], wrong: list[float]) -> str:
    def mean(values: list[float | None]) -> float:
        return fmean(value or 0 for value in values)

    tops = "  ".join(f"top-{k} {mean([one.top[k].value for one in trials]):.3f}" for k in (1, 3, 5))
    rest = "  ".join(
        f"{name} {mean([getattr(one, name).value for one in trials]):.3f}" for name in ("pairs", "regret", "brier")
    )
    return f"  {title:<20} {tops}  {rest}  wrong share {fmean(wrong):.3f}"


def measure(name: str, taste: Taste, each: int) -> bool:
    found: list[Learnt] = []
    peers: list[tuple[Trial, Weights]] = []
    seconds: list[float] = []
    for seed in SEEDS:
        weeks = past_weeks(taste, WEEKS, each, seed)
        start = time.process_time()
        found.append(learn(weeks, DOCUMENTED, DOCUMENTED))
        seconds.append(time.process_time() - start)
        split = split_of(weeks)
        peers.append((trial(plain(split), split.earlier, split.later), plain(split)))
    better = sum(one.better for one in found)
    tell(f"{name}, {each} suggestions a week, {WEEKS} weeks, {len(SEEDS)} seeds:")
    tell(f"  {fmean(seconds):.2f} s CPU to learn and try; called better {better} of {len(found)} times")
    tell(line("documented (prior)", [one.present for one in found], [off(DOCUMENTED, taste)]))
    tell(line("learnt", [one.learnt for one in found], [off(one.weights, taste) for one in found]))
    tell(line("scikit-learn, plain", [one for one, _ in peers], [off(weights, taste) for _, weights in peers]))
    gained = fmean((one.learnt.pairs.value or 0) - (one.present.pairs.value or 0) for one in found)
    return gained > 0 if taste is OF_NEIGHBOURS else better <= 1


def tell(words: str) -> None:
    sys.stdout.write(words + "\n")


def main() -> int:
    tell(f"held out: the last {WEEKS // 4} of {WEEKS} weeks; figures are means over the seeds")
    results = [measure(name, taste, each) for name, taste in TASTES.items() for each in SIZES]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
