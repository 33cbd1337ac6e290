"""The rules of HSDS 3 for what we tell of services, read out of the specification: nobody packs its schemas.

Source: github.com/openreferral/specification, branches 3.0 to 3.2, schema/service.json, organization.json,
schedule.json, service_at_location.json and location.json. Each object is held against the properties those name, their
types, formats and closed terms, and what they require; what they do not name is told too, though JSON Schema lets it
pass. `last_modified` is the column of service in the specification's database schema.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

Check = Callable[[Any], bool]


def _parsed(read: Callable[[str], object]) -> Check:
    def check(value: Any) -> bool:
        try:
            read(value)
        except (TypeError, ValueError, AttributeError):
            return False
        return isinstance(value, str)

    return check


def _words(value: Any) -> bool:
    return isinstance(value, str)


def _one_of(*terms: str) -> Check:
    return lambda value: value in terms


def _matches(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


UUID_FORMAT: Final = _parsed(UUID)
DAY: Final = _parsed(date.fromisoformat)
MOMENT: Final = _matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)")
WEEKDAYS: Final = _matches(r"(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*")
PROPERTIES: Final[Mapping[str, Mapping[str, Check]]] = {
    "service": {
        "id": UUID_FORMAT, "organization_id": UUID_FORMAT, "name": _words, "description": _words,
        "status": _one_of("active", "inactive", "defunct", "temporarily closed"), "last_modified": MOMENT,
    },
    "organization": {"id": UUID_FORMAT, "name": _words, "description": _words},
    "schedule": {
        "id": UUID_FORMAT, "service_id": UUID_FORMAT, "valid_from": DAY, "valid_to": DAY,
        "freq": _one_of("WEEKLY", "MONTHLY"), "byday": WEEKDAYS, "description": _words,
    },
    "service_at_location": {"id": UUID_FORMAT, "service_id": UUID_FORMAT, "location_id": UUID_FORMAT},
    "location": {"id": UUID_FORMAT, "name": _words, "location_type": _one_of("physical", "postal", "virtual")},
}  # fmt: skip
REQUIRED: Final = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "schedule": {"id"},
    "service_at_location": {"id"},
    "location": {"id", "location_type"},
}
ONE: Final = {"service": {"organization": "organization"}, "service_at_location": {"location": "location"}}
MANY: Final = {"service": {"schedules": "schedule", "service_at_locations": "service_at_location"}}


def faults(kind: str, told: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Yield what HSDS does not allow of an object, with where it stands."""
    where, known = at or kind, PROPERTIES[kind]
    one, many = ONE.get(kind, {}), MANY.get(kind, {})
    yield from (f"{where}: lacks {name}" for name in sorted(REQUIRED[kind] - told.keys()))
    yield from (f"{where}: unknown {name}" for name in sorted(told.keys() - known.keys() - one.keys() - many.keys()))
    wrong = [name for name, check in known.items() if name in told and not check(told[name])]
    yield from (f"{where}.{name}: {told[name]!r}" for name in wrong)
    for name, part in one.items():
        yield from faults(part, told[name], f"{where}.{name}") if name in told else ()
    for name, part in many.items():
        for number, each in enumerate(told.get(name, ())):
            yield from faults(part, each, f"{where}.{name}[{number}]")
