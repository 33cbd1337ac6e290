"""Identity and lookup of the steps of imports, by which an import is undone."""

from typing import Final

STATEMENTS: Final = (
    "CREATE CONSTRAINT import_step_id IF NOT EXISTS FOR (n:ImportStep) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX import_step_run IF NOT EXISTS FOR (n:ImportStep) ON (n.run)",
)
