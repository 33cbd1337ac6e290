"""How fast an import goes and how long it still takes, said only once enough was done to tell."""

from dataclasses import dataclass
from typing import Final

SURE_SECONDS: Final = 1.0
SURE_ROWS: Final = 500
"""How long and how much has to be done before anything is said of the time left."""
MEMORY_SECONDS: Final = 5.0
"""How far back the speed looks: a halt counts, and is forgotten."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: rows of this sheet read and all there are, rows a second, seconds left; ``run`` which.

    ``seconds_left`` is None while too little is done to tell. Of an import that is undone the rows are its steps.
    """

    file: str
    sheet: str
    rows: int
    total: int
    rows_per_second: float
    seconds_left: float | None
    run: str = ""


@dataclass
class Pace:
    """Rows a second of ``total`` rows, the last seconds weighing most, and the seconds left.

    It begins with the first step: what is read before the first rows are done says nothing of the others.
    """

    total: int
    enough: int = SURE_ROWS
    rows_per_second: float = 0.0
    seconds_left: float | None = None
    _began: float | None = None
    _at: float = 0.0
    _done: int = 0

    def step(self, done: int, now: float) -> None:
        """Take note that so many rows were done at a moment, in seconds of any clock."""
        if self._began is None:
            self._began, self._at, self._done = now, now, done
            return
        since, passed = max(now - self._began, 1e-6), max(now - self._at, 1e-6)
        share = passed / max(min(MEMORY_SECONDS, since), passed)
        self.rows_per_second += share * ((done - self._done) / passed - self.rows_per_second)
        self._at, self._done = now, done
        sure = since >= SURE_SECONDS and done >= min(self.enough, self.total)
        self.seconds_left = max(self.total - done, 0) / max(self.rows_per_second, 1e-6) if sure else None
