"""A real browser on a real service over the sample district; what a page does wrong on its own fails its test."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    StorageState,
    ViewportSize,
    sync_playwright,
)

from api.app import create_app
from api.asking import Asking
from api.deps import Parts
from api.settings import Settings
from api.snapshot import Snapshot, View, root_scope
from api.weekly import run_week
from graph_model.migrations import migrate
from graph_model.opening import open_embedded
from graph_model.sealing import open_sealer
from loaders.demo import write_ledgers
from loaders.pipeline import import_files
from tests.api.conftest import TODAY, running

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE, NARROW = (1280, 900), (375, 740)
PATIENCE_MS = 60_000
PERSONS = 600


@dataclass
class Watched:
    """A page with what it asked for and what it complained of."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc and not request.url.startswith("data:"):
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("没有 Chromium：请先安装（Debian、Ubuntu：apt-get install chromium）。", pytrace=False)
    if not _has_chinese_font():
        pytest.fail("没有中文字体：请先安装（Debian、Ubuntu：apt-get install fonts-noto-cjk）。", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield browser
        browser.close()


def _has_chinese_font() -> bool:
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


@dataclass(frozen=True)
class Site:
    """A running service over the sample district."""

    address: str
    parts: Parts

    def view(self) -> View:
        return self.parts.snapshot.current()

    def asking(self) -> Asking:
        return self.parts.asking("管理员")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service with a graph server of its own: the other tests empty theirs."""
    settings = Settings(data_folder=tmp_path_factory.mktemp("site"))
    with open_embedded(settings.graph_folder) as graph:
        migrate(graph)
        ledgers = write_ledgers(tmp_path_factory.mktemp("ledgers"), today=TODAY, persons=PERSONS)
        sealer = open_sealer(settings.data_folder)
        assert import_files(graph, ledgers, sealer=sealer, user="样例", today=TODAY).errors == 0
        run_week(graph, Snapshot(graph), root_scope(graph, "样例"), TODAY)
        app = create_app(settings, graph, today=lambda: TODAY)
        with running(app, settings) as address:
            yield Site(address, app.state.parts)


@pytest.fixture
def stranger(site: Site) -> Iterator[httpx.Client]:
    """Somebody who has not signed in."""
    with httpx.Client(base_url=site.address) as client:
        yield client


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, site: Site) -> StorageState:
    """The cookie of a reader who has used the printed address."""
    context = chromium.new_context()
    context.new_page().goto(f"{site.address}/sign-in?token={site.parts.doorkeeper.new_sign_in_token()}")
    state = context.storage_state()
    context.close()
    return state


Opening = Callable[..., Watched]


@pytest.fixture
def opened(chromium: Browser, site: Site, signed_in: StorageState) -> Iterator[Opening]:
    """Open a page, signed in; at the end no page may have asked elsewhere or complained."""
    watched: list[Watched] = []

    def open_(path: str, size: tuple[int, int] = WIDE, *, script: bool = True) -> Watched:
        one = open_page(chromium, site, signed_in, size, script=script)
        watched.append(one)
        one.page.goto(site.address + path)
        return one

    yield open_
    for one in watched:
        one.page.context.close()
    assert [url for one in watched for url in one.foreign] == []
    assert [words for one in watched for words in one.complaints] == []


def open_page(
    browser: Browser, site: Site, state: StorageState, size: tuple[int, int] = WIDE, *, script: bool = True
) -> Watched:
    """Give a fresh browser window, signed in, that notes what goes wrong."""
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, java_script_enabled=script, storage_state=state)
    context.set_default_timeout(PATIENCE_MS)
    one = Watched(context.new_page(), site.address)
    one.watch()
    return one
