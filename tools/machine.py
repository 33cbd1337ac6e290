"""Sees that the machine has what the tests use: Chromium and libatomic, a Chinese font, Java 17 or later, Maven."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import Final

CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OLDEST_JAVA: Final = 17
JAVA_PACKAGES: Final = ("openjdk-21-jre-headless", "openjdk-17-jre-headless", "openjdk-25-jre-headless")
APT_UPDATE: Final = ("apt-get", "update", "-qq")
APT_INSTALL: Final = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
DEBIAN: Final = Path("/etc/debian_version")


def main() -> None:
    """Install by apt-get what is missing when root on Debian, else name it in one line and stop."""
    missing = _missing()
    if missing and os.geteuid() == 0 and DEBIAN.exists() and shutil.which("apt-get"):
        _install(missing)
        missing = _missing()
    if missing:
        names = "、".join(missing)
        packages = " ".join(missing.values())
        sys.exit(f"测试需要而这台机器上没有：{names}。请先安装（Debian、Ubuntu：apt-get install {packages}）再运行。")


def _missing() -> dict[str, str]:
    """Return what is not there, by its name, with the Debian package that brings it."""
    wanted = {
        "Chromium 浏览器": ("chromium", any(map(shutil.which, CHROMIUM))),
        "libatomic": ("libatomic1", bool(find_library("atomic"))),  # Playwright's own Node is linked against it
        "中文字体": ("fontconfig fonts-noto-cjk", _has_chinese_font()),
        f"Java {OLDEST_JAVA} 或更新": (_java_package(), _java_version() >= OLDEST_JAVA),
        "Maven": ("maven", bool(shutil.which("mvn"))),
        "curl": ("curl", bool(shutil.which("curl"))),
    }
    return {name: package for name, (package, there) in wanted.items() if not there}


def _has_chinese_font() -> bool:
    return bool(shutil.which("fc-list")) and bool(_said("fc-list", ":lang=zh-cn", "family").strip())


def _java_version() -> int:
    if not shutil.which("java"):
        return 0
    found = re.search(r'version "(\d+)', _said("java", "-version"))
    return int(found.group(1)) if found else 0


def _java_package() -> str:
    """Return the first Java that this system's package lists know."""
    if not shutil.which("apt-cache"):
        return JAVA_PACKAGES[1]
    known = (name for name in JAVA_PACKAGES if re.search(r"Candidate: \d", _said("apt-cache", "policy", name)))
    return next(known, JAVA_PACKAGES[1])


def _install(missing: dict[str, str]) -> None:
    print(f"安装测试用的 {'、'.join(missing)}……", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(APT_UPDATE, check=False, env=quiet, stdin=subprocess.DEVNULL)
    packages = " ".join(_missing().values()).split()  # asked again: the lists name the Java only now
    words = (*APT_INSTALL, *packages)
    subprocess.run(words, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _said(*words: str) -> str:
    plain = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=plain)
    return done.stdout + done.stderr


if __name__ == "__main__":
    main()
