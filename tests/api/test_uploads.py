"""What was sent is kept sealed for some hours, and only who sent it gets it back."""

import time
from pathlib import Path

import pytest

from api.errors import UnknownThing
from api.uploads import KEPT_SECONDS, Uploads
from graph_model.sealing import Sealer

SEALER = Sealer(b"u" * 32)


def kept(folder: Path) -> tuple[Uploads, str]:
    path = folder / "名单.csv"
    path.write_text("姓名,身份证号\n样例甲,999999199001011234\n")
    uploads = Uploads(folder / "uploads", SEALER)
    return uploads, uploads.keep("张三", path)


def test_a_kept_file_comes_back_whole_under_its_own_name(tmp_path: Path) -> None:
    uploads, token = kept(tmp_path)
    with uploads.opened("张三", token) as upload:
        assert upload.path.name == "名单.csv"
        assert upload.path.read_bytes() == (tmp_path / "名单.csv").read_bytes()
    assert not upload.path.exists()


def test_nothing_of_a_kept_file_can_be_read_without_the_key(tmp_path: Path) -> None:
    _, token = kept(tmp_path)
    sealed = tmp_path / "uploads" / token
    assert "样例甲".encode() not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("token", ["", "../seal.key", "x" * 22])
def test_a_token_nobody_was_given_opens_nothing(tmp_path: Path, token: str) -> None:
    uploads, _ = kept(tmp_path)
    with pytest.raises(UnknownThing), uploads.opened("张三", token):
        pass


def test_somebody_elses_file_is_not_shown(tmp_path: Path) -> None:
    uploads, token = kept(tmp_path)
    with pytest.raises(UnknownThing), uploads.opened("李四", token):
        pass


def test_a_file_kept_too_long_is_gone_and_removed_with_the_next_one(tmp_path: Path) -> None:
    _, token = kept(tmp_path)
    later = Uploads(tmp_path / "uploads", SEALER, now=time.time() + KEPT_SECONDS + 60)
    with pytest.raises(UnknownThing), later.opened("张三", token):
        pass
    later.keep("张三", tmp_path / "名单.csv")
    assert not (tmp_path / "uploads" / token).exists()
