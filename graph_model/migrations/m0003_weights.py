"""Learnt weights have a unique id."""

from typing import Final

STATEMENTS: Final = ("CREATE CONSTRAINT weight_set_id IF NOT EXISTS FOR (n:WeightSet) REQUIRE n.id IS UNIQUE",)
