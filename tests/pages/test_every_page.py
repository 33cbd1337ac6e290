"""What holds for every page: no request leaves the server, no complaint, axe finds nothing, narrow windows work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, StorageState

from api.pages.rendering import NAV
from tests.pages.addresses import ADDRESSES, address_of
from tests.pages.axe import contrast_of, findings_of
from tests.pages.conftest import NARROW, Opening, Site, Watched, open_page


@dataclass(frozen=True)
class Seen:
    """What one visit to a page showed."""

    axe: list[str]
    dark: list[str]
    levels: list[int]
    narrow_width: int
    complaints: list[str]
    foreign: list[str]


Visit = Callable[[str], Seen]
NAVIGATION = sum(len(links) for _, links in NAV)


@pytest.fixture(scope="module")
def visit(chromium: Browser, site: Site, signed_in: StorageState) -> Iterator[Visit]:
    """Look at a page once, however many tests ask about it."""
    watched, seen = open_page(chromium, site, signed_in), dict[str, Seen]()

    def look(name: str) -> Seen:
        if name not in seen:
            seen[name] = _look(watched, site.address + address_of(site, name))
        return seen[name]

    yield look
    watched.page.context.close()


def _look(watched: Watched, address: str) -> Seen:
    page, width = watched.page, NARROW[0]
    watched.complaints.clear()
    watched.foreign.clear()
    page.goto(address)
    found = findings_of(page)
    levels = page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(heading => +heading.tagName[1])")
    page.emulate_media(color_scheme="dark")
    dark = contrast_of(page)
    page.emulate_media(color_scheme="light")
    whole = page.viewport_size
    page.set_viewport_size({"width": width, "height": NARROW[1]})
    narrow_width = page.evaluate("document.documentElement.scrollWidth")
    assert whole is not None
    page.set_viewport_size(whole)
    return Seen(found, dark, levels, narrow_width, [*watched.complaints], [*watched.foreign])


@pytest.mark.parametrize("name", ADDRESSES)
def test_axe_finds_nothing(visit: Visit, name: str) -> None:
    assert visit(name).axe == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_dark_colours_have_contrast(visit: Visit, name: str) -> None:
    assert visit(name).dark == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_narrow_window_needs_no_sideways_scrolling(visit: Visit, name: str) -> None:
    assert visit(name).narrow_width <= NARROW[0]


@pytest.mark.parametrize("name", ADDRESSES)
def test_headings_come_in_order(visit: Visit, name: str) -> None:
    levels = visit(name).levels
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_request_leaves_the_server(visit: Visit, name: str) -> None:
    assert visit(name).foreign == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_browser_complains_of_nothing(visit: Visit, name: str) -> None:
    assert visit(name).complaints == []


def test_the_first_tab_leads_past_the_navigation(opened: Opening) -> None:
    page = opened("/who").page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_is_always_visible(opened: Opening) -> None:
    page = opened("/who").page
    page.focus("#place")
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const e = document.activeElement, o = e.closest('.slots label') || e;"
            " return getComputedStyle(o).outlineStyle; })()"
        )
        assert seen != "none"


def test_the_navigation_names_only_pages_that_exist(opened: Opening) -> None:
    page = opened("/").page
    addresses = page.eval_on_selector_all("nav.side a", "all => all.map(a => a.href)")
    assert len(addresses) >= NAVIGATION
    for href in addresses:
        assert page.request.get(href).status == 200


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "没有这个页面"),
        ("/persons/person-none", 404, "没有"),
        ("/who?work=x&place=无此地", 404, "没有叫"),
    ],
)
def test_an_error_page_says_what_to_do(opened: Opening, path: str, status: int, words: str) -> None:
    watched = opened("/")
    answer = watched.page.goto(watched.address + path)
    assert answer is not None
    assert answer.status == status
    assert words in watched.page.inner_text("main")
    assert watched.page.locator("main a").first.is_visible()
    watched.complaints.clear()  # the browser itself notes a failed load


def test_who_is_not_signed_in_is_asked_to(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.address + "/week")
    assert findings_of(page) == []
    page.fill("#token", site.parts.doorkeeper.new_sign_in_token())
    page.click("text=登录 >> nth=-1")
    page.wait_for_url(site.address + "/")
    assert "工作台" in page.inner_text("h1, nav.side")
    context.close()
