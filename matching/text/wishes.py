"""Whether a title asks for a thing to be had, and which words of it name the thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from graph_model.taxonomy import load_topics
from matching.text.understanding import understand

MEASURES: Final = "个台件副张把根双袋盏套只床辆本部条块盒箱桶瓶包处间"
OBJECTS: Final = MEASURES.translate(dict.fromkeys(map(ord, "个处间")))
"""Measure words that only things have."""
ENDINGS: Final = "机器仪表椅凳床桌柜架灯壶锅炉箱包鞋帽衣裤被枕毯垫席镜杖车琴球笔米油奶书"
"""Last characters of the names of things."""
WANTED: Final = re.compile(f"(?:想要|想有|想借|缺少?|需要)[一两几]?[{OBJECTS}]")
NAMED: Final = re.compile(
    f"(?:想要|想有|想借|想买|想添|想配|缺少?|需要|急需|希望有)(?![^，。,；]{{0,6}}[人帮陪修教接送坐用学办看去洗])"
    f"[\u4e00-\u9fff]{{0,6}}?[{ENDINGS}](?=$|[，。、,；]|[和与给来监防方])"
)
"""A wish for what by its name is a thing, and what it is for: 需要智能手表监测健康."""
GIVEN: Final = re.compile(f"送(?![餐饭水货菜到去我他她])[\u4e00-\u9fff]{{1,6}}[{ENDINGS}]$")
WISHED: Final = re.compile("想要|缺少")
ASKED: Final = re.compile("(?:需要|急需|希望有|想买|想配|想换|想订)(?![^，。,；]{0,4}[人帮修换])|加装|增设|添置|配备")
BARE: Final = re.compile(rf"[一两几\d]+[{MEASURES}][^，。,；]{{1,8}}")
CLAUSES: Final = re.compile("[，。,；;]")
FUNDING: Final = "category-funding"
LIKELY: Final = 0.3
"""Share from which a wish may be for a thing."""


@lru_cache(maxsize=4096)
def asks_for_thing(title: str) -> bool:
    """Tell whether somebody asks for a thing: by its measure word or its name, or a wish for what is one.

    >>> asks_for_thing("想要一袋米"), asks_for_thing("需要新轮椅"), asks_for_thing("缺少人手")
    (True, True, False)
    """
    if WANTED.search(title) or NAMED.search(title) or GIVEN.search(title):
        return True
    if WISHED.search(title) and _means(title, FUNDING):
        return True
    return bool(ASKED.search(title) or BARE.fullmatch(title) or _is_name(title)) and _means(title)


@lru_cache(maxsize=4096)
def clause_of_wish(title: str) -> str:
    """Return what says what is wished for: the end of its name, else its clause; all where none does by itself.

    >>> clause_of_wish("老党员需要智能手表监测健康"), clause_of_wish("孩子爱画画，想要一盒彩笔")
    ('手表', '想要一盒彩笔')
    """
    named = NAMED.search(title)
    if named and not WANTED.search(title):
        return named[0][-2:]
    clauses = [one for one in CLAUSES.split(title) if WANTED.search(one) or NAMED.search(one) or WISHED.search(one)]
    return clauses[0] if len(clauses) == 1 else title


def _is_name(title: str) -> bool:
    """Tell whether a title is but the name of a thing: 轮椅."""
    return any(title == word for topic in load_topics() if topic.thing for word in topic.words)


def _means(title: str, *categories: str) -> bool:
    things = {topic.label for topic in load_topics() if topic.thing}
    meant = [meaning for meaning in understand(title) if meaning.share >= LIKELY]
    return any(meaning.topic in things or meaning.category in categories for meaning in meant)
