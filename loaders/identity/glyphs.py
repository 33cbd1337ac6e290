"""Characters of names that are taken for one another: same sound, or nearly the same look."""
# ruff: noqa: E501 - a full-width character counts as two

from functools import cache
from typing import Final

ALIKE: Final = (
    "己已巳", "未末", "戊戌戍", "今令", "大太犬", "土士", "日曰", "王玉", "人入", "天夫", "千干于", "田由甲申", "刀力", "午牛", "李季",
    "杨扬", "陈阵", "洪供", "玲铃", "捷睫", "晴睛", "博搏", "晖辉", "候侯", "汪江", "朱宋", "冯马", "郎朗", "祥详", "桂佳", "萍苹",
    "慧惠", "辰晨", "谦廉", "瑞端", "佑右", "峰锋", "浩皓", "炜伟", "玮伟", "媛嫒", "娟绢", "芳芬", "茵菌", "荣莱", "莹萤", "宇字",
    "明朋", "昌晶", "良艮", "强張", "丽俪", "立位", "兰三", "静净", "徐除", "余佘", "范苑", "贾贯", "祁邢", "柏拍", "庞宠", "卢芦",
    "沈沉", "汤荡", "尹伊", "傅博", "储诸", "裴斐", "栾峦", "郝赫", "睿叡", "喆哲", "堃坤", "淼森", "鑫金", "勋勛", "毅殷", "彬杉",
    "梓粹", "轩轶", "涵函", "萱营", "琪淇", "怡恰", "欣炊", "妍研", "洁结", "敏敬", "倩情", "颖颍", "璐路", "雯雪", "霞露", "凤风",
)  # fmt: skip
"""Groups, each written as one word; a character in two groups belongs to the first."""


@cache
def _faces() -> dict[str, str]:
    faces: dict[str, str] = {}
    for group in ALIKE:
        for one in dict.fromkeys(group):
            faces.setdefault(one, group[0])
    return faces


def look_of(name: str) -> str:
    """Name with each character that is easily misread as the first of its group."""
    faces = _faces()
    return "".join(faces.get(one, one) for one in name)


def sound_of(name: str) -> str:
    """Syllables of a name without tones, each character by its commonest reading (MIT licensed table of pypinyin)."""
    return " ".join(_syllable(one) for one in name)


@cache
def _syllable(character: str) -> str:
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 - half a megabyte of readings, when asked
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    said = pinyin_dict.get(ord(character))
    return to_normal(said.split(",")[0]) if said else character
