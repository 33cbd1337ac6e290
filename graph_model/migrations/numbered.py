"""The numbered changes of the schema, in order."""

from typing import Final, LiteralString

from graph_model.migrations import (
    m0001_identity,
    m0002_lookups,
    m0003_weights,
    m0004_run_proofs,
    m0005_pins,
    m0006_target_values,
    m0007_pin_places,
    m0008_target_weeks,
    m0009_ledger_mappings,
    m0010_import_steps,
    m0011_person_doubles,
)

MIGRATIONS: Final[tuple[tuple[str, tuple[LiteralString, ...]], ...]] = (
    ("0001-identity", m0001_identity.STATEMENTS),
    ("0002-lookups", m0002_lookups.STATEMENTS),
    ("0003-weights", m0003_weights.STATEMENTS),
    ("0004-run-proofs", m0004_run_proofs.STATEMENTS),
    ("0005-pins", m0005_pins.STATEMENTS),
    ("0006-target-values", m0006_target_values.STATEMENTS),
    ("0007-pin-places", m0007_pin_places.STATEMENTS),
    ("0008-target-weeks", m0008_target_weeks.STATEMENTS),
    ("0009-ledger-mappings", m0009_ledger_mappings.STATEMENTS),
    ("0010-import-steps", m0010_import_steps.STATEMENTS),
    ("0011-person-doubles", m0011_person_doubles.STATEMENTS),
)
