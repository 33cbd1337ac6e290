"""What axe finds on a page, told so that it can be mended."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()


def findings_of(page: Page) -> list[str]:
    """Return each violation with the elements concerned."""
    violations = AXE.run(page).response["violations"]
    return [f"{one['id']}: {one['help']} — {node['html'][:160]}" for one in violations for node in one["nodes"]]


def contrast_of(page: Page) -> list[str]:
    """Return what lacks contrast, alone."""
    only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    violations = AXE.run(page, options=only).response["violations"]
    return [f"{node['html'][:160]}: {node['any'][0]['message']}" for one in violations for node in one["nodes"]]
