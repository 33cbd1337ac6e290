"""Addresses of pages: the one place that knows where each thing is shown."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

PAGES: Final = {
    "person": "/persons/",
    "team": "/teams/",
    "organisation": "/organisations/",
    "resource": "/resources/",
    "post": "/posts/",
    "need": "/needs/",
    "wish": "/wishes/",
    "project": "/projects/",
    "problem": "/raised/",
    "territory": "/territories/",
}
POOL: Final = "/pool"
Parameters = Mapping[str, str | Sequence[str] | None]


def thing_href(kind: str, identity: str) -> str:
    """Return the address of a thing's own page; nothing for a kind that has none."""
    start = PAGES.get(kind)
    return f"{start}{quote(identity, safe='')}" if start else ""


def address(path: str, parameters: Parameters) -> str:
    """Return path and query; empty parameters are left out."""
    told = {key: value for key, value in parameters.items() if value}
    return f"{path}?{urlencode(told, doseq=True)}" if told else path


def pool_href(work: str) -> str:
    """Return the page of one post or need in the pool: its alternatives, what staff settled, what a change would do."""
    return f"{POOL}/{quote(work, safe='')}"


def where_href(helper: str) -> str:
    """Return the page that says where one helper can serve."""
    return f"/who/where?helper={quote(helper, safe='')}"


def why_href(helper: str, work: str) -> str:
    """Return the page that checks one helper against one work, rule by rule."""
    return f"/why-not?helper={quote(helper, safe='')}&work={quote(work, safe='')}"


def work_who_href(work: str) -> str:
    """Return the page that lists who could do a known post or need."""
    return f"/who?for={quote(work, safe='')}"


def pending_href(place: str) -> str:
    """Return the page of the week where what waits in a place is decided."""
    return address("/week", {"place": place, "decision": "待定"})


def row_id(suggestion: str) -> str:
    """Return the anchor of a suggestion's row, without the marks that selectors do not like.

    >>> row_id("2026-W47:330106000000:post-1:person-2")
    's-2026-W47_330106000000_post-1_person-2'
    """
    return "s-" + re.sub(r"[^\w-]", "_", suggestion)
