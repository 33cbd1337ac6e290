"""Identity and lookup of the proofs of match runs."""

from typing import Final

STATEMENTS: Final = (
    "CREATE CONSTRAINT run_proof_id IF NOT EXISTS FOR (n:RunProof) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX run_proof_run IF NOT EXISTS FOR (n:RunProof) ON (n.in_run)",
)
