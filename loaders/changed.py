"""What an import changed of what was there before: field by field, and which ledger had written it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from graph_model.import_steps import Step
from graph_model.sealing import Sealer

NOT_SAID: Final = frozenset(
    {"run", "digest", "source", "updated_at", "identity", "number_key", "phone_key", "lock", "ledger", "employer"}
)
"""What is kept beside what a ledger says."""


What = Literal["结束", "新增", "改写"]


@dataclass(frozen=True, slots=True)
class Changed:
    """One property of one record, as it was and as the import left it; `written_by` and `now_by` are their sources."""

    label: str
    id: str
    name: str
    before: Any
    after: Any
    written_by: str
    now_by: str

    @property
    def was_empty(self) -> bool:
        """Whether nothing stood there."""
        return self.before is None or self.before in ("", [])

    @property
    def is_from_another(self) -> bool:
        """Whether another ledger than this had written the record, so that two of them say different things."""
        told = bool(self.written_by) and not self.was_empty
        return told and _ledger(self.written_by) != _ledger(self.now_by)


@dataclass(frozen=True, slots=True)
class TieChanged:
    """One relationship of a record that was there: ended, new, or with other words; ``other`` is whom it led to."""

    label: str
    id: str
    type: str
    other: str
    what: What


def ties_of(steps: Iterable[Step]) -> Iterator[TieChanged]:
    """Yield the relationships some steps ended, made or changed, in their order."""
    for step in steps:
        for tie in step.ties:
            if tie["before"] != tie["after"]:
                yield TieChanged(tie["label"], tie["id"], tie["type"], tie["other"], _what(tie))


def _what(tie: Mapping[str, Any]) -> What:
    if tie["before"] is None:
        return "新增"
    return "结束" if tie["after"].get("until") is not None and tie["before"].get("until") is None else "改写"


def changes_of(steps: Iterable[Step], sealer: Sealer) -> Iterator[Changed]:
    """Yield what some steps changed, in their order."""
    for step in steps:
        for one in step.nodes:
            before, after = one["before"], one["after"]
            sources = str(before.get("source") or ""), str(after.get("source") or before.get("source") or "")
            for name in after:
                if name not in NOT_SAID and not sealer.say_the_same(before.get(name), after[name]):
                    yield Changed(one["label"], one["id"], name, before.get(name), after[name], *sources)


def _ledger(source: str) -> str:
    return source.rpartition("!")[0]
