"""What changes from one set of codes to the next: kind, lineage, reason, confidence and who says so."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from loaders.codes.units import Unit


class ChangeKind(StrEnum):
    """What became of a unit."""

    NEW = "new"
    RENAMED = "renamed"
    RECODED = "recoded"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    ENDED = "ended"


CHANGE_LABELS: Final = {
    ChangeKind.NEW: "新设",
    ChangeKind.RENAMED: "更名",
    ChangeKind.RECODED: "换代码",
    ChangeKind.MOVED: "调整隶属",
    ChangeKind.MERGED: "并入",
    ChangeKind.SPLIT: "拆分",
    ChangeKind.ENDED: "撤销",
}


class Basis(StrEnum):
    """Who says so: the file, staff who confirmed it, or nobody yet."""

    FILE = "file"
    STAFF = "staff"
    PROPOSED = "proposed"


BASIS_LABELS: Final = {Basis.FILE: "文件写明", Basis.STAFF: "已确认", Basis.PROPOSED: "待确认"}


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one unit.

    `code` is the unit's code in the set it is leaving, its new one when it is new; `heirs` the codes that stand for it
    from now on (its own where only name or parent change, none where it is abolished or new). `confidence` is from 0
    to 1; `others` are the next best heirs.
    """

    kind: ChangeKind
    code: str
    before: Unit | None
    after: Unit | None
    heirs: tuple[str, ...]
    reason: str
    confidence: float
    basis: Basis
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the unit is called, before the change if it was there."""
        known = self.before or self.after
        return known.name if known else self.code

    @property
    def settled(self) -> bool:
        """Whether nobody needs to confirm it."""
        return self.basis is not Basis.PROPOSED

    @property
    def leaves(self) -> bool:
        """Whether its code is no longer in force."""
        return self.before is not None and self.heirs != (self.code,)

    def by_staff(self) -> "Change":
        """Give the change as confirmed."""
        return replace(self, basis=Basis.STAFF, confidence=1.0)

    def to_dict(self) -> dict[str, Any]:
        """Give the change as plain JSON values."""
        return {
            "kind": self.kind.value,
            "label": CHANGE_LABELS[self.kind],
            "code": self.code,
            "name": self.name,
            "new_name": self.after.name if self.after else None,
            "parent": self.before.parent if self.before else None,
            "new_parent": self.after.parent if self.after else None,
            "heirs": list(self.heirs),
            "others": list(self.others),
            "reason": self.reason,
            "confidence": round(self.confidence, 2),
            "basis": self.basis.value,
            "settled": self.settled,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes in the order of levels and codes; `unchanged` counts units that stay as they are.

    `clashes` are sentences on what cannot be put into effect whatever staff confirm.
    """

    changes: tuple[Change, ...]
    unchanged: int
    clashes: tuple[str, ...] = ()

    @property
    def unconfirmed(self) -> list[Change]:
        """List what staff must confirm first."""
        return [one for one in self.changes if not one.settled]

    def counts(self) -> dict[ChangeKind, int]:
        """Count the changes of each kind."""
        return {kind: sum(one.kind is kind for one in self.changes) for kind in ChangeKind}
