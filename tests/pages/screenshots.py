"""Takes the README's pictures of a running service: python -m tests.pages.screenshots PRINTED_ADDRESS [FOLDER]."""

import shutil
import sys
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, BrowserContext, sync_playwright

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WORDS: Final = "楼上独居的老人家里电灯坏了没人修"
PICTURES: Final = {
    "desk": "/",
    "who": f"/who?place=330106008000&work={quote(WORDS)}&slot={quote('周六上午')}",
    "week": "/week",
}
FOLDER: Final = Path("docs/screenshots")
PATIENCE_MS: Final = 120_000
SIZE: Final = {"width": 1280, "height": 860}


def main(signing_in: str, folder: Path = FOLDER) -> None:
    """Sign in by the printed address, once, and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        _take(_signed_in(browser, signing_in), signing_in, folder)
        browser.close()


def _signed_in(browser: Browser, signing_in: str) -> BrowserContext:
    context = browser.new_context(viewport=SIZE, device_scale_factor=1.5, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    context.new_page().goto(signing_in)
    return context


def _take(context: BrowserContext, signing_in: str, folder: Path) -> None:
    where = urlsplit(signing_in)
    page = context.pages[0]
    for name, path in PICTURES.items():
        page.goto(f"{where.scheme}://{where.netloc}{path}")
        page.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:3]))
