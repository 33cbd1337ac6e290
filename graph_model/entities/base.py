"""What every node of the graph has in common, and how it becomes properties and comes back."""

import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Id = Annotated[str, Field(min_length=1, max_length=700)]
Name = Annotated[str, Field(min_length=1, max_length=300)]

LOG: Final = logging.getLogger("gongjian")
KEPT_BY_THE_GRAPH = frozenset({"id", "created_at", "updated_at"})


class Entity(BaseModel):
    """A node: frozen, checked when made.

    Only the fields that were given are written when it is saved, so a ledger that lacks a column leaves what is known;
    a field given as None is removed. Defaults are written when the node is new. `source` is 文件名#表名!行号, `run` the
    import run, `digest` the hash of the row it came from, `sample` marks records of the sample district, `note`
    keeps what its row says that has no place of its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)
    node_label: ClassVar[str]
    prefix: ClassVar[str]
    kept_elsewhere: ClassVar[frozenset[str]] = frozenset()
    moment_fields: ClassVar[tuple[str, ...]] = ()

    id: Id
    created_at: datetime | None = None
    updated_at: datetime | None = None
    source: str | None = None
    run: str | None = None
    digest: str | None = None
    sample: bool = False
    note: str | None = None

    def given(self) -> dict[str, Any]:
        """Give the properties to write in any case, as values the driver takes; moments apart."""
        names = self.model_fields_set - self._written_apart()
        return {name: plain(getattr(self, name)) for name in sorted(names)}

    def defaults(self) -> dict[str, Any]:
        """Give the properties to write only when the node is new."""
        names = set(type(self).model_fields) - self.model_fields_set - self._written_apart()
        values = {name: plain(getattr(self, name)) for name in sorted(names)}
        return {name: value for name, value in values.items() if value is not None}

    def moments(self) -> dict[str, str]:
        """Give the points in time as ISO text, which the query turns into times: servers differ on native ones."""
        values = {name: getattr(self, name) for name in self.moment_fields}
        return {name: value.isoformat() for name, value in values.items() if value is not None}

    def _written_apart(self) -> frozenset[str]:
        return KEPT_BY_THE_GRAPH | self.kept_elsewhere | frozenset(self.moment_fields)

    @classmethod
    def from_labels(cls, _labels: Collection[str]) -> dict[str, Any]:
        """Give the fields that are kept as labels of the node; most nouns have none."""
        return {}

    @classmethod
    def from_properties(cls, properties: Mapping[str, Any]) -> Self:
        """Make the entity from a node's properties; bookkeeping that is not a field is left out.

        So is, with a line in the log, a value the model does not take and can be without: it may have been stored by
        other means than an import, and one such value must not keep the rest of its record from being read.
        """
        known = {name: value for name, value in properties.items() if name in cls.model_fields}
        try:
            return cls.model_validate(known)
        except ValidationError as error:
            unfit = {str(one["loc"][0]) for one in error.errors() if one["loc"]}
            if any(cls.model_fields[name].is_required() for name in unfit) or not unfit:
                raise
            tell_unfit(cls.__name__, str(known.get("id")), tuple(sorted(_objections(error))))
            return cls.model_validate({name: value for name, value in known.items() if name not in unfit})


def _objections(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Give where a value was refused and for what, without the value: it may be personal."""
    for one in error.errors():
        yield ".".join(map(str, one["loc"])), one["type"]


@lru_cache(maxsize=10_000)
def tell_unfit(noun: str, node: str, objections: tuple[tuple[str, str], ...]) -> None:
    """Log that a record is read without some of its values; once, however often it is read."""
    LOG.warning("%s %s is read without %s", noun, node, ", ".join(f"{place} ({why})" for place, why in objections))


def plain(value: Any) -> Any:  # noqa: ANN401  a property is of any of the types the driver takes
    """Turn enums into their values and tuples into lists; leave what the driver takes as it is."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
