"""Errors of the service and the one table that turns any error into a status and a sentence saying what to do."""

from dataclasses import dataclass, field
from typing import Any

from api.schemas import Problem


class ServiceError(Exception):
    """The base of errors raised in `api`; a subclass says its status, its kind and its sentence."""

    status: int = 400
    kind: str = "bad-request"
    title: str = "请求有误"

    def __init__(self, detail: str, **facts: Any) -> None:  # noqa: ANN401 facts are of any type
        super().__init__(detail)
        self.detail = detail
        self.facts = facts


class NotSignedIn(ServiceError):
    """No valid session and no valid token."""

    status, kind, title = 401, "not-signed-in", "请先登录"


class ForeignOrigin(ServiceError):
    """A form came from another site."""

    status, kind, title = 403, "foreign-origin", "来路不明的提交"


class UnknownPlace(ServiceError):
    """The place asked for is not in the graph, or outside what the reader may see."""

    status, kind, title = 404, "unknown-place", "没有这个地方"


class UnknownThing(ServiceError):
    """The record asked for is not in the graph, or outside what the reader may see."""

    status, kind, title = 404, "not-found", "没有这条记录"


class BadQuestion(ServiceError):
    """A parameter cannot be understood."""

    status, kind, title = 422, "bad-question", "问题没看懂"


class KeyReused(ServiceError):
    """An idempotency key came back with another request."""

    status, kind, title = 422, "idempotency-key-reused", "幂等键已用于别的请求"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reader is told about an error: the problem, and extra headers."""

    problem: Problem
    headers: dict[str, str] = field(default_factory=dict)


def describe(error: Exception, instance: str) -> Answered:
    """Return the problem of any error this service raises on purpose; facts ride along."""
    if isinstance(error, ServiceError):
        problem = Problem(
            type=f"/problems/{error.kind}",
            title=error.title,
            status=error.status,
            detail=error.detail,
            instance=instance,
            facts=error.facts or None,
        )
        return Answered(problem, {"WWW-Authenticate": "Bearer"} if error.status == NotSignedIn.status else {})
    raise error
