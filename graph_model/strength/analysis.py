"""Everything there is to say of one subject in one quarter: its ties, measures, verdict, loss drill and proposals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

import numpy as np

from graph_model.network.deeds import Decay, Deeds, Tied, ties_of
from graph_model.network.definitions import or_reason
from graph_model.network.drill import Drill, drill
from graph_model.network.leaning import Leaning, leaning
from graph_model.network.measures import Asked, Measured, measure
from graph_model.network.mixing import Mixing, mixing
from graph_model.network.network import Flags
from graph_model.network.proposals import Outsider, Possible, Proposal, propose
from graph_model.network.quarters import QUARTERS, Quarter
from graph_model.network.reach import Skills
from graph_model.network.services import Service, Services
from graph_model.network.verdict import Asking, Verdict, verdict
from graph_model.strength.calendar import Period
from graph_model.strength.happenings import Happening
from graph_model.strength.record import Deed, Record, columns_of
from graph_model.strength.spans import Span, overlap
from graph_model.strength.subjects import COMMITTEE, WHOLE, Membership, Subject
from graph_model.strength.surveyed import survey_among

GROUPED_BY: Final = "条线"
NOT_CONFIRMED: Final = "没有登记一件事由哪一方确认"
DATE_LENGTH: Final = len("2026-01-01")


@dataclass(frozen=True)
class Standing:
    """Who belonged to a subject on a day, and what tied them.

    `deeds` are those looked at, sorted; `members` are ids in the order of their names.
    """

    quarter: Period
    day: date
    members: tuple[str, ...]
    tied: Tied
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Analysis:
    """What there is to say of a subject; what is undefined is None, and `reasons` say why.

    `groups` is the E–I index by each attribute of members, `ungrouped` why there is none; `leaning` is None too where
    no two members reach each other without a third.
    """

    subject: Subject
    now: Standing
    before: tuple[Standing, ...]
    measured: Measured
    layers: Mapping[str, Measured]
    groups: Mapping[str, Mixing | None]
    ungrouped: Mapping[str, str]
    verdict: Verdict
    leaning: Leaning | None
    drill: Drill | None
    proposals: tuple[Proposal, ...] | None
    services: Services
    reasons: Mapping[str, str]


class Analyst:
    """Judges the subjects of a scope.

    Parameters
    ----------
    record : Record
    membership : Membership
    today : date
        No quarter is looked at beyond it.
    decay : Decay, optional
    """

    def __init__(self, record: Record, membership: Membership, today: date, decay: Decay | None = None) -> None:
        self.record = record
        self.membership = membership
        self.today = today
        self.decay = decay or Decay()
        self._known: dict[tuple[object, ...], tuple[tuple[Deed, ...], Deeds]] = {}

    def standing(self, subject: Subject, quarter: Period) -> Standing:
        """Return who belonged to a subject, and their ties, on the last day of a quarter, or today if that is first."""
        day = min(quarter.last_day, self.today)
        names = self.record.facts.names
        members = sorted(self.membership.on(subject, day), key=lambda id_: names[id_])
        committees = self.membership.committees_on(subject, day)
        deeds, columns = self._among(members, committees, subject.id)
        tied = ties_of(
            columns,
            day,
            self.decay,
            members=[names[id_] for id_ in members],
            attributes=self.membership.attributes(members, day),
        )
        return Standing(quarter, day, tuple(members), tied, deeds)

    def _among(self, members: Sequence[str], committees: dict[str, str], apart: str) -> tuple[tuple[Deed, ...], Deeds]:
        """Return the deeds between members; seldom does anybody come or go from one quarter to the next."""
        key = (apart, tuple(members), tuple(sorted(committees.items())))
        found = self._known.get(key)
        if found is None:
            deeds = self.record.among(members, committees, apart)
            found = self._known[key] = tuple(deeds), columns_of(deeds)
        return found

    def analyse(self, subject: Subject, quarter: Period) -> Analysis:
        """Work out everything but who could step in; equal facts give an equal analysis."""
        now = self.standing(subject, quarter)
        before = tuple(self.standing(subject, quarter.shifted(-back)) for back in range(QUARTERS, 0, -1))
        services = self.services_of(now)
        network = now.tied.together
        facts = self.record.facts
        survey = survey_among(facts.ratings, facts.names, network, now.day, self.decay.window)
        asked = Asked(group=GROUPED_BY, survey=survey, skills=self._skills(subject, now))
        reasons: dict[str, str] = {}
        ungrouped: dict[str, str] = {}
        lead = self.membership.lead_on(subject, now.day)
        asking = Asking(subject.form, lead, GROUPED_BY)
        return Analysis(
            subject,
            now,
            before,
            of_deeds(measure(network, asked)),
            {kind: measure(layer, Asked(group=GROUPED_BY)) for kind, layer in now.tied.layers.items()},
            {name: or_reason(name, ungrouped, partial(mixing, network, name)) for name in sorted(network.attributes)},
            ungrouped,
            verdict([_quarter(one) for one in (*before, now)], asking),
            or_reason("leaning", reasons, lambda: leaning(network)),
            or_reason("drill", reasons, lambda: drill(network, services)),
            or_reason(
                "proposals",
                reasons,
                lambda: tuple(propose(network, self._possible(now, services), GROUPED_BY)),
            ),
            services,
            reasons,
        )

    def services_of(self, now: Standing) -> Services:
        """Return what members served where within the window, as their deeds tell."""
        rows = sorted(
            (name, service.community, service.service) for name, service in self._served(now.members, now.day)
        )
        return Services([one for one, _, _ in rows], [one for _, one, _ in rows], [one for _, _, one in rows])

    def _served(self, members: Iterable[str], day: date) -> set[tuple[str, Service]]:
        chosen, names = {*members}, self.record.facts.names
        return {
            (names[unit], service)
            for one in self.record.of(chosen)
            for service in self._services(one)
            for unit, span in one.parts
            if unit in chosen and self._fresh(span, day)
        }

    def _fresh(self, span: Span | None, day: date) -> bool:
        """Tell whether any of some days lies within the window that ends on a day."""
        return span is not None and overlap(span, (day - timedelta(days=self.decay.window), day)) is not None

    def _services(self, one: Happening) -> list[Service]:
        facts = self.record.facts
        there = {facts.at(place, "community") for place in one.places}
        names = sorted(facts.place_names[community] for community in there if community)
        return [Service(name, service) for name in names for service in one.services]

    def _possible(self, now: Standing, services: Services) -> Possible:
        """Return what proposals may draw on; dates are told before deeds by the sentences themselves."""
        dormant = tuple(replace(tie, deed=tie.deed[DATE_LENGTH:]) for tie in now.tied.dormant)
        return Possible(self._outsiders(now), dormant, services)

    def _outsiders(self, now: Standing) -> list[Outsider]:
        """Return the units, no members, that did something with a member within the window."""
        members, names = {*now.members}, self.record.facts.names
        together: dict[str, set[str]] = {}
        for one in self.record.of(members):
            there = [part for part in one.parts if part[0] in members and one.kind != "alliance"]
            for outsider, span in one.parts if there else ():
                known = {names[unit] for unit, own in there if self._fresh(overlap(span, own), now.day)}
                if known and outsider in names and outsider not in members:
                    together.setdefault(outsider, set()).update(known)
        served: dict[str, set[Service]] = {}
        for name, service in self._served(together, now.day):
            served.setdefault(name, set()).add(service)
        return [
            Outsider(names[id_], tuple(sorted(known)), tuple(sorted(served.get(names[id_], ()))))
            for id_, known in sorted(together.items())
        ]

    def _skills(self, subject: Subject, now: Standing) -> Skills | None:
        """Return who serves what, where committees that stand for communities are members."""
        if subject.kind not in {WHOLE, COMMITTEE}:
            return None
        names, units = self.record.facts.names, self.record.facts.unit_by_id
        place = {name: at for at, name in enumerate(now.tied.together.ids)}
        communities = np.zeros(len(place), np.bool_)
        communities[[place[names[id_]] for id_ in now.members if id_ not in units]] = True
        holders: dict[str, Flags] = {}
        for name, service in self._served(now.members, now.day):
            holders.setdefault(service.service, np.zeros(len(place), np.bool_))[place[name]] = True
        return Skills(communities, holders)


def of_deeds(measured: Measured) -> Measured:
    """Tell measures of ties that come from deeds: no deed says who confirms it, and many deeds make one tie."""
    reasons = {**measured.reasons}
    if measured.values["reciprocity"] is None:
        reasons["reciprocity"] = NOT_CONFIRMED
    return replace(
        measured, reasons=reasons, notes={key: note for key, note in measured.notes.items() if key != "repeated"}
    )


def _quarter(standing: Standing) -> Quarter:
    return Quarter(standing.quarter.name, standing.tied.together, standing.tied.deeds)
