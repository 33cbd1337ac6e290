"""What may be told of a person in a file: what they agreed to, for as long as they agreed, and for which purpose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from api.answers.record_forms import masked_name
from graph_model.entities.terms import Purpose
from graph_model.person_rows import consent_on

NAMING: Final = frozenset({Purpose.RECORDS, Purpose.CONTACT})
"""Purposes for which those who agreed are named; for all others a file names nobody."""
CONTACT_WORDS: Final = ("联系", "电话", "通讯", "通信", "手机")
"""Words in what somebody agreed to by which their phone may be passed on, too."""
Unseal = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of one person: the name, whole (`named`) or masked, whether more, and whether the phone."""

    name: str
    named: bool
    more: bool
    contact: bool


def told_of(person: Mapping[str, Any], purpose: Purpose, day: date) -> Told:
    """Say what may be told of a person, given as the properties of the node, for a purpose on a day."""
    until = person.get("consent_until")
    agreed = consent_on(person.get("consent"), until.isoformat() if until else None, day) is True
    named = agreed and purpose in NAMING
    words = str(person.get("consent_purpose") or "")
    contact = named and any(word in words for word in CONTACT_WORDS)
    return Told(person["name"] if named else masked_name(person["name"]), named, agreed, contact)
