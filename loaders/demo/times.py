"""Free half-days of people and the half-days that posts and resources are about."""

from random import Random
from typing import Final

from graph_model.slots import parse_slots, slot_words
from loaders.demo.sources import likely

PATTERNS: Final = {
    "在职": (
        ("周六上午", 5), ("周六下午", 4), ("周日上午", 4), ("周日下午", 4), ("周末", 4), ("工作日晚上", 3),
        ("周三晚上", 2), ("周五晚上", 2), ("周六上午、周日上午", 3), ("周二晚上、周四晚上", 2),
    ),
    "退休": (
        ("工作日上午", 5), ("工作日下午", 3), ("周一至周五上午", 3), ("周二上午、周四上午", 4),
        ("周一上午、周三上午、周五上午", 4), ("每天上午", 3),
        ("周三下午、周六上午", 3), ("周六上午", 2), ("周一至周五", 2),
    ),
    "流动": (("每天下午", 3), ("周一下午、周二下午", 3), ("每天上午", 2), ("周末", 2), ("工作日晚上", 2)),
}  # fmt: skip
WORK_SLOTS: Final = {
    "工作日": "周一至周五上午|周一至周五下午|周二上午|周三下午|周四上午|周一上午、周四上午",
    "工作日中午": "周一至周五上午",
    "工作日下午": "周一至周五下午|周一下午、周三下午、周五下午",
    "清晨": "每天上午|周一至周五上午",
    "早晚高峰": "周一至周五上午|周一至周五下午",
    "周末": "周六上午|周六下午|周日上午|周日下午|周六、周日上午|周末",
    "暑期周末": "周六、周日下午",
    "晚间": "工作日晚上|每天晚上|周二晚上、周五晚上",
    "晚间周末": "周六上午|周三晚上|周五晚上|周日下午|周末|周二晚上、周六下午",
}


def weekly_slots(dice: Random, employment: str) -> int | None:
    """Draw the weekly half-days somebody is free, as a bit mask."""
    patterns = PATTERNS[employment]
    first, second = dice.choices([name for name, _ in patterns], [share for _, share in patterns], k=2)
    return parse_slots(f"{first}，{second}" if likely(dice, 0.4) else first)


def work_slots(dice: Random, kind: str) -> int | None:
    """Draw the half-days a post or a resource is about; None where any time will do."""
    choices = WORK_SLOTS.get(kind)
    return parse_slots(dice.choice(choices.split("|"))) if choices else None


def written(slots: int | None) -> str:
    """Slots as they stand in a ledger cell, empty when unknown."""
    return "" if slots is None else "、".join(slot_words(slots))
