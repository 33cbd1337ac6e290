"""What an answer depends on besides the question, in one mark: a reader who holds that mark holds the answer."""

import hashlib
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version

from api.asking import Asking
from api.settings import Settings
from graph_model import events


def mark_of(settings: Settings, asked: Asking) -> str:
    """Return the weak entity tag of the present state.

    It differs whenever an answer may: with every event, the day, the reader's scope, a setting, the release, or
    another graph, which tells itself by the moment of its latest event: another one's numbers may be the same.
    """
    history = asked.view.kept("history", lambda: _latest_moment(asked))
    told = repr((release(), _shape_of(settings), asked.scope, history))
    digest = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
    return f'W/"{asked.view.seq}-{asked.today:%Y%m%d}-{digest}"'


@cache
def release() -> str:
    """Return the version that is installed, nothing when it runs from its sources alone."""
    try:
        return version("gongjian")
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=8)
def _shape_of(settings: Settings) -> str:
    return settings.model_dump_json()


def _latest_moment(asked: Asking) -> str:
    seq = asked.view.seq
    return "".join(event.at.isoformat() for event in events.since(asked.graph, seq - 1, 1) if event.seq == seq)
