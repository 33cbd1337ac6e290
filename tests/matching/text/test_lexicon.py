"""Words speak for concepts, units for what they do, and the tables agree with each other."""

import io
from importlib.resources import files

import numpy as np
import pytest

from graph_model.taxonomy import load_functions, load_sentences, load_taxonomy, load_topics
from matching.text import understand, warm
from matching.text.concepts import concepts
from matching.text.cutting import Cutter
from matching.text.encoder import installed_encoder
from matching.text.functions import duties
from matching.text.lexicon import lexicon
from matching.text.sense import LEARNED, fingerprint
from matching.text.spelling import learn_pieces
from matching.text.understanding import understood


def strongest(text: str) -> str:
    return concepts().labels[int(lexicon().said(text).weights.argmax())]


def test_the_best_cover_takes_long_words_before_short_ones_and_none_twice() -> None:
    cutter = Cutter(["楼道", "楼道长", "长期", "堆放"])
    assert cutter.find("楼道长期堆放") == [(0, "楼道"), (2, "长期"), (4, "堆放")]
    assert Cutter(["电灯", "电"]).find("电") == [(0, "电")]
    assert Cutter(["电灯泡", "电"]).find("电灯泡电灯") == [(0, "电灯泡"), (3, "电")]
    assert Cutter([]).find("电灯") == []


def test_who_it_is_for_yields_to_what_is_to_be_done() -> None:
    assert strongest("独居老人家里电灯坏了没人修") == "用电维修"
    assert strongest("独居老人没人陪着说说话") == "陪伴聊天"


@pytest.mark.parametrize("talk", ["你好", "天气真好啊", "周末去哪玩", "最近很忙", "股票涨了", "吃了吗", "中国队赢了"])
def test_small_talk_asks_for_nothing(talk: str) -> None:
    assert understand(talk) == ()


def test_a_word_that_only_says_where_counts_less() -> None:
    there, itself = (lexicon().said(text).weights[concepts().index["topic-lifts"]] for text in ("电梯里有人", "电梯坏"))
    assert 0 < there < itself


@pytest.mark.parametrize(
    ("unit", "concept"),
    [
        ("城南供电所", "topic-power"),
        ("区消防救援大队", "category-fire-safety"),
        ("翠苑街道社区卫生服务中心", "category-clinic"),
        ("某某律师事务所", "category-legal"),
        ("市场监管所", "topic-consumer"),
        ("街道综合执法队（城管）", "topic-order"),
        ("区住建局", "topic-property"),
        ("区民政局", "category-care"),
        ("区残联", "category-disabled"),
        ("区妇联", "category-family-disputes"),
        ("团区委", "category-after-school"),
        ("区总工会", "category-new-workers"),
        ("农商行城西支行", "category-antifraud"),
        ("文一街小学", "category-tutoring"),
    ],
)
def test_a_unit_is_known_for_what_its_kind_does(unit: str, concept: str) -> None:
    done = duties(unit)
    assert done.weights[concepts().index[concept]] > 0
    assert done.of(concepts().index[concept]) is not None
    assert done.weights.sum() <= 1.0001


@pytest.mark.parametrize(
    "unit", ["瑞鹏宠物医院", "宠爱国际总医院", "西湖区动物医院", "兽医站门诊部", "萌宠中医馆", "兽药房"]
)
def test_who_heals_animals_is_no_hospital_and_no_chemist(unit: str) -> None:
    done, index = duties(unit), concepts().index
    assert [one for one in ("category-clinic", "category-health", "category-tcm") if done.weights[index[one]]] == []
    assert load_taxonomy().told_by_title(f"{unit}义诊", ()) == ()


def test_a_hospital_by_the_zoo_is_a_hospital() -> None:
    assert duties("动物园社区卫生服务站").of(concepts().index["category-clinic"])
    assert load_taxonomy().told_by_title("动物园社区义诊", ()) == ("category-clinic",)


def test_nobody_is_known_for_an_unknown_unit() -> None:
    assert duties("甲乙丙丁").functions == ()


def test_every_function_names_known_concepts_and_its_source() -> None:
    known = set(concepts().ids)
    assert [kind.unit for kind in load_functions() if not set(kind.does) <= known or not kind.source] == []


def test_every_topic_and_sentence_belongs_to_a_known_concept() -> None:
    assert [topic.id for topic in load_topics() if topic.category not in load_taxonomy().categories] == []
    assert [sentence for concept, sentence in load_sentences() if concept not in concepts().index] == []
    assert len({sentence for _, sentence in load_sentences()}) == len(load_sentences())


def test_no_sentence_we_are_measured_by_is_among_those_we_learn_from() -> None:
    from tests.benchmarks.bench_understanding import EVERYDAY, FOLDER, PARAPHRASES, table  # noqa: PLC0415 the measure

    learned = {sentence for _, sentence in load_sentences()}
    measured = {row["sentence"] for name in (*PARAPHRASES, *EVERYDAY) for row in table(FOLDER / name)}
    assert learned & measured == set()


def test_nearness_is_symmetric_and_one_only_for_the_same() -> None:
    near = concepts().nearness
    assert (near == near.T).all()
    assert (near.diagonal() == 1).all()
    assert near.sum() > len(concepts())
    assert (near[~np.eye(len(concepts()), dtype=bool)] < 1).all()


def test_the_learned_weights_were_learned_from_the_words_of_today() -> None:
    """Run `python tools/learn_sense.py` after changing the taxonomy's words or sentences."""
    with np.load(io.BytesIO((files("matching.text") / LEARNED).read_bytes())) as stored:
        assert str(stored["fingerprint"]) == fingerprint()


@pytest.mark.parametrize("sentence", ["有人高空抛物", "楼上总往下扔东西", "楼上往楼下丢烟头差点砸到人"])
@pytest.mark.parametrize("encoder", [installed_encoder(), None], ids=["encoder", "plain"])
def test_things_thrown_from_above_are_understood(sentence: str, encoder: object) -> None:
    best = understood(sentence, encoder)[0]  # type: ignore[arg-type]
    assert (best.label, best.topic) == ("文明劝导", "高空抛物")


def test_the_runner_up_is_told_with_its_own_reason() -> None:
    first, second = understand("电动车在楼道里飞线充电，车位也不够停")[:2]
    assert first.category != second.category
    assert first.why
    assert second.why
    assert first.share >= second.share


def test_warming_loads_the_encoder_before_anybody_asks() -> None:
    warm()
    assert understand("家里的灯坏了")[0].label == "水电维修"


def test_a_child_that_cannot_leave_the_net_is_a_matter_for_the_parents_and_not_of_elders_who_cannot_use_it() -> None:
    assert [one.category for one in understand("孩子上网成瘾")] == ["category-parenting"]
    assert understood("老人不会上网", None)[0].category == "category-digital-elders"


def test_what_is_said_beside_a_request_changes_nothing() -> None:
    asked = "想找人帮忙买菜"
    for beside in ("我妈腿脚不好", "儿子在外地上班", "跟物业说过好几次了"):
        assert understood(f"{beside}，{asked}", None)[0].category == "category-errands", beside


def test_who_is_spoken_of_is_no_quarrel_in_the_family() -> None:
    for words in ("弟弟家的水管爆了", "媳妇要学做月嫂", "大儿子想学打篮球"):
        assert understood(words, None)[0].category != "category-family-disputes", words


def test_the_whole_sentence_yields_to_the_special_kind_its_words_name() -> None:
    assert understood("空巢老人家水管坏了", None)[0].topic == "用水维修"


def test_a_reason_names_the_encoder_only_where_it_was_asked() -> None:
    plain, doubtful = "修水龙头", "石板路翘起来好几块，绊倒好几个人了"
    assert "整句的用字" in understood(plain, installed_encoder())[0].why
    assert "整句的意思" in understood(doubtful, installed_encoder())[0].why
    assert "整句的意思" not in understood(doubtful, None)[0].why


def test_pieces_are_weighed_as_scikit_learn_does() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 the peer

    texts = ["水管漏水漏水", "水龙头漏水", "老人没饭吃", "老人要吃饭"]
    peer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, min_df=2).fit(texts)
    pieces = learn_pieces(texts)
    _, weights = pieces.found("漏水的老人漏水")
    expected = peer.transform(["漏水的老人漏水"])
    assert len(pieces.known) == len(peer.vocabulary_)
    assert np.sort(weights) == pytest.approx(np.sort(expected.data), rel=1e-5)
    assert len(pieces.found("abc")[0]) == 0
