"""`who`, `where` and `why-not`: the main question from the command line."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from api.answers.labels import still_open
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.service import ask_service
from api.schemas import Helper, PlaceRef, WhereAnswer, WhoAnswer, WhyNotAnswer, WorkOffer
from api.schemas.places import HelperHeader
from api.settings import Settings

if TYPE_CHECKING:
    from api.asking import Asking
    from graph_model.driver import Graph

Answer = TypeVar("Answer")
WIDEN: Final = "没有能列出的。可以放宽：换大一级的 --place，少写 --slot、--kind，或加 --verdict 不符合 看差在哪里。"
place_option = click.option("--place", help="地方：名称或 6、9、12 位代码，任何一级；不写就是全区。")
verdict_option = click.option("--verdict", multiple=True, help="资格：符合、待核实、不符合；可写多次，默认前两种。")
limit_option = click.option("--limit", type=click.IntRange(1, 200), help="列出几条，默认 20。")
cursor_option = click.option("--cursor", help="上一页的 next_cursor。")


@click.command(cls=ChineseHelp, help="谁能去：为一个地方的一件事找人、队伍、单位、资源。")
@place_option
@click.option("--work", default="", help="要做什么：类别、技能，或居民的原话。")
@click.option("--slot", multiple=True, help="半天，如 周六上午；可写多次。")
@click.option("--kind", multiple=True, help="找谁：个人、团队、单位、资源；可写多次，默认全部。")
@verdict_option
@limit_option
@cursor_option
@folder_option
@json_option
def who(*, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Ask who can serve at a place."""
    settings = settings_of(data_folder=data_folder)
    answer = ask_service(settings, "/who", WhoAnswer, **paged(settings, asked)) or _who(settings, asked)
    print_json(answer) if as_json else _print_who(answer)


def _who(settings: Settings, asked: dict[str, Any]) -> WhoAnswer:
    from api.answers.who import who_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import WhoQuestion  # noqa: PLC0415 light commands stay quick

    question = WhoQuestion(
        asked["place"], asked["work"], asked["slot"], asked["kind"], asked["verdict"], asked["cursor"], asked["limit"]
    )
    return answered(settings, lambda asking: who_answer(asking, question))


@click.command(cls=ChineseHelp, help="能去哪：为一个人、队伍、单位或资源（编号，或不重名的名称）找岗位和需求。")
@click.argument("helper", metavar="编号或名称")
@place_option
@verdict_option
@limit_option
@cursor_option
@folder_option
@json_option
def where(*, helper: str, as_json: bool, data_folder: Any, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Ask where one helper can serve."""
    settings = settings_of(data_folder=data_folder)
    told = ask_service(settings, "/where", WhereAnswer, helper=helper, **paged(settings, asked))
    answer = told or _where(settings, helper, asked)
    print_json(answer) if as_json else _print_where(answer)


def _where(settings: Settings, helper: str, asked: dict[str, Any]) -> WhereAnswer:
    from api.answers.where import where_answer  # noqa: PLC0415 light commands stay quick
    from api.questions import WhereQuestion  # noqa: PLC0415 light commands stay quick

    question = WhereQuestion(helper, asked["place"], asked["verdict"], asked["cursor"], asked["limit"])
    return answered(settings, lambda asking: where_answer(asking, question))


@click.command("why-not", cls=ChineseHelp, help="为什么不是他：一个人和一个岗位（编号，或不重名的名称），逐条说明。")
@click.argument("person", metavar="人员")
@click.argument("post", metavar="岗位")
@folder_option
@json_option
def why_not(*, person: str, post: str, as_json: bool, **given: Any) -> None:  # noqa: ANN401 options as click gives them
    """Ask why a helper is not proposed for a work."""
    settings = settings_of(**given)
    told = ask_service(settings, "/why-not", WhyNotAnswer, person=person, post=post)
    answer = told or _why_not(settings, person, post)
    print_json(answer) if as_json else _print_why_not(answer)


def _why_not(settings: Settings, person: str, post: str) -> WhyNotAnswer:
    from api.answers.why_not import why_not_answer  # noqa: PLC0415 light commands stay quick

    return answered(settings, lambda asking: why_not_answer(asking, person, post))


def paged(settings: Settings, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked with this command's own page size; the service may have another."""
    return asked | {"limit": asked["limit"] or settings.page_size}


def answered(
    settings: Settings, answer: "Callable[[Asking], Answer]", prepare: "Callable[[Graph], object] | None" = None
) -> Answer:
    """Open the graph, `prepare` it if need be, read the columns and answer one question; for when no service runs."""
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from api.snapshot import Snapshot  # noqa: PLC0415 light commands stay quick

    with opened_graph(settings) as graph:
        from api.asking import Asking  # noqa: PLC0415 light commands stay quick

        if prepare is not None:
            prepare(graph)
        view = Snapshot.of(graph, settings).current()
        scope = view.scope(COMMAND_LINE_USER, settings.territory)
        return answer(Asking(graph, view, scope, today(), settings.page_size))


def print_succession(place: PlaceRef) -> None:
    """Say that an old code was asked for, and what took its place."""
    if place.succession:
        click.echo(place.succession.sentence)


def _print_who(answer: WhoAnswer) -> None:
    print_succession(answer.place)
    if answer.notice:
        click.echo(answer.notice)
        return
    understood = "、".join(one.label for one in answer.understood) or "任何事"
    counts = answer.counts
    click.echo(f"{answer.place.name} · {understood}：{counts.yes} 符合，{counts.unknown} 待核实，{counts.no} 不符合")
    for helper in answer.helpers:
        _print_one(helper, f"{helper.name}（{helper.kind_label}，{helper.id}）", _room_of(helper))
    if not answer.helpers:
        click.echo(WIDEN)
    print_more(answer.next_cursor)


def _print_where(answer: WhereAnswer) -> None:
    print_succession(answer.place)
    counts = answer.counts
    click.echo(f"{answer.helper.name}（{'，'.join(answer.helper.tags)}）· {_room_of(answer.helper)}")
    click.echo(f"{answer.place.name}：{counts.yes} 处符合，{counts.unknown} 处待核实，{counts.no} 处不符合")
    for work in answer.works:
        _print_one(
            work,
            f"{work.title}（{work.kind_label}，{work.place.name}，{work.id}）",
            still_open(work.kind, work.remaining, work.unit),
        )
    print_more(answer.next_cursor)


def _room_of(helper: Helper | HelperHeader) -> str:
    return (
        f"{helper.capacity_sentence}；{helper.waiting_sentence}"
        if helper.waiting_sentence
        else helper.capacity_sentence
    )


def _print_one(one: Helper | WorkOffer, title: str, note: str) -> None:
    click.echo(f"\n[{one.eligibility}] {title}　契合 {one.score / 10_000:.1f}　{note}")
    for reason in one.reasons:
        click.echo(f"  · {reason}")
    if one.advice:
        click.echo(f"  → {one.advice}")


def print_more(cursor: str | None) -> None:
    """Say how to ask for the next page."""
    if cursor:
        click.echo(f"\n还有更多：加上 --cursor {cursor}")


def _print_why_not(answer: WhyNotAnswer) -> None:
    click.echo(answer.sentence)
    for finding in answer.findings:
        source = f"（{finding.source}）" if finding.source else ""
        click.echo(f"  [{finding.verdict}] {finding.label}：{finding.sentence}{source}")
    if answer.this_week:
        click.echo(f"本周：{answer.this_week.sentence}")
    if answer.smallest_change:
        click.echo(f"最小改变：{answer.smallest_change}")
