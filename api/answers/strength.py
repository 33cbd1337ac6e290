"""What alliances are judged by, kept while nothing changes, and what was worked out from it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from api.answers.stepping_in import step_in_for
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from graph_model.network.drill import with_candidates
from graph_model.strength.analysis import Analysis, Analyst, Standing
from graph_model.strength.calendar import BadPeriod, Period, period_asked
from graph_model.strength.facts import Rows, StrengthFacts, read_deliveries, read_strength
from graph_model.strength.happenings import happenings_of
from graph_model.strength.record import Record
from graph_model.strength.subjects import Membership, Subject, subjects_of

Kept = TypeVar("Kept")


class Judging:
    """Judges on one state of the facts, with what was found so far: only imports and deliveries change it."""

    def __init__(self, lasting: StrengthFacts, deliveries: Rows, today: date) -> None:
        facts = replace(lasting, deliveries=deliveries)
        self.lasting, self.today = lasting, today
        self.analyst = Analyst(Record(facts, happenings_of(facts, deliveries)), Membership(facts), today)
        self.subjects = {one.id: one for one in subjects_of(facts)}
        self._found: dict[Hashable, Any] = {}

    def is_of(self, lasting: StrengthFacts, deliveries: Rows, today: date) -> bool:
        """Whether it judges on these facts."""
        same = self.lasting is lasting and self.today == today
        return same and self.analyst.record.facts.deliveries == deliveries

    def kept(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was found before, or find it."""
        if key not in self._found:
            self._found[key] = make()
        return cast("Kept", self._found[key])


def judging_of(asked: Asking) -> Judging:
    """Return what judges within the reader's scope; a decision that delivers nothing leaves it as it was."""
    place = asked.scope.territory
    strength = ("strength", place, asked.today)
    lasting = asked.view.kept_for_good(strength, lambda: read_strength(asked.graph, asked.scope))

    def make() -> Judging:
        deliveries = read_deliveries(asked.graph, lasting)
        known = asked.view.lasting.known(("judging", place), None)
        if known is None or not known.is_of(lasting, deliveries, asked.today):
            known = Judging(lasting, deliveries, asked.today)
            asked.view.lasting.put(("judging", place), known)
        return known

    return asked.view.kept(("judging", place, asked.today), make)


def analyst_of(asked: Asking) -> Analyst:
    """Return who judges within the reader's scope."""
    return judging_of(asked).analyst


def subjects_by_id(asked: Asking) -> Mapping[str, Subject]:
    """Return all that can be judged within the reader's scope, in order."""
    return judging_of(asked).subjects


def subject_asked(asked: Asking, id: str) -> Subject:  # noqa: A002 the field's own name
    """Return the subject of an id.

    Raises
    ------
    UnknownThing
        There is none within the reader's scope.
    """
    found = subjects_by_id(asked).get(id)
    if found is None:
        raise UnknownThing(f"没有编号是“{id}”的联盟。请从联盟强度的名单点进来。")
    return found


def period_of_words(asked: Asking, words: str | None) -> Period:
    """Return the quarter or the week asked for.

    Raises
    ------
    BadQuestion
        There is none such, or it has not begun.
    """
    try:
        return period_asked(words, asked.today)
    except BadPeriod as bad:
        raise BadQuestion(bad.reason, quarter=words) from bad


def standing_of(asked: Asking, subject: Subject, quarter: Period) -> Standing:
    """Return who belongs to a subject and what ties them."""
    judging = judging_of(asked)
    key = ("standing", subject.id, quarter.name)
    return judging.kept(key, lambda: judging.analyst.standing(subject, quarter))


def analysis_of(asked: Asking, subject: Subject, quarter: Period) -> Analysis:
    """Return everything there is to say of a subject; worked out once for a state of what it rests on.

    Who could step in for a member is asked of the matching engine, so that every event may change it.
    """
    judging, key = judging_of(asked), ("analysis", asked.scope.territory, asked.today, subject.id, quarter.name)

    def make() -> Analysis:
        found = judging.kept(key, lambda: judging.analyst.analyse(subject, quarter))
        if found.drill is None:
            return found
        return replace(
            found, drill=with_candidates(found.drill, step_in_for(asked, judging.analyst, subject, found.now))
        )

    return asked.view.kept(key, make)
