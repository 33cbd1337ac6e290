"""What moved over the past quarters or weeks, with the deeds behind it, in few rows."""

from collections.abc import Iterator, Sequence

from api.reports.content import Section, Table, figure, with_numbers
from api.schemas.alliances import AllianceStep, MeasureChange, TieChangeRow


def past_section(steps: Sequence[AllianceStep]) -> Section:
    """Return how each measure went, and what each step came from; the latest step is the first."""
    sentences = with_numbers([step_sentence(one) for one in steps])
    return Section("与自己的过去比", sentences, (*_trend(steps), *_causes(steps)))


def step_sentence(one: AllianceStep) -> str:
    """Say in numbers what came and went in one step."""
    return (
        f"{one.before} 到 {one.after}：新增联系 {one.came} 条，断了 {one.went} 条，"
        f"加入 {len(one.joined)} 家，退出 {len(one.left)} 家。"
    )


def _trend(steps: Sequence[AllianceStep]) -> Iterator[Table]:
    """Give each measure that moved, a quarter a column."""
    if not steps:
        return
    told: dict[str, list[str]] = {}
    for step in reversed(steps):
        for one in step.changes:
            told.setdefault(one.name, [figure(one.before)]).append(figure(one.after))
    rows = tuple((name, *values) for name, values in told.items() if len({*values}) > 1)
    if rows:
        yield Table(("哪一项", steps[-1].before, *(one.after for one in reversed(steps))), rows)


def _causes(steps: Sequence[AllianceStep]) -> Iterator[Table]:
    """Give which measures moved because of what; those that moved for the same reason share a row."""
    rows = [row for step in steps for row in _step_causes(step)]
    if rows:
        yield Table(("哪一步", "哪几项变了多少", "主要因为"), tuple(rows))


def _step_causes(step: AllianceStep) -> Iterator[tuple[str, str, str]]:
    moved: dict[str, list[str]] = {}
    for one in step.changes:
        if figure(one.before) != figure(one.after) and one.ties:
            moved.setdefault(_because(one.ties[:2]), []).append(_moved(one))
    for why, told in moved.items():
        yield f"{step.before} 到 {step.after}", "；".join(told), why


def _moved(one: MeasureChange) -> str:
    return f"{one.name} {figure(one.before)} → {figure(one.after)}"


def _because(ties: Sequence[TieChangeRow]) -> str:
    return "；".join(
        f"{one.one}—{one.two}{'有了联系' if one.came else '断了联系'}（{'、'.join(one.deeds[:2]) or '没有登记的事'}）"
        for one in ties
    )
