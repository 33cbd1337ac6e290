"""What has to wait until an import that is under way has ended."""

from datetime import UTC, datetime

from api.asking import Asking
from api.errors import BadQuestion
from graph_model import import_runs


def refuse_while_importing(asked: Asking, what: str) -> None:
    """Refuse to change who is who while an import, which read that when it began, is still writing by it.

    Raises
    ------
    BadQuestion
        An import is under way; the sentence names ``what`` has to wait.
    """
    if import_runs.under_way(asked.graph, datetime.now(UTC)):
        raise BadQuestion(f"正在导入台账。请等它导完再{what}。")
