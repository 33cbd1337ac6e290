"""Chinese words for the kinds of helper and of work, by their plain value, and for what of a work is still open."""

from typing import Final

from graph_model.entities.terms import HelperKind, WorkKind
from graph_model.labels import chinese

HELPER_LABELS: Final = {kind.value: chinese(kind) for kind in HelperKind}
WORK_LABELS: Final = {kind.value: chinese(kind) for kind in WorkKind}


def still_open(kind: str, amount: int, unit: str) -> str:
    """Say what of a work nobody has taken on: seats of a post lack people, 户 or 份 of a need wait to be seen to."""
    if kind == WorkKind.NEED:
        return f"未落实 {amount} {unit}" if amount else "已落实"
    return f"还缺 {amount} {unit}" if amount else "名额已满"
