"""What people's words mean: kinds of work understood from words, unit functions and whole sentences."""

from matching.text.understanding import Meaning, understand, warm

__all__ = ["Meaning", "understand", "warm"]
