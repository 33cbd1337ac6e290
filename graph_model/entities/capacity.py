"""How many works a helper takes at once when the record does not say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CAPACITY_WHEN_UNKNOWN: Final[Mapping[str, int]] = MappingProxyType(
    {"Person": 1, "Team": 3, "Organisation": 5, "Resource": 3}
)
