"""Indexes for the questions that look up by something other than the id."""

from typing import Final

STATEMENTS: Final = (
    "CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name)",
    "CREATE INDEX person_identity IF NOT EXISTS FOR (n:Person) ON (n.identity)",
    "CREATE INDEX organisation_name IF NOT EXISTS FOR (n:Organisation) ON (n.name)",
    "CREATE INDEX organisation_uscc IF NOT EXISTS FOR (n:Organisation) ON (n.uscc)",
    "CREATE INDEX territory_name IF NOT EXISTS FOR (n:Territory) ON (n.name)",
    "CREATE INDEX suggestion_run IF NOT EXISTS FOR (n:Suggestion) ON (n.in_run)",
    "CREATE INDEX match_run_week IF NOT EXISTS FOR (n:MatchRun) ON (n.week)",
    "CREATE INDEX event_seq IF NOT EXISTS FOR (n:Event) ON (n.seq)",
    "CREATE INDEX activity_on IF NOT EXISTS FOR (n:Activity) ON (n.on)",
)
