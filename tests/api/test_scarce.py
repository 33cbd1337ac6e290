"""稀缺的人与物: how many places wait for what there is too little of."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

import api
from api.answers import scarce
from api.schemas import Scarcity
from api.schemas.common import Ref
from matching.gaps import Scarce, Talent


def told(places: int) -> Scarcity:
    """Tell of a talent that `places` communities lack."""
    short = lambda community: Ref(id=community, name=f"{community}社区")  # noqa: E731
    asked: Any = SimpleNamespace(view=SimpleNamespace(places=SimpleNamespace(short=short)))
    gaps: Any = {number: SimpleNamespace(community=f"样例{number:02d}") for number in range(places)}
    return scarce._scarcity(asked, Scarce(Talent("any", "彩笔", 0, 0), places, tuple(range(places))), gaps)


@pytest.mark.parametrize("places", [1, 4, 6, 54])
def test_all_places_that_wait_are_counted_also_those_not_listed(places: int) -> None:
    page = Environment(loader=FileSystemLoader(f"{api.__path__[0]}/templates"), autoescape=True)
    shown = page.get_template("_scarce.html").render(scarce_list=[told(places)])
    assert told(places).blocked_places == places
    assert (f"等 {places} 处" in shown) == (places > 4)
