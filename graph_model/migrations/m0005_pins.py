"""Identity and lookup of what staff settled about persons and posts."""

from typing import Final

STATEMENTS: Final = (
    "CREATE CONSTRAINT pin_id IF NOT EXISTS FOR (n:Pin) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX pin_holds IF NOT EXISTS FOR (n:Pin) ON (n.holds)",
)
