"""A second process encodes what is not kept: the same vectors, whatever becomes of the process."""

import sys
from pathlib import Path

import numpy as np
import pytest

from matching.text.beside import WORTH_A_PROCESS, encoding_beside
from matching.text.encoder import Encoder, installed_encoder, keyed_batches, vectors_of

TEXTS = [f"{floor}楼的灯坏了" for floor in range(3 * WORTH_A_PROCESS)]


class Never:
    """An encoder that must not be asked."""

    def encode(self, texts: list[str]) -> np.ndarray:
        raise AssertionError(texts)


class Flat:
    """An encoder that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += len(texts)
        return np.ones((len(texts), 512), np.float32)


def encoder_here() -> Encoder:
    found = installed_encoder()
    assert found is not None
    return found


def test_vectors_made_beside_are_those_made_here_and_are_kept() -> None:
    here, kept = vectors_of(TEXTS, encoder_here()), dict[str, np.ndarray]()
    with encoding_beside(keyed_batches(TEXTS), kept) as awaited:
        beside = vectors_of(TEXTS, Never(), awaited)
    again = vectors_of(TEXTS, Never(), kept)
    assert all((here[text] == beside[text]).all() and (here[text] == again[text]).all() for text in TEXTS)


def test_half_of_the_work_is_left_to_this_process() -> None:
    here = Flat()
    with encoding_beside(keyed_batches(TEXTS), {}, 0.5) as awaited:
        vectors_of(TEXTS, here, awaited)
    assert 0 < here.asked < len(TEXTS)


def test_what_a_failed_process_does_not_give_is_made_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = tmp_path / "python"
    failing.write_text("#!/bin/sh\nprintf half\nexit 1\n")
    failing.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(failing))
    here = Flat()
    with encoding_beside(keyed_batches(TEXTS), {}) as awaited:
        vectors_of(TEXTS, here, awaited)
    assert here.asked == len(TEXTS)


def test_little_work_needs_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    kept = dict[str, np.ndarray]()
    with encoding_beside(keyed_batches(TEXTS[: WORTH_A_PROCESS - 1]), kept) as awaited:
        assert awaited is kept


def test_a_block_that_fails_leaves_no_process_behind() -> None:
    with pytest.raises(LookupError), encoding_beside(keyed_batches(TEXTS), {}):
        raise LookupError
