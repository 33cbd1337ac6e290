"""Asking who can go: without JavaScript, with it, by keyboard, and with a Chinese input method."""

from urllib.parse import quote

from playwright.sync_api import Page, Request, expect

from api.answers.overview import overview_answer
from api.answers.who import who_answer
from api.questions import WhoQuestion
from tests.pages.addresses import WORDS
from tests.pages.conftest import NARROW, Opening, Site


def asked(page: Page) -> list[str]:
    """Note every question the page asks from here on."""
    questions: list[str] = []

    def note(request: Request) -> None:
        if "/who?" in request.url:
            questions.append(request.url)

    page.on("request", note)
    return questions


def test_the_form_answers_without_javascript(opened: Opening) -> None:
    page = opened("/who", script=False).page
    page.fill("#work", WORDS)
    page.check("input[name=slot][value=周六上午]", force=True)
    page.click("button:has-text('查找')")
    assert page.locator("#results article").count() > 0
    assert page.locator("#results .say").first.inner_text().strip() != ""
    assert page.is_checked("input[name=slot][value=周六上午]")
    assert "理解为" in page.inner_text("#understood")


def test_a_hole_of_the_overview_opens_a_page_that_names_nobody_of_the_place(site: Site, opened: Opening) -> None:
    overview = overview_answer(site.asking())
    holes = [
        (row.place, column.label)
        for row in overview.rows
        for cell, column in zip(row.cells, overview.categories, strict=True)
        if cell.hole
    ]
    asked = {hole: who_answer(site.asking(), WhoQuestion(hole[0].id, hole[1])).counts for hole in holes}
    assert holes
    assert [counts.local for counts in asked.values()] == [0] * len(holes)
    place, category = next(hole for hole, counts in asked.items() if counts.yes)
    page = opened(f"/who?place={place.id}&category={quote(category)}", script=False).page
    assert f"都不在{place.name}，要从别处来" in page.inner_text("#results header")


def test_the_next_page_works_without_javascript(opened: Opening) -> None:
    page = opened(f"/who?work={WORDS}", script=False).page
    first = page.locator("#results h3").all_inner_texts()
    page.click("text=再看")
    second = page.locator("#results h3").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    page.click("text=回到最前")
    assert page.locator("#results h3").all_inner_texts() == first


def test_typing_answers_in_place_and_the_address_follows(opened: Opening) -> None:
    page = opened("/who").page
    page.evaluate("window.untouched = true")
    page.fill("#work", WORDS)
    expect(page.locator("#results article").first).to_be_visible()
    expect(page.locator("#understood")).to_contain_text("理解为")
    assert page.evaluate("window.untouched")
    assert "work=" in page.url


def test_more_helpers_are_added_to_the_list(opened: Opening) -> None:
    page = opened(f"/who?work={WORDS}").page
    rows = page.locator("#helpers article")
    before = rows.count()
    page.click("#helpers .more a")
    expect(rows).not_to_have_count(before)
    names = page.locator("#helpers h3 a").evaluate_all("all => all.map(a => a.href)")
    assert len(names) == len(set(names)) > before


def test_the_form_works_by_keyboard_alone(opened: Opening) -> None:
    page = opened("/who").page
    page.focus("#work")
    page.keyboard.insert_text(WORDS)
    expect(page.locator("#results article").first).to_be_visible()
    page.focus("input[name=slot][value=周六上午]")
    with page.expect_response("**/who?*"):
        page.keyboard.press("Space")
    expect(page.locator("input[name=slot][value=周六上午]")).to_be_focused()
    assert "slot=" in page.url


def test_half_typed_pinyin_asks_nothing_until_the_word_is_chosen(opened: Opening) -> None:
    page = opened("/who").page
    questions = asked(page)
    page.focus("#work")
    keyboard = page.context.new_cdp_session(page)
    for typed in ("d", "di", "dia", "dian", "dian'd", "dian'de", "dian'deng"):
        keyboard.send(
            "Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
        )
        page.wait_for_timeout(150)
    page.wait_for_timeout(900)
    assert page.input_value("#work") == "dian'deng"
    assert questions == []
    with page.expect_request("**/who?*") as chosen:
        keyboard.send("Input.insertText", {"text": "电灯"})
    assert "work=%E7%94%B5%E7%81%AF" in chosen.value.url
    assert len(questions) == 1


def test_nobody_found_says_what_to_relax(opened: Opening) -> None:
    page = opened(f"/who?work={WORDS}&kind=resource&eligibility=符合&slot=周三晚上").page
    assert page.locator("#results article").count() == 0
    page.click("#results .empty a >> nth=0")
    expect(page.locator("#results")).to_be_visible()
    assert "slot=" not in page.url


def test_words_that_mean_nothing_list_nobody_and_lead_on(opened: Opening) -> None:
    page = opened("/who?work=地球为什么是圆的", script=False).page
    assert "没有听懂这句话" in page.inner_text("#results")
    assert page.locator("#results article").count() == 0
    page.click("#results .empty a >> text=直接选类别")
    assert page.locator("#category").is_visible()
    page.click("#results .empty a >> nth=2")
    expect(page.locator("#results article").first).to_be_visible()


def test_a_narrow_window_asks_and_answers_too(opened: Opening) -> None:
    page = opened("/who", NARROW).page
    page.fill("#work", WORDS)
    expect(page.locator("#results article").first).to_be_visible()


def test_a_name_finds_the_helper_and_where_they_can_serve(opened: Opening) -> None:
    page = opened("/who/where", script=False).page
    page.fill("#helper", "样例")
    page.press("#helper", "Enter")
    page.click("#results .plain-list a >> nth=0")
    assert "能去的地方" in page.inner_text("#results")


def test_why_not_asks_for_the_two_by_name_without_javascript(opened: Opening) -> None:
    page = opened("/why-not", script=False).page
    assert page.locator("nav.side").count() == 1
    page.fill("#helper", "样例")
    page.fill("#work", "岗")
    page.click("button:has-text('逐条核对')")
    page.click("section .plain-list >> nth=0 >> a >> nth=0")
    page.click("section .plain-list a >> nth=0")
    assert page.locator(".verdicts li").count() > 0


def test_why_not_says_what_it_does_not_find(opened: Opening) -> None:
    page = opened("/why-not?helper=person-none&work=没有这样的岗位", script=False).page
    assert "没有找到“person-none”" in page.inner_text("main")
    assert "没有找到“没有这样的岗位”" in page.inner_text("main")
