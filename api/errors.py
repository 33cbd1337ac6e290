"""Errors of the service and the one table that turns an error into a status and a sentence saying what to do."""

from dataclasses import dataclass, field, fields, is_dataclass
from http import HTTPStatus
from typing import Any, Final

from api.schemas import Problem
from graph_model import errors as graph_errors
from graph_model.labels import NODES


class ServiceError(Exception):
    """The base of errors raised in `api`; a subclass says its status, its kind and its title."""

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


class NoPlaces(UnknownPlace):
    """The graph holds no place at all: nobody has loaded division codes or a ledger of places yet."""

    kind, title = "no-places", "从这里开始"


class UnknownThing(ServiceError):
    """The record asked for is not in the graph, or outside what the reader may see."""

    status, kind, title = 404, "not-found", "没有这条记录"


class PlaceTaken(ServiceError):
    """The last place of a work went to someone else a moment ago."""

    status, kind, title = 409, "capacity-taken", "名额已满"


class AlreadyDecided(ServiceError):
    """A suggestion was decided otherwise in the meantime."""

    status, kind, title = 409, "already-decided", "已经有人决定了"


class BadQuestion(ServiceError):
    """A parameter cannot be understood."""

    status, kind, title = 422, "bad-question", "问题没看懂"


class Disturbed(ServiceError):
    """An import met records that somebody else removed while it ran."""

    status, kind, title = 409, "import-disturbed", "导入被打断"


class NotUndoable(ServiceError):
    """An import goes on, or did not keep what it changed."""

    status, kind, title = 409, "not-undoable", "不能整批撤销"


class TooFewDecisions(ServiceError):
    """There are too few decisions to learn from."""

    status, kind, title = 409, "too-few-decisions", "决定还太少"


class NotBetter(ServiceError):
    """A proposal of weights did not prove better than those it was tried beside."""

    status, kind, title = 409, "not-better", "没有显出更好"


class OldWeights(ServiceError):
    """A proposal of weights is of features that have changed since."""

    status, kind, title = 409, "old-weights", "权重已经过时"


class KeyReused(ServiceError):
    """An idempotency key came back with another request."""

    status, kind, title = 422, "idempotency-key-reused", "幂等键已用于别的请求"


class TooLarge(ServiceError):
    """An upload is over the limit."""

    status, kind, title = 413, "too-large", "文件太大"


class Unreadable(ServiceError):
    """Nothing at all could be read of an uploaded file."""

    status, kind, title = 422, "unreadable-file", "文件读不了"


class Stopped(ServiceError):
    """Several steps were begun and the graph went away on the way; the detail tells how far they got."""

    status, kind, title = 503, "stopped-half-way", "做到一半停下了"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reader is told about an error: the problem, and extra headers."""

    problem: Problem
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saying:
    """How one class of error is told: status, stable kind, title, and a sentence that says what to do."""

    status: int
    kind: str
    title: str
    detail: str
    retry_after: int | None = None


SAYINGS: Final[dict[type[graph_errors.GraphError], Saying]] = {
    graph_errors.GraphUnavailable: Saying(
        503,
        "graph-away",
        "图数据库暂时连不上",
        "图数据库正在恢复，请过几秒再试，不用重启。一直不好就运行 gongjian doctor。",
        5,
    ),
    graph_errors.AddressUnusable: Saying(
        503, "graph-address", "图数据库的地址不能用", "请把 GONGJIAN_NEO4J_URI 写成 bolt://主机:7687，或不设它。", 30
    ),
    graph_errors.SignInRefused: Saying(
        503,
        "graph-sign-in",
        "图数据库不认这个密码",
        "请核对 GONGJIAN_NEO4J_USER 和 GONGJIAN_NEO4J_PASSWORD_FILE 里的密码。",
        30,
    ),
    graph_errors.GraphBusy: Saying(
        503, "graph-busy", "正忙", "有别人正在改同一处数据（例如正在导入）。没有改动任何东西，请过几秒再试。", 2
    ),
    graph_errors.QueryTimeout: Saying(
        503,
        "too-slow",
        "问得太大",
        "这个问题一分钟内没答完，已停下。请缩小范围（例如先选一个镇街）再问。",
        10,
    ),
    graph_errors.NotFound: Saying(
        404, "not-found", "没有这条记录", "图里没有编号为 {id} 的{kind}，也可能不在您的管辖范围内。"
    ),
    graph_errors.CapacityTaken: Saying(
        409, "capacity-taken", "名额已满", "最后一个名额刚刚给了别人（共 {capacity} 个）。请刷新本页，另选人选或岗位。"
    ),
    graph_errors.AlreadyDecided: Saying(
        409, "already-decided", "已经有人决定了", "这条建议已经处理过了。请刷新看现在的情况；要改，先撤回再决定。"
    ),
    graph_errors.NotDecided: Saying(409, "not-decided", "还没有决定", "这条建议还没有人决定，没有什么可撤回的。"),
    graph_errors.NothingAdopted: Saying(
        409, "nothing-adopted", "没有可退回的", "现在用的就是写明的权重，没有什么可退回的。"
    ),
    graph_errors.NobodyProposed: Saying(
        409,
        "nobody-proposed",
        "这是缺口",
        "这一件本周没有人选，谈不上采纳或不采纳。请在“谁能去”里找人，或先核实待核实的人。",
    ),
    graph_errors.AlreadyServing: Saying(
        409, "already-serving", "已经在承担", "这位（{helper}）已经在承担这一件了，不用再采纳。请刷新本页。"
    ),
    graph_errors.TakenUp: Saying(
        409, "taken-up", "已写进别的项目", "有一件需求刚写进了项目“{title}”（{project}）。请刷新拟建项目，看现在的。"
    ),
    graph_errors.NoLongerOpen: Saying(
        409, "no-longer-open", "情况已变化", "这个{kind}（{id}）已经不在可派状态。请刷新本页，看最新的建议。"
    ),
    graph_errors.RunTaken: Saying(
        409,
        "run-taken",
        "另一次匹配抢先了",
        "保存期间名单有变化，另一次匹配（{run}）已重新开始；这一次没有留下任何建议。",
    ),
    graph_errors.NoteNeeded: Saying(422, "note-needed", "请写明原因", "选了“其他”，请写明原因，方便下周改进。"),
    graph_errors.QueryRefused: Saying(
        500, "query-refused", "出错了", "图数据库不接受这个请求，没有改动任何东西；请把时间和这一页的地址告诉管理员。"
    ),
    graph_errors.NestedWrite: Saying(
        500, "nested-write", "出错了", "这是程序的毛病，没有改动任何东西；请把时间和这一页的地址告诉管理员。"
    ),
    graph_errors.ServerStartFailed: Saying(
        503, "graph-not-started", "图数据库没有启动", "请运行 gongjian doctor 看原因；数据还在，没有改动。", 30
    ),
    graph_errors.DataFolderLocked: Saying(
        503,
        "data-folder-locked",
        "数据文件夹正被占用",
        "另一个程序正在使用同一份数据。请等它结束，或先停掉它再试。",
        10,
    ),
    graph_errors.NotOwner: Saying(
        409, "not-owner", "请换一处操作", "只有启动图数据库的那个程序能这样做。请到运行 gongjian serve 的地方操作。"
    ),
    graph_errors.BackupFailed: Saying(
        500, "backup-failed", "备份没有成功", "原来的数据没有动。请看磁盘是否已满、文件夹能否写入，再试一次。"
    ),
    graph_errors.KeyFileUnusable: Saying(
        500, "key-unusable", "密钥文件不能用", "请核对密钥文件还在、没有被改动，且只有本账户能读；没有改动任何数据。"
    ),
    graph_errors.SealBroken: Saying(
        500, "seal-broken", "加密内容打不开", "这条内容被改动过，或换了密钥。请从备份恢复密钥文件，再试一次。"
    ),
    graph_errors.DuplicateKey: Saying(409, "duplicate", "已经有了", "同一编号的记录已经存在，没有重复保存。"),
}
NOT_AGREED: Final = Saying(
    409,
    "no-consent",
    "本人没有同意",
    "这位（{id}）没有同意安排，或当时的同意已经到期。请先问过本人、改好同意登记，再来采纳。",
)
UNEXPECTED: Final = Saying(
    500,
    "unexpected",
    "出错了",
    "这是程序的毛病，不是您的操作问题。没有保存半截的数据；请把时间和这一页的地址告诉管理员。",
)
UNCERTAIN: Final = "刚才这一步可能已经保存：恢复后请先刷新看一眼，再决定要不要重做。"


def describe(error: Exception, instance: str) -> Answered:
    """Return what a reader is told about an error; facts of the error ride along."""
    match error:
        case ServiceError():
            return _of_service(error, instance)
        case graph_errors.GraphError():
            return _of_graph(error, instance)
    return said(UNEXPECTED, UNEXPECTED.detail, instance, None)


def _of_service(error: ServiceError, instance: str) -> Answered:
    saying = Saying(error.status, error.kind, error.title, error.detail)
    answered = said(saying, error.detail, instance, error.facts or None)
    if isinstance(error, NotSignedIn):
        answered.headers["WWW-Authenticate"] = "Bearer"
    return answered


def _of_graph(error: graph_errors.GraphError, instance: str) -> Answered:
    saying = _saying_of(error)
    facts = facts_of(error) if saying.status < HTTPStatus.INTERNAL_SERVER_ERROR else {}
    detail = saying.detail.format_map({key: _noun(value) for key, value in facts.items()})
    if isinstance(error, graph_errors.GraphUnavailable) and error.outcome_unknown:
        detail = UNCERTAIN
    return said(saying, detail, instance, facts or None)


def _saying_of(error: graph_errors.GraphError) -> Saying:
    if isinstance(error, graph_errors.NoLongerOpen) and error.status == graph_errors.CONSENT:
        return NOT_AGREED
    return SAYINGS.get(type(error), UNEXPECTED)


def said(saying: Saying, detail: str, instance: str, facts: dict[str, Any] | None) -> Answered:
    """Return a saying as a problem, its own sentence filled in."""
    problem = Problem(
        type=f"/problems/{saying.kind}",
        title=saying.title,
        status=saying.status,
        detail=detail,
        instance=instance,
        facts=facts,
    )
    return Answered(problem, {"Retry-After": str(saying.retry_after)} if saying.retry_after else {})


def facts_of(error: Exception) -> dict[str, Any]:
    """Return the facts an error of the graph carries, as plain values."""
    if not is_dataclass(error):
        return {}
    return {one.name: getattr(error, one.name) for one in fields(error)}


def _noun(value: object) -> object:
    return NODES.get(value, value) if isinstance(value, str) else value
