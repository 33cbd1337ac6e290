"""Chinese words for the kinds of helper and of work, by their plain value."""

from typing import Final

from graph_model.entities.terms import HelperKind, WorkKind
from graph_model.labels import chinese

HELPER_LABELS: Final = {kind.value: chinese(kind) for kind in HelperKind}
WORK_LABELS: Final = {kind.value: chinese(kind) for kind in WorkKind}
