"""The logistic curve with a normal prior and bounds on each coefficient, at its posterior mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import numpy as np
from scipy.optimize import OptimizeResult, minimize
from scipy.special import expit

from matching.arrays import Bools
from matching.learning.sample import Doubles

Bounds = tuple[float | None, float | None]
FREE: Final[Bounds] = (None, None)
NEVER_NEGATIVE: Final[Bounds] = (0.0, None)


def posterior_mode(  # noqa: PLR0913 (the parts of one problem)
    columns: Doubles, good: Bools, count: Doubles, *, about: Doubles, spread: Doubles, bounds: Sequence[Bounds]
) -> Doubles:
    """Return the coefficients, shape (columns,).

    Parameters
    ----------
    columns : array of float64, shape (observations, columns)
    good : array of bool, shape (observations,)
    count : array of float64, shape (observations,)
        How much each observation counts.
    about, spread : array of float64, shape (columns,)
        Mean and standard deviation of the prior of each coefficient; an infinite one leaves it free.

    Notes
    -----
    The loss is strictly convex where every spread is finite, or a free column varies: the mode is unique. Sums are
    taken in one order, without BLAS, so that the number of threads never shows.
    """
    sign = np.where(good, 1.0, -1.0)

    def loss(at: Doubles) -> tuple[float, Doubles]:
        margin = sign * np.einsum("nf,f->n", columns, at)
        pull = (at - about) / spread
        slope = -count * sign * expit(-margin)
        value = float(np.sum(count * np.logaddexp(0.0, -margin))) + float(np.sum(pull**2)) / 2
        return value, np.einsum("nf,n->f", columns, slope) + pull / spread

    options = {"maxiter": 2000, "ftol": 1e-13, "gtol": 1e-9}
    found = cast(
        "OptimizeResult",
        minimize(loss, about, jac=True, bounds=bounds, method="L-BFGS-B", options=options),  # type: ignore[call-overload]  # the stubs know one-dimensional arrays alone
    )
    return np.asarray(found.x, np.float64)
