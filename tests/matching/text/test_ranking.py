"""Offers are ranked for needs by what both are about; reasons are true; order, hash and encoder do not matter."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matching.text.encoder import installed_encoder, vectors_of
from matching.text.ranking import Ranked, Ranker
from matching.text.reasons import WITHOUT_ENCODER
from matching.text.sheets import Entry
from tests.benchmarks.bench_understanding import by_product, by_tfidf, by_words_alone, paraphrases

LAMP = Entry("need", "孤寡老人家里三四天没有电")
OFFERS = [
    Entry("food", "社区食堂送餐上门", unit="幸福食堂"),
    Entry("light", "党员服务队上门服务", unit="南山供电所"),
    Entry("park", "单位停车场夜间错时开放", unit="机关事务管理局"),
]
LEAST_TUNED, LEAST_UNSEEN, LEAST_BLIND = 0.85, 0.85, 0.65


def ranked(needs: list[Entry], offers: list[Entry], *, encoder: bool = False, top: int = 10) -> list[list[Ranked]]:
    return [found for _, found in Ranker(offers, installed_encoder() if encoder else None).rank(needs, top)]


def ids(found: list[Ranked]) -> list[str]:
    return [one.entry.id for one in found]


def test_a_power_supplier_is_found_for_a_home_without_power_by_what_such_units_do() -> None:
    best = ranked([LAMP], OFFERS)[0][0]
    assert best.entry.id == "light"
    assert any("供电企业" in reason and "《电力法》" in reason for reason in best.reasons)


def test_a_unit_that_does_something_else_does_not_come_first() -> None:
    bank = [Entry("same", "党员服务队上门服务", unit="某某银行支行"), OFFERS[1]]
    assert ids(ranked([LAMP], bank)[0]) == ["light", "same"]


def test_every_word_a_reason_names_stands_in_the_need_or_the_offer() -> None:
    for found in ranked([LAMP], OFFERS)[0]:
        quoted = [part.split("”")[0] for reason in found.reasons[:1] for part in reason.split("说到“")[1:]]
        assert all(word in f"{LAMP.text}{found.entry.text}" for word in quoted)


def test_scores_fall_and_lie_between_nothing_and_one() -> None:
    scores = [one.score for one in ranked([LAMP], OFFERS, encoder=True)[0]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_stated_category_speaks_where_the_words_do_not() -> None:
    needs = [Entry("a", "三号楼的事", category="助餐")]
    best = ranked(needs, OFFERS)[0][0]
    assert best.entry.id == "food"
    assert any("写明类别“助餐”" in reason for reason in best.reasons)


def test_the_same_place_breaks_a_tie_and_is_told() -> None:
    offers = [Entry("a", "上门理发", place="文新街道"), Entry("b", "上门理发", place="翠苑街道")]
    best = ranked([Entry("need", "出不了门想理发", place="翠苑街道")], offers)[0][0]
    assert best.entry.id == "b"
    assert any("翠苑街道" in reason for reason in best.reasons)


def test_an_offer_without_a_place_is_where_its_unit_is_named_after() -> None:
    offers = [Entry("a", "上门理发", unit="文新理发队"), Entry("b", "上门理发", unit="翠苑理发队")]
    best = ranked([Entry("need", "出不了门想理发", place="翠苑街道")], offers)[0][0]
    assert best.entry.id == "b"
    assert any("单位是翠苑理发队" in reason for reason in best.reasons)


def test_a_stated_kind_speaks_where_the_words_do_not_and_is_told() -> None:
    best = ranked([Entry("a", "三号楼的事", kind="助餐类")], OFFERS)[0][0]
    assert best.entry.id == "food"
    assert any("写明种类“助餐类”" in reason for reason in best.reasons)


@pytest.mark.parametrize(("kind", "best"), [("物业维修类", "water"), ("托幼教育", "lessons")])
def test_a_kind_decides_between_two_things_a_need_speaks_of(kind: str, best: str) -> None:
    offers = [Entry("water", "水管维修"), Entry("lessons", "作业辅导")]
    need = Entry("need", "水管漏了没人修，孩子作业没人辅导", kind=kind)
    assert ids(ranked([need], offers)[0])[0] == best


def test_a_kind_of_the_offer_counts_as_that_of_the_need_does() -> None:
    offers = [Entry("a", "上门服务"), Entry("b", "上门服务", kind="医疗健康")]
    assert ids(ranked([Entry("need", "想量量血压")], offers)[0]) == ["b", "a"]


@pytest.mark.parametrize("kind", ["服务岗位", "资源", "共建单位", "志愿服务", "没听说过的"])
def test_a_kind_that_says_nothing_of_the_work_changes_nothing(kind: str) -> None:
    plain, told = (ranked([Entry("need", LAMP.title, kind=one)], OFFERS)[0] for one in ("", kind))
    assert [(one.entry.id, one.score) for one in plain] == [(one.entry.id, one.score) for one in told]


def test_a_category_in_other_words_is_understood() -> None:
    assert ids(ranked([Entry("a", "三号楼的事", category="用电类")], OFFERS)[0])[0] == "light"


def test_equal_offers_come_by_id() -> None:
    assert ids(ranked([LAMP], [Entry("b", "修灯"), Entry("a", "修灯")])[0]) == ["a", "b"]


def test_what_is_to_be_kept_apart_is_left_out() -> None:
    need = Entry("need", LAMP.title, apart=frozenset({"light", "nobody"}))
    assert "light" not in ids(ranked([need], OFFERS)[0])
    assert len(ranked([need], OFFERS)[0]) == 2


def test_top_limits_the_list_and_no_offers_give_an_empty_one() -> None:
    assert len(ranked([LAMP], OFFERS, top=2)[0]) == 2
    assert ranked([LAMP], []) == [[]]
    assert ranked([], OFFERS) == []


def test_without_the_encoder_it_ranks_and_says_so() -> None:
    assert all(WITHOUT_ENCODER in one.reasons for one in ranked([LAMP], OFFERS)[0])
    assert not any(WITHOUT_ENCODER in one.reasons for one in ranked([LAMP], OFFERS, encoder=True)[0])


def test_the_order_of_the_rows_does_not_show() -> None:
    needs = [LAMP, Entry("x", "孩子放学没人接"), Entry("y", "小区车位不够")]
    once = dict(zip([one.id for one in needs], ranked(needs, OFFERS, encoder=True), strict=True))
    random.Random(3).shuffle(needs)
    again = dict(zip([one.id for one in needs], ranked(needs, OFFERS[::-1], encoder=True), strict=True))
    assert once == again


def test_the_answer_is_the_same_under_another_hash_seed_and_number_of_threads() -> None:
    asked = (
        "from tests.matching.text.test_ranking import LAMP, OFFERS, ranked;"
        "from matching.text import understand;"
        "print(ranked([LAMP], OFFERS, encoder=True), understand('楼上总往下扔东西'))"
    )
    root = Path(__file__).parents[3]
    told = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env=os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": str(root)},
            check=True,
            capture_output=True,
            cwd=root,
        ).stdout
        for seed, threads in (("1", "1"), ("77", "2"))
    }
    assert len(told) == 1


class Counting:
    """An encoder that counts what it is given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.texts += texts
        return np.array([[len(text), *[1.0] * 511] for text in texts], np.float32)


def test_each_text_is_encoded_once_and_never_again_while_it_is_kept() -> None:
    encoder, kept = Counting(), dict[str, np.ndarray]()
    texts = ["修灯", "修灯", "送饭", "理发"]
    first = vectors_of(texts, encoder, kept)
    again = vectors_of(texts[::-1], encoder, kept)
    assert sorted(encoder.texts) == sorted(set(texts))
    assert all((first[text] == again[text]).all() for text in texts)


def test_kept_vectors_of_the_wrong_length_are_made_anew() -> None:
    encoder, kept = Counting(), dict[str, np.ndarray]()
    vectors_of(["修灯"], encoder, kept)
    kept.update({key: np.zeros((7, 512), np.float32) for key in kept})
    assert vectors_of(["修灯"], encoder, kept)["修灯"][0] == len("修灯")


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("paraphrases.csv", LEAST_TUNED),
        ("paraphrases_unseen.csv", LEAST_UNSEEN),
        ("paraphrases_blind.csv", LEAST_BLIND),
    ],
)
def test_everyday_sentences_find_their_own_resource_far_oftener_than_by_characters(name: str, least: float) -> None:
    found, plain = paraphrases(name, by_product), paraphrases(name, by_words_alone)
    assert found.share >= least
    assert plain.share >= least
    assert paraphrases(name, by_tfidf).share < least / 1.5
