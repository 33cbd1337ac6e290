"""单位叫法: words of ledgers that name no registered unit, the unit they most likely mean, and staff's word."""

from typing import Final

from neo4j import ManagedTransaction

from api.answers.while_importing import refuse_while_importing
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.repeating import Repeatable
from api.schemas import Ref
from api.schemas.unit_names import LikelyUnit, UnitNameAnswer, UnitNamesAnswer, UnknownUnit
from graph_model import unit_aliases
from graph_model.errors import NotFound
from graph_model.unit_aliases import NameTaken
from loaders.headers import normal
from loaders.identity.unit_names import likely_units, names_by_unit

SHOWN: Final = 50


def unit_names_answer(asked: Asking, limit: int = SHOWN) -> UnitNamesAnswer:
    """List the words, the commonest first, each with the units it most likely means; nothing is settled by it."""
    unknown = unit_aliases.unknown_employers(asked.graph, asked.scope)
    units = names_by_unit(unit_aliases.named_units(asked.graph))
    items = [_unknown(words, persons, units) for words, persons in list(unknown.items())[:limit]]
    return UnitNamesAnswer(total=len(unknown), items=items)


def _unknown(words: str, persons: int, units: dict[str, str]) -> UnknownUnit:
    likely = [
        LikelyUnit(unit=Ref(id=units[one.name], name=one.name), score=one.score, reason=one.reason)
        for one in likely_units(words, units)
    ]
    return UnknownUnit(words=words, persons=persons, likely=likely)


def name_unit(
    asked: Asking, unit: str, words: str, *, take_back: bool = False, key: str | None = None
) -> UnitNameAnswer:
    """Let a unit be called so, and tie whom ledgers said to work there; or take that back.

    Raises
    ------
    UnknownThing
        There is no such unit.
    BadQuestion
        Another unit is called so, nothing was said, or an import is under way.
    """
    said = " ".join(words.split())
    if not said:
        raise BadQuestion("没有写叫法。请写简称、旧称或别的叫法。")
    sent = Repeatable(asked.graph, asked.scope.user, key, f"unit {unit} {said} {take_back}")
    if before := sent.told_before(UnitNameAnswer):
        return before
    refuse_while_importing(asked, "认定或收回叫法")
    work = _taking_back if take_back else _keeping
    try:
        return sent.write(UnitNameAnswer, lambda tx: work(tx, asked, unit, said))
    except NotFound as missing:
        raise UnknownThing(f"没有编号为“{unit}”的单位。", id=unit) from missing
    except NameTaken as taken:
        raise BadQuestion(f"“{said}”已经是“{taken.name}”的名称或叫法。", words=said) from taken


def _keeping(tx: ManagedTransaction, asked: Asking, unit: str, words: str) -> UnitNameAnswer:
    persons = unit_aliases.keep_in(tx, asked.scope, unit, words, normal)
    return UnitNameAnswer(sentence=f"记下了：这家单位也叫“{words}”，{persons} 人的工作单位连上了。", persons=persons)


def _taking_back(tx: ManagedTransaction, asked: Asking, unit: str, words: str) -> UnitNameAnswer:
    persons = unit_aliases.take_back_in(tx, asked.scope, unit, words, asked.today)
    return UnitNameAnswer(sentence=f"收回了：不再叫“{words}”，{persons} 人因此连上的到此为止。", persons=persons)
