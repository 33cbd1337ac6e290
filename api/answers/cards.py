"""名片: contact cards (vCard 4.0, RFC 6350) of those who agreed, with what they agreed to and nothing else."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, Final

from api.answers.consented import NAMING, Told, Unseal, told_of
from api.answers.persons_meant import persons_meant
from api.answers.record_forms import place_words
from api.asking import Asking
from api.errors import BadQuestion
from api.reports.content_lines import lines_of, text
from graph_model.entities.terms import Purpose
from graph_model.labels import chinese
from graph_model.service_records import note_taken, persons_on_record

CARDS: Final = "名片"
DIGITS_OF_A_MOBILE: Final = 11
MOST_DIGITS: Final = 15
"""Digits of the longest telephone number, ITU-T E.164."""
COUNTRY: Final = "+86"
PARTED: Final = re.compile(r"[、，,；;/／|\n]|或|和")
"""What stands between two numbers in one field."""


def cards_answer(asked: Asking, who: str | None, place: str, unseal: Unseal) -> tuple[str, bytes]:
    """Return of whom the cards are, in words, and the file; who took whose is noted.

    Raises
    ------
    UnknownThing
        There is nobody of this id or name.
    BadQuestion
        The purpose allows no names, too many persons are meant, or none of them agreed.
    """
    if asked.scope.purpose not in NAMING:
        wanted = chinese(Purpose.CONTACT)
        raise BadQuestion(f"名片写的是姓名和电话：请写明用途“{wanted}”，会记下是谁取用的。", field="purpose")
    name, ids = persons_meant(asked, who, place)
    found = [
        (told_of(row["person"], asked.scope.purpose, asked.today), row)
        for row in persons_on_record(asked.graph, asked.scope, ids)
    ]
    agreed = [(told, row) for told, row in found if told.more]
    if not agreed:
        raise BadQuestion("没有一个人登记了同意，做不出名片。请先问过本人。", field="who")
    note_taken(asked.graph, asked.scope, CARDS, [row["person"]["id"] for _, row in agreed])
    lines = [line for told, row in agreed for line in _card(asked, told, row, unseal)]
    return name or agreed[0][0].name, lines_of(lines)


def _card(asked: Asking, told: Told, row: Mapping[str, Any], unseal: Unseal) -> Iterator[str]:
    person = row["person"]
    yield from ("BEGIN:VCARD", "VERSION:4.0", "KIND:individual")
    yield f"UID;VALUE=text:{text(person['id'])}"
    yield f"FN:{text(told.name)}"
    if told.contact and person.get("phone"):
        yield from (f"TEL;VALUE=uri;TYPE=voice:tel:{one}" for one in _numbers(unseal(person["phone"])))
    yield from (f"ORG:{text(unit)}" for unit in sorted(row["units"]))
    yield from (f"ADR:;;;{text(place_words(asked, home))};;;" for home in sorted(row["homes"]))
    skills = sorted({label for label, _ in row["skills"]} | set(row["categories"]))
    if skills:
        yield f"CATEGORIES:{','.join(map(text, skills))}"
    if person.get("updated_at"):
        yield f"REV:{person['updated_at'].astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _numbers(phones: str) -> list[str]:
    """Give the numbers of a field of phones, each once; blanks part numbers only where they would be too long as one.

    >>> _numbers("138 0000 0001、0571-88888888")
    ['+8613800000001', '0571-88888888']
    >>> _numbers("13800000001 13900000002")
    ['+8613800000001', '+8613900000002']
    """
    parts = [part for part in PARTED.split(phones) if part.strip()]
    several = [one for part in parts for one in (part.split() if _digits(part) > MOST_DIGITS else [part])]
    return list(dict.fromkeys(_number(one) for one in several if _digits(one)))


def _digits(words: str) -> int:
    return sum(letter.isdigit() for letter in words)


def _number(phone: str) -> str:
    plain = "".join(letter for letter in phone if letter.isdigit() or letter in "+-")
    return COUNTRY + plain if len(plain) == DIGITS_OF_A_MOBILE and plain.isdigit() else plain
