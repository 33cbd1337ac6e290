"""Identity of what staff settled about the columns of ledgers."""

from typing import Final

STATEMENTS: Final = ("CREATE CONSTRAINT ledger_mapping_id IF NOT EXISTS FOR (n:LedgerMapping) REQUIRE n.id IS UNIQUE",)
