"""The columns in memory that answers are computed from, kept fresh by the graph's event feed."""

import gc
import logging
import threading
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from time import monotonic
from typing import Any, Final, TypeVar

from api.clock import today as today_here
from api.errors import UnknownPlace
from api.faults import lines_of
from api.lasting import Lasting
from api.orders import read_orders
from api.places import Places
from api.schemas import PlaceRef
from api.settings import Settings
from api.unread_imports import put_off, still_going
from api.weights import read_weights
from graph_model import candidates, events
from graph_model.circle.walking import StraightWalk, Walking
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind, Purpose
from graph_model.errors import GraphError, GraphUnavailable
from graph_model.roots import find_roots
from graph_model.scope import Scope
from graph_model.successions import read_successions
from graph_model.taxonomy import Taxonomy
from matching.features import DOCUMENTED
from matching.problem import Helpers, Problem, Territories, Works
from matching.sharing import Sharing
from matching.supply import by_lot
from matching.territories import NOWHERE
from matching.weights import Weights

LOG: Final = logging.getLogger("gongjian")
Kept = TypeVar("Kept")
OWN_USER: Final = "service"
MOST_KEPT: Final = 300
"""Answers kept; each is a few thousand objects, which the cycle collector looks through now and then."""
SURE_SECONDS: Final = 1.0
MOST_PATCHED: Final = 2_000
"""Changed subjects above which reading everything anew is quicker than patching."""
ORDERED: Final = frozenset({EventKind.PIN_FIXED, EventKind.PIN_BARRED, EventKind.PIN_LIFTED})
OF_MAPPINGS: Final = frozenset({EventKind.MAPPING_KEPT, EventKind.MAPPING_TAKEN_BACK})
OF_PLACES: Final = frozenset({EventKind.IMPORTED, EventKind.CODES_LOADED})
"""Events after which everything is read anew: territories may have changed."""
WITHOUT_ROWS: Final = (
    frozenset({EventKind.RUN_FINISHED, EventKind.WEIGHTS_CHANGED, EventKind.DOUBLE_JUDGED, EventKind.RECORDS_TAKEN})
    | frozenset({EventKind.LINEAGE_SETTLED})
    | ORDERED
    | OF_MAPPINGS
)


@dataclass(frozen=True)
class View:
    """One consistent state of the columns, as of event `seq` on one `day`; never changed once made.

    `stated` are the weights the site states, which hold unless others were adopted. `unread` names the imports under
    way some rows of which are not in it: they are read when the import has ended.
    """

    seq: int
    day: date
    problem: Problem
    places: Places
    stated: Weights = field(default=DOCUMENTED, compare=False, repr=False)
    walking: Walking = field(default_factory=StraightWalk, compare=False, repr=False)
    unread: frozenset[str] = frozenset()
    derived: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    lasting: Lasting = field(default_factory=Lasting, compare=False, repr=False)
    working: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)

    @property
    def territories(self) -> Territories:
        """The tree of territories."""
        return self.problem.territories

    @property
    def helpers(self) -> Helpers:
        """Who could serve."""
        return self.problem.helpers

    @property
    def works(self) -> Works:
        """What is asked."""
        return self.problem.works

    @property
    def taxonomy(self) -> Taxonomy:
        """The kinds of work and the skills."""
        return self.problem.taxonomy

    @property
    def empty(self) -> bool:
        """Whether nothing was imported yet."""
        return not self.territories.rows

    @cached_property
    def root(self) -> str:
        """The id of the first territory that has no parent; empty while there is none."""
        return self.territories.rows[0].id if self.territories.rows else ""

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The ids of the territories that have no parent."""
        tree = self.territories
        return tuple(row.id for row, parent in zip(tree.rows, tree.parents, strict=True) if parent == NOWHERE)

    def kept(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was worked out from this state before, or work it out; the state never changes."""
        try:
            known: Kept = self.derived[key]
        except KeyError:
            known = make()
            if len(self.derived) >= MOST_KEPT:
                self.derived.clear()
            self.derived[key] = known
        return known

    def worked_out(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was worked out from the columns alone, or work it out, one question at a time.

        Threads of one interpreter that work on columns at the same time only hand its lock to and fro: twice the work.
        """
        if key in self.derived:
            return self.kept(key, make)
        with self.working:
            return self.kept(key, make)

    def kept_for_good(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what no event changes any more, as a finished run, or work it out; later states share it."""
        return self.lasting.get(key, make)

    def scope(self, user: str, territory: str | None = None) -> Scope:
        """Return what `user` may see; an old code stands for what took its place."""
        root = self.places.successions.first_heir(territory, self.day) if territory else self.root
        return Scope(user, root, Purpose.MATCHING)

    def place_name(self, territory: str) -> str:
        """Return the name of a territory; nothing is said of one that is not known."""
        found = self.places.short(territory)
        return found.name if found else ""

    def find_place(self, text: str | None, scope: Scope) -> int:
        """Return the number of the place meant, the scope's own when none is named.

        Raises
        ------
        UnknownPlace
            There is none, or it lies outside the scope.
        """
        number = self.places.number(text or scope.territory)
        if not self.territories.contains(self.territories.number(scope.territory), number):
            raise UnknownPlace(f"“{text}”不在您的管辖范围内。", place=text)
        return number

    def place_ref(self, number: int, requested: str | None = None) -> PlaceRef:
        """Return a place as answers show it."""
        return self.places.ref(number, requested)


def root_scope(graph: Graph, user: str, territory: str | None = None) -> Scope:
    """Return the scope of the whole graph without reading the columns; nothing can be seen of an empty one."""
    return Scope(user, territory or next(iter(find_roots(graph)), ""), Purpose.MATCHING)


@dataclass(frozen=True, slots=True)
class Sure:
    """When the graph was last asked for news, and the number of its last write just before."""

    write: int | None
    at: float

    def nobody_wrote_since(self, earlier: "Sure") -> bool:
        """Whether nothing can be new; never for long.

        A writer killed within its commit leaves no trace, and a commit whose outcome nobody learnt may come late.
        """
        return self.write is not None and self.write == earlier.write and self.at - earlier.at < SURE_SECONDS


class Snapshot:
    """Keeps the present view of a graph; safe to share between threads."""

    def __init__(
        self,
        graph: Graph,
        today: Callable[[], date] = today_here,
        sharing: Sharing = Sharing(),  # noqa: B008 frozen
        walking: Walking = StraightWalk(),  # noqa: B008 frozen
        weights: Weights = DOCUMENTED,
    ) -> None:
        self._graph = graph
        self._today = today
        self._sharing = sharing
        self._walking = walking
        self._stated = weights
        self._changing = threading.Lock()
        self._held: frozenset[str] = frozenset()
        self._ended = threading.Event()
        self._view: View | None = None
        self._sure = Sure(None, 0.0)

    @classmethod
    def of(cls, graph: Graph, settings: Settings, today: Callable[[], date] = today_here) -> "Snapshot":
        """Return the snapshot of a graph as a site has set it."""
        return cls(graph, today, settings.sharing, settings.walking, settings.stated_weights)

    def current(self) -> View:
        """Return a view that holds everything acknowledged before this call; warm, it costs one small query at most.

        What an import under way has written is acknowledged when it ends. A tie begins and ends with a day, so the
        first question of a day reads everything anew.
        """
        day, before = self._today(), Sure(self._graph.last_write(), monotonic())
        sure, view = self._sure, self._view  # in this order: a view is at least as new as what was sure before
        if view is not None and view.day == day and before.nobody_wrote_since(sure):
            return view
        view = self._as_of(events.latest_seq(self._graph), day)
        self._sure = before
        return view

    @contextmanager
    def read_later(self) -> Iterator[Callable[[str], None]]:
        """Let others go on with the view there is while this block imports, and until it has read what it wrote.

        Yields
        ------
        callable
            Takes the id of each import of the block as soon as that is known, as often as it comes. Where another
            process imports, a batch may be written by then: events of an import that goes on are put off in any case.
        """
        held: set[str] = set()

        def hold(run: str) -> None:
            if run in held:
                return
            held.add(run)
            with self._changing:
                self._held |= {run}

        try:
            yield hold
        finally:
            try:
                self._catch_up(held)
            finally:
                with self._changing:
                    self._held -= held

    def _catch_up(self, held: Collection[str]) -> None:
        """Read everything anew beside the view there is, if imports wrote; where that fails, the next question does."""
        if not held or self._view is None or self._ended.is_set():
            return
        try:
            with suppress(GraphError):
                fresh = self._load()
                with self._changing:
                    now = self._view
                    self._view = self._follow(fresh) if now and now.seq > fresh.seq else fresh
        except Exception as failure:  # noqa: BLE001 - raised anew where a question reads; the import is done
            LOG.error("%s while what was imported was read: %s", type(failure).__name__, lines_of(failure))  # noqa: TRY400 words may name people

    def end(self) -> None:
        """Let a reading of everything that is under way stop before its next piece, for the service ends."""
        self._ended.set()

    def _go_on(self) -> None:
        """Go on to the next piece of a reading.

        Raises
        ------
        GraphUnavailable
            The service ends, and nobody needs the columns any more.
        """
        if self._ended.is_set():
            raise GraphUnavailable(self._graph.server, "the service ends")

    def _ended_unread(self, view: View | None) -> frozenset[str]:
        """Name the imports that ended since the view was made, but for those that are read later."""
        unread = view.unread - self._held if view else frozenset()
        return unread - still_going(self._graph, unread)

    def _as_of(self, seq: int, day: date) -> View:
        view = self._view
        if view is not None and view.seq >= seq and view.day == day and not self._ended_unread(view):
            return view
        with self._changing:
            view = self._view
            if view is None or view.day != day or self._ended_unread(view):
                self._view = view = self._load()
            elif view.seq < seq:
                self._view = view = self._follow(view)
            return view

    def _load(self) -> View:
        day = self._today()
        seq = events.latest_seq(self._graph)  # first: what changes while we read is read again
        scopes = [Scope(OWN_USER, root, Purpose.MATCHING) for root in find_roots(self._graph)]
        self._go_on()
        places = [row for scope in scopes for row in candidates.read_territories(self._graph, scope)]
        self._go_on()
        helpers = {row.id: row for scope in scopes for row in candidates.read_helpers(self._graph, scope)}
        self._go_on()
        works = {row.id: row for scope in scopes for row in candidates.read_works(self._graph, scope)}
        self._go_on()
        plain = Problem.from_rows(places, by_lot(helpers.values()), works.values())
        problem = plain.weighed(read_weights(self._graph, self._stated)).shared(self._sharing)
        problem = problem.ordered(read_orders(self._graph, scopes))
        gc.collect()
        gc.freeze()  # the columns stay; the cycle collector would look through all of them every few requests
        places_known = Places(problem.territories, read_successions(self._graph), day)
        return View(seq, day, problem, places_known, self._stated, self._walking)

    def _follow(self, view: View) -> View:
        """Bring a view up to date by reading again what changed, or everything when that is quicker.

        Where all there is comes from imports under way, what was worked out from the view holds on.
        """
        told = events.since(self._graph, view.seq)
        seq = max((event.seq for event in told), default=view.seq)
        news, going = put_off(self._graph, told, self._held)
        if not news:
            return replace(view, seq=seq, unread=view.unread | going)
        changed = {subject for event in news if event.kind not in WITHOUT_ROWS for subject in event.subjects}
        if len(changed) > MOST_PATCHED or any(event.kind in OF_PLACES for event in news):
            return self._load()
        problem = self._patched(view, sorted(changed))
        if any(event.kind is EventKind.WEIGHTS_CHANGED for event in news):
            problem = problem.weighed(read_weights(self._graph, self._stated))
        if any(event.kind in ORDERED for event in news):
            problem = problem.ordered(read_orders(self._graph, self._scopes(view)))
        return replace(view, seq=seq, unread=view.unread | going, problem=problem, derived={})

    @staticmethod
    def _scopes(view: View) -> list[Scope]:
        return [Scope(OWN_USER, root, Purpose.MATCHING) for root in view.roots]

    def _patched(self, view: View, changed: list[str]) -> Problem:
        if not changed:
            return view.problem
        scopes = self._scopes(view)
        helpers = {row.id: row for scope in scopes for row in candidates.read_helpers(self._graph, scope, changed)}
        works = {row.id: row for scope in scopes for row in candidates.read_works(self._graph, scope, changed)}
        gone = [one for one in changed if one not in helpers and one not in works]
        return view.problem.patched(list(helpers.values()), list(works.values()), gone)
