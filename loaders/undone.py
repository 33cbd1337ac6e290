"""What undoing an import came to, and what it had to leave, in the words of staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from graph_model.labels import TIES
from loaders.keys import NOUN_OF
from loaders.kinds import KINDS

PLAIN_NAMES: Final = {"note": "备注", "status": "状态", "ended_on": "结束日期", **TIES}


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was changed after the import and therefore stays as it is; ``fields`` none for the whole of it."""

    label: str
    id: str
    name: str
    fields: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in the words of staff."""
        what = "、".join(field_name(self.label, one) for one in self.fields)
        said = f"{what}后来又改过，没有动" if what else "后来又改过或别处也登记了、用到了，没有结束"
        return f"{NOUN_OF.get(self.label, self.label)}“{self.name or self.id}”：{said}"


@dataclass(slots=True)
class Part:
    """What undoing one step came to.

    ``waiting`` are ids the same ledger has told of since: they are as they were only once the later import is undone.
    """

    ended: int = 0
    restored: int = 0
    ties: int = 0
    marks: int = 0
    waiting: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to be undone another time."""
        return not self.kept and not self.waiting

    @property
    def left(self) -> set[str]:
        """Ids of the nodes of which something is left to be undone another time."""
        return {*self.waiting, *(one.id for one in self.kept)}

    def add(self, other: "Part") -> None:
        """Add what undoing another step came to; what both kept is kept once."""
        for name in ("ended", "restored", "ties", "marks"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.waiting += other.waiting
        known = {(one.id, one.fields) for one in self.kept}
        self.kept += [one for one in other.kept if (one.id, one.fields) not in known]


@dataclass(slots=True)
class Undone(Part):
    """What undoing an import came to; all zero when it had been undone before."""

    run: str = ""

    @property
    def sentence(self) -> str:
        """Say it in the words of staff."""
        left = f"；{len(self.kept)} 条后来又改过，没有动" if self.kept else ""
        left += f"；{len(self.waiting)} 条同一本台账后来又导入过" if self.waiting else ""
        left += "；撤销了后来的批次，还可以再撤销这一批" if left else ""
        if any((self.ended, self.restored, self.ties)):
            return f"{self._done}{left}。"
        return f"没有可以改回的{left}。" if left else "这一批已经没有可撤销的：先前撤销过，或什么都没有改动。"

    @property
    def _done(self) -> str:
        told = f"已撤销：结束了它新增的 {self.ended} 条，{self.restored} 条改回原来的内容，"
        told += f"{self.ties} 条联系恢复或结束；什么都没有删除"
        return told + (f"；{self.marks} 人的身份标记（党员、志愿者等）留着" if self.marks else "")


def called(current: Mapping[str, Any]) -> str:
    """Name of a node, by all that it says."""
    return str(current.get("name") or current.get("title") or "")


@lru_cache(maxsize=1)
def _field_names() -> dict[tuple[str, str], str]:
    return {(kind.label, one.field): one.names[0] for kind in reversed(KINDS) for one in reversed(kind.columns)}


def field_name(label: str, name: str) -> str:
    """Name a property of a kind of record as the column of a ledger is called."""
    return PLAIN_NAMES.get(name) or _field_names().get((label, name), name)
