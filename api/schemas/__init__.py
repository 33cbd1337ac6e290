"""The answers of the service: one set of shapes for JSON, the command line and the pages."""

from api.schemas.common import Page, PlaceRef, Problem, Ref, Succession
from api.schemas.desk import DeskAnswer, DueItem
from api.schemas.helpers import Helper, Part, Understanding, WhoAnswer, WhoCounts
from api.schemas.imports import ImportAnswer, ImportFinding, SheetReport
from api.schemas.overview import CategoryColumn, Overview, OverviewCell, OverviewRow
from api.schemas.places import WhereAnswer, WorkCounts, WorkOffer
from api.schemas.pool import Alternative, Move, PoolAnswer, PoolPost, PoolPostAnswer, WhatIfAnswer
from api.schemas.reasons import Finding, WhyNotAnswer
from api.schemas.territories import Belonging, PeopleOnADay, PersonHere, TerritoryAnswer, WayCount
from api.schemas.things import Fact, Hit, ListAnswer, ListItem, SearchAnswer, ThingAnswer, Tie
from api.schemas.verifying import OpenFact, RuleCount, VerifyAnswer
from api.schemas.weeks import (
    CommunitySuggestions,
    Decision,
    RunSummary,
    Scarcity,
    SuggestedWork,
    Suggestion,
    WeekAnswer,
    WeekChanges,
    WeekCounts,
)

__all__ = [
    "Alternative",
    "Belonging",
    "CategoryColumn",
    "CommunitySuggestions",
    "Decision",
    "DeskAnswer",
    "DueItem",
    "Fact",
    "Finding",
    "Helper",
    "Hit",
    "ImportAnswer",
    "ImportFinding",
    "ListAnswer",
    "ListItem",
    "Move",
    "OpenFact",
    "Overview",
    "OverviewCell",
    "OverviewRow",
    "Page",
    "Part",
    "PeopleOnADay",
    "PersonHere",
    "PlaceRef",
    "PoolAnswer",
    "PoolPost",
    "PoolPostAnswer",
    "Problem",
    "Ref",
    "RuleCount",
    "RunSummary",
    "Scarcity",
    "SearchAnswer",
    "SheetReport",
    "Succession",
    "SuggestedWork",
    "Suggestion",
    "TerritoryAnswer",
    "ThingAnswer",
    "Tie",
    "Understanding",
    "VerifyAnswer",
    "WayCount",
    "WeekAnswer",
    "WeekChanges",
    "WeekCounts",
    "WhatIfAnswer",
    "WhereAnswer",
    "WhoAnswer",
    "WhoCounts",
    "WhyNotAnswer",
    "WorkCounts",
    "WorkOffer",
]
