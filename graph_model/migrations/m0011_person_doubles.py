"""Identity and lookup of records that may be of one person, and of merges."""

from typing import Final

STATEMENTS: Final = (
    "CREATE CONSTRAINT person_double_id IF NOT EXISTS FOR (n:PersonDouble) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT person_merge_id IF NOT EXISTS FOR (n:PersonMerge) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX person_double_state IF NOT EXISTS FOR (n:PersonDouble) ON (n.state)",
    "CREATE INDEX person_merge_goes IF NOT EXISTS FOR (n:PersonMerge) ON (n.goes)",
)
