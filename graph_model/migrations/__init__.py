"""Numbered changes of the schema; each is safe to run twice and from two processes at once."""

from graph_model.migrations.runner import applied, migrate, pending

__all__ = ["applied", "migrate", "pending"]
