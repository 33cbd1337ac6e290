"""The kinds of ledger we understand, in the order in which they are loaded."""

from typing import Final

from loaders.kinds import (
    activities,
    alliances,
    needs,
    offices,
    organisations,
    pairings,
    participations,
    party_members,
    party_organisations,
    person_skills,
    post_holders,
    posts,
    problems,
    projects,
    ratings,
    residents,
    resources,
    stations,
    statistics,
    team_members,
    teams,
    territories,
    volunteers,
    whistles,
    wishes,
)
from loaders.kinds.base import LedgerKind

MODULES: Final = (
    territories,
    organisations,
    party_organisations,
    teams,
    alliances,
    pairings,
    ratings,
    party_members,
    volunteers,
    residents,
    offices,
    person_skills,
    team_members,
    stations,
    posts,
    resources,
    problems,
    needs,
    wishes,
    projects,
    activities,
    whistles,
    participations,
    post_holders,
    statistics,
)
KINDS: Final[tuple[LedgerKind, ...]] = tuple(sorted((module.KIND for module in MODULES), key=lambda kind: kind.order))
BY_KEY: Final = {kind.key: kind for kind in KINDS}
