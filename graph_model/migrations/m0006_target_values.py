"""Identity and lookup of the weekly values of the targets."""

from typing import Final

STATEMENTS: Final = (
    "CREATE CONSTRAINT target_value_id IF NOT EXISTS FOR (n:TargetValue) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX target_value_territory IF NOT EXISTS FOR (n:TargetValue) ON (n.territory)",
)
