"""Lookup of the weekly values of the targets by territory and week."""

from typing import Final

STATEMENTS: Final = ("CREATE INDEX target_value_weeks IF NOT EXISTS FOR (n:TargetValue) ON (n.territory, n.week)",)
