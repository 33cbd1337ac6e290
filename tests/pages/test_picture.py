"""协作图谱 in a browser: searching, layers, quarters, the keyboard, a click, and the table without JavaScript."""

from playwright.sync_api import Page

from tests.pages.conftest import NARROW, Opening

READY = "[data-picture][data-ready]"
SAID = "[data-said]"
DIFFERENT_COLOURS = """
() => { const canvas = document.querySelector("[data-picture] canvas"), pen = canvas.getContext("2d");
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height), found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  return found.size; }
"""
PICTURE = "document.querySelector('[data-picture] canvas').toDataURL()"
AT_REST = """
() => new Promise((done) => { const stage = document.querySelector("[data-picture]"); let had = "", since = 0;
  const look = () => { const now = stage.dataset.frames; since = now === had ? since + 1 : 0; had = now;
    if (since > 12) done(); else requestAnimationFrame(look); };
  look(); })
"""


def drawn(opened: Opening, path: str = "/picture") -> Page:
    """Open the page and wait for the picture to rest."""
    page = opened(path).page
    page.wait_for_selector(READY)
    page.evaluate(AT_REST)
    return page


def rested(page: Page) -> str:
    page.evaluate(AT_REST)
    return str(page.evaluate(PICTURE))


def units_found(page: Page) -> list[str]:
    page.click("#results nav >> text=单位")
    page.wait_for_selector("th >> text=和几家有来往")
    return page.locator("#results tbody a").all_inner_texts()


def test_the_picture_is_not_blank_and_rests(opened: Opening) -> None:
    page = drawn(opened)
    assert page.evaluate(DIFFERENT_COLOURS) > 50
    assert rested(page) == rested(page)


def test_the_same_data_give_the_same_picture(opened: Opening) -> None:
    assert rested(drawn(opened)) == rested(drawn(opened))


def test_picture_and_table_count_alike(opened: Opening) -> None:
    page = drawn(opened)
    told, title = page.inner_text(SAID), page.inner_text("#table-title")
    count = told.split("，")[1].split(" ")[0]
    assert f"：{count} 对来往" in title


def test_a_layer_less_leaves_fewer_ties_in_picture_and_table(opened: Opening) -> None:
    page = drawn(opened)
    before, title = page.inner_text(SAID), page.inner_text("#table-title")
    page.uncheck("input[name=layer][value=event]")
    page.wait_for_function("(had) => document.querySelector('#table-title').innerText !== had", arg=title)
    after = page.inner_text(SAID)
    assert after != before
    assert f"：{after.split('，')[1].split(' ')[0]} 对来往" in page.inner_text("#table-title")
    assert "layer=pairing" in page.url


def test_the_slider_goes_through_the_quarters(opened: Opening) -> None:
    page = drawn(opened)
    title, slider = page.inner_text("#table-title"), page.locator("[data-slider]")
    slider.focus()
    assert slider.get_attribute("aria-valuetext") == "2026Q4"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "2026Q2"
    assert page.inner_text(SAID).startswith("2026Q2：")
    assert page.input_value("select[name=quarter]") == "2026Q2"
    page.wait_for_function("(had) => document.querySelector('#table-title').innerText !== had", arg=title)
    assert "2026Q2" in page.inner_text("#results header")


def test_tab_goes_through_what_was_found_and_enter_opens_it(opened: Opening) -> None:
    page = drawn(opened, "/picture?find=一医院&show=units")
    found = page.locator("#results tbody a").all_inner_texts()
    assert "找到" in page.inner_text("[data-status]")
    page.focus("[data-picture]")
    page.keyboard.press("Tab")
    assert f"第 1 家，共 {len(found)} 家：{found[0]}" in page.inner_text("[data-status]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/**")
    assert found[0] in page.inner_text("h1")


def test_the_keyboard_is_never_caught(opened: Opening) -> None:
    page = drawn(opened, "/picture?find=医院")
    page.focus("[data-picture]")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-zoom]')"):
            return
    raise AssertionError("the focus never left the picture")


def test_arrows_move_plus_and_minus_zoom_and_0_shows_all_again(opened: Opening) -> None:
    page = drawn(opened)
    page.focus("[data-picture]")
    whole = rested(page)
    seen = [whole]
    for key in ("ArrowLeft", "ArrowUp", "+", "-"):
        page.keyboard.press(key)
        seen.append(rested(page))
        assert seen[-1] != seen[-2]
    page.keyboard.press("0")
    assert rested(page) == whole


def test_a_click_on_a_unit_opens_its_page(opened: Opening) -> None:
    page = drawn(opened, "/picture?find=样例第一医院")
    page.focus("[data-picture]")
    page.keyboard.press("Tab")  # brings the one found to the middle
    page.evaluate(AT_REST)
    stage = page.locator("[data-picture]").bounding_box()
    assert stage is not None
    page.mouse.click(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    page.wait_for_url("**/organisations/**")
    assert "样例第一医院" in page.inner_text("h1")


def test_pointing_tells_of_a_unit_and_dragging_opens_nothing(opened: Opening) -> None:
    page = drawn(opened, "/picture?find=样例第一医院")
    page.focus("[data-picture]")
    page.keyboard.press("Tab")
    page.evaluate(AT_REST)
    stage = page.locator("[data-picture]").bounding_box()
    assert stage is not None
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    page.mouse.move(x + 1, y)
    assert "样例第一医院" in page.inner_text("[data-tip]")
    page.mouse.down()
    page.mouse.move(x + 90, y + 40, steps=4)
    page.mouse.up()
    assert "/picture" in page.url


def test_an_alliance_is_chosen_without_leaving_the_page(opened: Opening) -> None:
    page = drawn(opened)
    ready = page.get_attribute("[data-picture]", "data-ready")
    page.select_option("select[name=alliance]", index=3)
    page.wait_for_function("(had) => document.querySelector('[data-picture]').dataset.ready !== had", arg=ready)
    name = page.locator("select[name=alliance] option:checked").inner_text()
    assert page.inner_text("#picture-title") == f"{name}的图"
    page.wait_for_function("(name) => document.querySelector('#table-title').innerText.startsWith(name)", arg=name)


def test_without_javascript_the_table_says_it_all(opened: Opening) -> None:
    page = opened("/picture", script=False).page
    assert not page.locator("[data-picture]").is_visible()
    page.fill("#find", "医院")
    page.select_option("select[name=quarter]", "2026Q3")
    page.click("form#asked .button")
    rows = page.locator("#results tbody tr").all_inner_texts()
    assert rows
    assert all("医院" in row for row in rows)
    assert all("医院" in name for name in units_found(page))


def test_a_narrow_window_shows_the_picture_too(opened: Opening) -> None:
    page = opened("/picture", NARROW).page
    page.wait_for_selector(READY)
    page.evaluate(AT_REST)
    assert page.evaluate(DIFFERENT_COLOURS) > 20
