"""Which kind of act a title asks for: a repair, hands, an answer, company; and which words of it name the skill."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Act(StrEnum):
    """What somebody wants to be done, as far as the words tell."""

    REPAIR = "修理"
    HANDS = "人手"
    ANSWER = "答复"
    OTHER = "别的"


HANDS: Final = re.compile(
    "缺(?:少|几个|两个|一个)?(?:人(?!工)|帮手|志愿者|义工)|人手(?:不够|不足|紧)|没有?人手|招募|招志愿者"
)
ANSWER: Final = re.compile(
    "怎么(?:办|申请|领|弄|算|报|分|上学|用|查|开|写|吃)|如何|能不能(?:申请|办|领)|不知道(?!找谁)|看不懂|不懂|想问|请问"
    "|什么(?:条件|材料|手续)|哪(?:里|儿|个窗口)(?:能)?办"
)
REPAIR: Final = re.compile(
    "坏(?![人蛋])|漏(?![登报填洞])|堵(?![车路在])|破(?:了|损|旧|裂|洞)|(?<![轻放])松(?:了|动|脱)|歪|断(?:了|裂|电)|裂(?!变)|塌|翘|脱落|要掉|快掉|掉下来|掉灰|老化"
    "|失灵|失修|损坏|生锈|故障|不(?:亮|响|转|灵|动了|制冷|出水|启动)|关不(?:上|紧|严)|打不(?:开|着)|修不好"
    "|跳闸|冒火花|短路|停[水电](?!时|的时候)|滴水|滴了|返水|爆管|没人修|修一?修|修理|维修|报修|检修|抢修|^修|[要想来]修|上门修"
)
MENDS: Final = re.compile("修|检|抢险|应急|疏通|补漏|更换|改造|保养|维护|清淤|清掏|开锁|换锁")
"""Words of what answers a repair."""
GOODS: Final = re.compile(
    "优惠|券|折扣|代金|平价|房源|租金|礼包|物资|借用|租借|共享|场地|会议室|活动室|教室|车位|设备|器材"
)
"""Words of things, rooms and prices: no hands and no answer."""
COMPANY: Final = re.compile("陪(?:着|同|护|伴)?(?:我|他|她|老人|老伴|妈|爸|去|看|到|上医院|就医|就诊|配药)")
ABLE: Final = re.compile("(?<![学不])会([^，。,；的]{2,8})的")
"""The skill of somebody who is looked for: 找个会拉胡琴的."""


@lru_cache(maxsize=4096)
def act_of(title: str) -> Act:
    """Tell what somebody wants to be done; hands and answers before repairs, which are told by what is wrong.

    >>> act_of("活动室漏水"), act_of("食堂缺人打饭"), act_of("公租房怎么申请")
    (<Act.REPAIR: '修理'>, <Act.HANDS: '人手'>, <Act.ANSWER: '答复'>)
    """
    for pattern, act in ((HANDS, Act.HANDS), (ANSWER, Act.ANSWER), (REPAIR, Act.REPAIR)):
        if pattern.search(title):
            return act
    return Act.OTHER


@lru_cache(maxsize=20_000)
def answers(act: Act, offer: str) -> bool:
    """Tell whether what is offered is of the kind that answers an act: a room does not mend its leak.

    Parameters
    ----------
    offer : str
        What a resource is called and says of itself.
    """
    if act is Act.OTHER or not GOODS.search(offer):
        return True
    return act is Act.REPAIR and bool(MENDS.search(offer))


@lru_cache(maxsize=4096)
def wants_company(title: str) -> bool:
    """Tell whether somebody is wanted to go along, and not to do what is gone to: 陪去看牙."""
    return bool(COMPANY.search(title))


@lru_cache(maxsize=4096)
def skill_words(words: str) -> str:
    """Return the words that name the skill of whom is looked for; all of them where none do by themselves."""
    found = ABLE.search(words)
    return found[1] if found else words
