"""A new set of division codes by page, without JavaScript: what it leaves open is confirmed, denied and taken back."""

from playwright.sync_api import FilePayload, Page

from graph_model.scope import Scope
from loaders.codes.loading import standing_codes
from tests.pages.conftest import Opening, Site


def a_new_set(site: Site) -> tuple[FilePayload, str]:
    """Give the codes of the site with one community under another code and name, and the code that is gone."""
    territory = site.asking().scope.territory
    units = standing_codes(site.parts.graph, [Scope("测试", territory)], site.parts.today())
    gone = max(code for code in units if not code.endswith("000"))
    lines = [f"{one.code},{one.name},{one.parent or ''}" for code, one in sorted(units.items()) if code != gone]
    lines.append(f"{gone[:9]}999,样例新社区,{gone[:9]}000")
    content = "\n".join(["代码,名称,上级代码", *lines]).encode()
    return {"name": "新代码.csv", "mimeType": "text/csv", "buffer": content}, gone


def settle(page: Page, gone: str, choice: str) -> str:
    page.locator(f"tr:has-text('{gone}') select[name=choice]").select_option(choice)
    page.click("button:has-text('记下这些')")
    return page.inner_text("main")


def test_what_a_new_set_leaves_open_is_denied_confirmed_and_taken_back(opened: Opening, site: Site) -> None:
    page = opened("/codes", script=False).page
    file, gone = a_new_set(site)
    page.set_input_files("#codes-file", file)
    page.click("button:has-text('看变了什么')")
    assert "要确认 1 条" in page.inner_text("main")
    assert "说不是这样" in settle(page, gone, "denied")
    told = settle(page, gone, "abolished")
    assert "记下了 1 条" in told
    assert "撤销，没有去向" in told
    assert page.locator("button:has-text('装入这一套')").count() == 1
    page.click("button[aria-label^='收回']")
    assert page.locator("button:has-text('装入这一套')").count() == 0
