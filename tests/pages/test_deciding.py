"""Deciding on the week: accept, decline with a reason, undo; and two who want the last place."""

from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from api.answers.decisions import accept_suggestion
from api.answers.pool import pool_post_answer
from api.answers.week import week_answer
from api.pages.links import row_id
from api.questions import WeekQuestion
from tests.pages.conftest import NARROW, WIDE, Opening, Site

ELIGIBLE = "tr:has(form[action='/week/accept']):has(.say.yes)"


def id_of(one: Locator) -> str:
    return one.get_attribute("id") or ""


def first_waiting(page: Page) -> Locator:
    """The first row that can be accepted, held by its id: it stays the same row after the decision."""
    row = page.locator("tr:has(form[action='/week/accept'])").first
    return page.locator(f"[id='{row.get_attribute('id')}']")


def pending(page: Page) -> int:
    return int(page.inner_text("#week-counts a:nth-child(1) b").removesuffix("条").replace(",", ""))


def test_accepting_and_undoing_work_without_javascript(opened: Opening) -> None:
    page = opened("/week", script=False).page
    before, row = pending(page), first_waiting(page)
    row.get_by_role("button", name="采纳", exact=False).first.click()
    assert "已采纳" in page.inner_text("#notice")
    assert "已采纳" in row.inner_text()
    assert pending(page) == before - 1
    row.get_by_role("button", name="撤回").click()
    assert pending(page) == before
    assert row.locator("form[action='/week/accept']").count() == 1


def test_declining_asks_for_a_reason_and_works_without_javascript(opened: Opening) -> None:
    page = opened("/week", script=False).page
    row = first_waiting(page)
    row.locator("summary", has_text="不采纳").click()
    row.locator("select").select_option("时间不合适")
    row.get_by_role("button", name="确定不采纳").click()
    assert "未采纳" in row.inner_text()
    assert "时间不合适" in row.inner_text()
    row.get_by_role("button", name="撤回").click()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_form_of_declining_opens_over_the_rows_and_moves_none(opened: Opening, size: tuple[int, int]) -> None:
    page = opened("/week", script=False).page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    row, accept = first_waiting(page), page.locator("form[action='/week/accept'] button").first
    before = [accept.bounding_box(), page.locator("tr:has(form[action='/week/accept'])").nth(1).bounding_box()]
    summary = row.locator("summary", has_text="不采纳")
    assert abs(summary.bounding_box()["y"] - before[0]["y"]) < 2  # type: ignore[index]
    summary.click()
    form = row.locator("details form").bounding_box()
    after = [accept.bounding_box(), page.locator("tr:has(form[action='/week/accept'])").nth(1).bounding_box()]
    shown = page.evaluate("[scrollX, document.documentElement.scrollWidth]")
    assert [one["height"] for one in after if one] == [one["height"] for one in before if one]
    assert after[1]["y"] - after[0]["y"] == before[1]["y"] - before[0]["y"]  # type: ignore[index]
    assert form is not None
    assert form["x"] >= 0
    assert form["x"] + form["width"] <= size[0]
    assert shown == [0, size[0]]


def decline_as_other(row: Locator) -> None:
    row.locator("summary", has_text="不采纳").click()
    row.locator("select").select_option("其他")
    row.get_by_role("button", name="确定不采纳").click()


def test_other_as_a_reason_asks_for_a_note_before_anything_is_sent(opened: Opening) -> None:
    page = opened("/week").page
    before, row = pending(page), first_waiting(page)
    decline_as_other(row)
    note = row.locator("input[name=note]")
    assert "请写明原因" in note.evaluate("note => note.validationMessage")
    expect(note).to_be_focused()
    assert pending(page) == before
    note.fill("楼道正在改造")
    row.get_by_role("button", name="确定不采纳").click()
    expect(row).to_contain_text("其他：楼道正在改造")
    row.get_by_role("button", name="撤回").click()
    expect(row.locator("form[action='/week/accept']")).to_have_count(1)


def test_what_the_service_misses_in_a_form_is_said_in_its_row(opened: Opening) -> None:
    watched = opened("/week")
    page = watched.page
    row = first_waiting(page)
    row.locator("input[name=note]").evaluate("note => delete note.dataset.neededFor")
    decline_as_other(row)
    expect(row.get_by_role("alert")).to_contain_text("请写明原因")
    expect(page.locator("#notice")).to_be_empty()
    watched.complaints.clear()  # the browser itself notes the 422


def test_without_javascript_a_form_that_misses_something_leads_back_to_its_page(opened: Opening) -> None:
    watched = opened(f"/week?{urlencode({'change': '新增'})}", script=False)
    page = watched.page
    there = page.url
    decline_as_other(first_waiting(page))
    assert "请写明原因" in page.inner_text("main")
    page.click("text=回到本周建议")
    assert page.url == there
    watched.complaints.clear()


def test_a_warning_goes_away_once_something_works_again(opened: Opening) -> None:
    watched = opened("/week")
    page = watched.page
    row = first_waiting(page)
    page.route("**/week/accept", lambda route: route.abort(), times=1)
    row.locator("form[action='/week/accept'] button").click()
    expect(page.locator("#notice")).to_contain_text("连不上服务")
    row.locator("form[action='/week/accept'] button").click()
    expect(row).to_contain_text("已采纳")
    expect(page.locator("#notice")).to_be_empty()
    row.get_by_role("button", name="撤回").click()
    expect(row.locator("form[action='/week/accept']")).to_have_count(1)
    watched.complaints.clear()


def test_gaps_are_listed_under_no_decision(opened: Opening) -> None:
    page = opened(f"/week?{urlencode({'change': '缺口'})}").page
    assert page.locator("tr.gap").count() > 0
    page.goto(page.url.partition("?")[0] + f"?{urlencode({'decision': '待定'})}")
    assert page.locator("tr.gap").count() == 0
    assert page.locator("section h2[id^=at-]").count() > 0
    assert "0 条建议" not in page.locator("#communities header .dim").all_inner_texts()


def test_accepting_changes_only_its_row_and_the_counts(opened: Opening) -> None:
    page = opened("/week").page
    page.evaluate("window.untouched = true")
    before, row = pending(page), first_waiting(page)
    row.locator("form[action='/week/accept'] button").click()
    expect(row).to_contain_text("已采纳")
    expect(page.locator("#week-counts a").first).to_contain_text(f"{before - 1:,}")
    assert page.evaluate("window.untouched")
    assert row.evaluate("row => row.contains(document.activeElement)")
    row.get_by_role("button", name="撤回").click()
    expect(row.locator("form[action='/week/accept']")).to_have_count(1)
    expect(page.locator("#week-counts a").first).to_contain_text(f"{before:,}")


def test_a_decision_in_one_community_counts_that_community_and_its_button(opened: Opening) -> None:
    page = opened("/week").page
    community = id_of(page.locator("span:has(> form[action='/week/accept-all'])").last).removeprefix("all-")
    here = page.locator(f"[id='all-{community}']")
    with page.expect_response("**/week?*"):
        page.select_option("select[name=place]", community)
    page.goto(page.url)
    before, ready = pending(page), int("".join(filter(str.isdigit, here.inner_text())))
    section = page.locator(f"section:has([id='at-{community}'])")
    row = page.locator(f"[id='{id_of(section.locator(ELIGIBLE).first)}']")
    row.locator("form[action='/week/accept'] button").click()
    expect(row).to_contain_text("已采纳")
    expect(page.locator("#week-counts a").first).to_contain_text(f"{before - 1:,}条")
    expect(here).to_contain_text(f"{ready - 1} 条" if ready > 2 else "")
    expect(here).not_to_contain_text(f"{ready} 条")
    row.get_by_role("button", name="撤回").click()
    expect(here).to_contain_text(f"{ready} 条")


def test_filtering_by_a_community_counts_that_community(opened: Opening) -> None:
    page = opened("/week").page
    community = id_of(page.locator("section h2[id^=at-]").first).removeprefix("at-")
    whole = pending(page)
    page.select_option("select[name=place]", community)
    expect(page.locator("section h2[id^=at-]")).to_have_count(1)
    assert pending(page) < whole


def test_decisions_can_be_made_by_keyboard(opened: Opening) -> None:
    page = opened("/week").page
    row = first_waiting(page)
    row.locator("summary", has_text="不采纳").focus()
    page.keyboard.press("Enter")
    expect(row.locator("select")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row.locator("select")).to_be_hidden()
    expect(row.locator("summary", has_text="不采纳")).to_be_focused()


def test_all_that_is_eligible_in_a_community_is_accepted_at_once(opened: Opening) -> None:
    page = opened("/week", script=False).page
    before = pending(page)
    button = page.locator("form[action='/week/accept-all'] button").last
    ready = int("".join(filter(str.isdigit, button.inner_text())))
    button.click()
    assert f"采纳了 {ready} 条" in page.inner_text("#notice")
    assert pending(page) == before - ready


@dataclass(frozen=True)
class LastPlace:
    """A post with one place left and two who were proposed for it."""

    community: str
    first: str
    second: str


LEAVE_ONE_PLACE = """
    MATCH (p:Post {id: $post})
    OPTIONAL MATCH (:Person)-[f:FILLS]->(p) WHERE f.until IS NULL
    WITH p, count(f) AS filled
    SET p.headcount = filled + 1
"""


@pytest.fixture
def last_place(site: Site) -> LastPlace:
    """Leave one place of a post for which two are waiting."""
    for group in week_answer(site.asking(), WeekQuestion(limit=200)).communities:
        waiting = [one for one in group.suggestions if one.decision == "待定" and one.work.kind == "post"]
        for first, second in pairwise(sorted(waiting, key=lambda one: (one.work.id, one.id))):
            if first.work.id == second.work.id:
                site.parts.graph.write(lambda tx, post=first.work.id: tx.run(LEAVE_ONE_PLACE, post=post).consume())
                return LastPlace(group.place.id, first.id, second.id)
    pytest.fail("the sample has no post for which two are waiting")


def test_the_second_to_want_the_last_place_reads_a_clear_sentence(
    opened: Opening, site: Site, last_place: LastPlace
) -> None:
    watched = opened(f"/week?place={last_place.community}")
    row = watched.page.locator(f"[id='{row_id(last_place.second)}']")
    accept_suggestion(site.asking(), last_place.first)
    row.locator("form[action='/week/accept'] button").click()
    expect(row.get_by_role("alert")).to_contain_text("名额已满")
    expect(row.get_by_role("alert")).to_contain_text("管理员")
    expect(row).to_contain_text("已满")
    expect(row.locator("form[action='/week/accept']")).to_have_count(0)
    watched.complaints.clear()  # the browser itself notes the 409


def test_without_javascript_the_second_reads_it_on_a_page_with_a_way_back(
    opened: Opening, site: Site, last_place: LastPlace
) -> None:
    watched = opened(f"/week?place={last_place.community}", script=False)
    row = watched.page.locator(f"[id='{row_id(last_place.second)}']")
    accept_suggestion(site.asking(), last_place.first)
    row.locator("form[action='/week/accept'] button").click()
    assert "名额已满" in watched.page.inner_text("main")
    watched.page.click("text=回到本周建议")
    assert watched.page.url.endswith(f"/week?place={last_place.community}")
    watched.complaints.clear()


def test_an_answer_that_takes_long_is_told_of_until_it_comes(opened: Opening) -> None:
    page = opened("/week").page
    held: list[Route] = []
    page.route("**/week/accept", lambda route: held.append(route))  # noqa: PLW0108 playwright marks what it is given
    page.clock.install()
    row = first_waiting(page)
    with page.expect_request("**/week/accept"):
        row.locator("form[action='/week/accept'] button").click()
    expect(page.locator("#notice")).to_be_empty()
    page.clock.run_for(4000)
    expect(page.locator("#notice")).to_contain_text("请稍等，不用再点")
    held[0].continue_()
    expect(row).to_contain_text("已采纳")
    expect(page.locator("#notice")).not_to_contain_text("请稍等")
    row.get_by_role("button", name="撤回").click()
    expect(row.locator("form[action='/week/accept']")).to_have_count(1)


@pytest.mark.parametrize("kind", ["post", "need"])
def test_posts_and_needs_offer_to_pin_somebody(opened: Opening, site: Site, kind: str) -> None:
    asked = site.asking()
    works = (one.row.id for one in site.view().works.demands if one.row.kind == kind)
    work = next(id_ for id_ in works if pool_post_answer(asked, id_).alternatives)
    page = opened(f"/pool/{work}", script=False).page
    assert page.locator("form[action$='/pins']").count()
