"""What the documentation says of rules and weights is what the code does."""

from pathlib import Path

from matching.eligibility import RULES
from matching.features import FEATURES

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")


def test_every_rule_is_documented_with_its_source() -> None:
    assert [rule.key for rule in RULES if f"| `{rule.key}` | {rule.name} | {rule.source} |" not in PAGE] == []


def test_every_feature_is_documented_with_its_weight() -> None:
    assert [f.key for f in FEATURES if f"| `{f.key}` | {f.name} | {f.weight:,} | {f.meaning} |" not in PAGE] == []
