"""What alliances are judged by, kept while nothing changes, and what was worked out from it."""

from collections.abc import Mapping
from dataclasses import replace

from api.answers.stepping_in import SteppingIn
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from graph_model.strength.analysis import Analysis, Analyst, Standing
from graph_model.strength.calendar import BadPeriod, Period, period_asked
from graph_model.strength.facts import read_deliveries, read_strength
from graph_model.strength.happenings import happenings_of
from graph_model.strength.record import Record
from graph_model.strength.subjects import WHOLE, Membership, Subject, subjects_of


def analyst_of(asked: Asking) -> Analyst:
    """Return who judges within the reader's scope; only imports change its facts, decisions its deliveries."""
    key = (asked.scope.territory, asked.today)
    lasting = asked.view.kept_for_good(("strength", *key), lambda: read_strength(asked.graph, asked.scope))

    def make() -> Analyst:
        facts = replace(lasting, deliveries=read_deliveries(asked.graph, lasting))
        return Analyst(Record(facts, happenings_of(facts, facts.deliveries)), Membership(facts), asked.today)

    return asked.view.kept(("analyst", *key), make)


def subjects_by_id(asked: Asking) -> Mapping[str, Subject]:
    """Return all that can be judged within the reader's scope, in order."""
    key = ("subjects", asked.scope.territory, asked.today)
    return asked.view.kept(key, lambda: {one.id: one for one in subjects_of(analyst_of(asked).record.facts)})


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
    standings: dict[tuple[str, str], Standing] = asked.view.kept(
        ("standings", asked.scope.territory, asked.today), dict
    )
    key = (subject.id, quarter.name)
    if key not in standings:
        standings[key] = analyst_of(asked).standing(subject, quarter)
    return standings[key]


def analysis_of(asked: Asking, subject: Subject, quarter: Period) -> Analysis:
    """Return everything there is to say of a subject; worked out once for a state of the graph."""
    analyst = analyst_of(asked)

    def make() -> Analysis:
        stepping = None if subject.kind == WHOLE else SteppingIn(asked, analyst, subject, quarter)
        return analyst.analyse(subject, quarter, stepping)

    return asked.view.kept(("analysis", asked.scope.territory, asked.today, subject.id, quarter.name), make)
