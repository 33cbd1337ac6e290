import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.errors import KeyFileUnusable, SealBroken
from graph_model.sealing import KEY_FILE, Sealer, open_sealer

SEALER = Sealer(bytes(32))
OTHER = Sealer(bytes(31) + b"1")


@given(st.text())
def test_what_is_sealed_can_be_opened(text: str) -> None:
    assert SEALER.unseal(SEALER.seal(text)) == text


def test_a_seal_does_not_show_its_text() -> None:
    assert "13900000000" not in SEALER.seal("13900000000")


def test_the_same_text_never_has_the_same_seal() -> None:
    assert SEALER.seal("样例") != SEALER.seal("样例")


def test_another_key_does_not_open_a_seal() -> None:
    with pytest.raises(SealBroken):
        OTHER.unseal(SEALER.seal("样例"))


@pytest.mark.parametrize("place", [3, 10, -5])  # the last four may carry bits that mean nothing
def test_an_altered_seal_does_not_open(place: int) -> None:
    seal = list(SEALER.seal("样例文字"))
    seal[place] = "A" if seal[place] != "A" else "B"
    with pytest.raises(SealBroken):
        SEALER.unseal("".join(seal))


@pytest.mark.parametrize("broken", ["", "s1.", "s1.AAAA", "s1.不是", "plain", "s2.AAAA"])
def test_what_is_no_seal_is_refused(broken: str) -> None:
    with pytest.raises(SealBroken):
        SEALER.unseal(broken)


def test_a_person_has_one_identity_key_however_the_number_is_written() -> None:
    assert SEALER.identity_key("11010519491231002x") == SEALER.identity_key(" 110105 19491231 002X ")


def test_two_people_have_two_identity_keys() -> None:
    assert SEALER.identity_key("11010519491231002X") != SEALER.identity_key("110105194912310038")


def test_the_identity_key_needs_the_key() -> None:
    assert SEALER.identity_key("11010519491231002X") != OTHER.identity_key("11010519491231002X")


def test_the_identity_key_does_not_change_between_versions() -> None:
    assert (
        SEALER.identity_key("11010519491231002X") == "5d4eedb21d61c146d4799e98574cd5bb0e144c51f5f89e7be8f40da6c30196b4"
    )


def test_a_seal_of_an_earlier_version_still_opens() -> None:
    assert SEALER.unseal("s1.ENJaq82Ir_XbbGByWKqf0mhl_jBSC2kY3O-XilfpG0a3YQ==") == "样例"


def test_the_key_file_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    seal = open_sealer(tmp_path).seal("样例")
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert open_sealer(tmp_path).unseal(seal) == "样例"


def test_many_openings_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        sealers = list(pool.map(open_sealer, [tmp_path] * 64))
    assert len({sealer.identity_key("1") for sealer in sealers}) == 1


def test_a_key_file_others_can_read_is_refused(tmp_path: Path) -> None:
    open_sealer(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(KeyFileUnusable) as refused:
        open_sealer(tmp_path)
    assert refused.value.path == tmp_path / KEY_FILE
    assert "644" in refused.value.cause


def test_a_short_key_file_is_refused(tmp_path: Path) -> None:
    open_sealer(tmp_path)
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(KeyFileUnusable, match="5 bytes"):
        open_sealer(tmp_path)
