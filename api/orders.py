"""What staff settled about persons and posts, as the matcher takes it: in the order it was settled, with a sentence."""

from collections.abc import Iterable

from graph_model.day import local
from graph_model.driver import Graph
from graph_model.entities.pin import Pin
from graph_model.entities.terms import PinKind
from graph_model.pins import holding_pins
from graph_model.scope import Scope
from matching.orders import Order, Orders


def read_orders(graph: Graph, scopes: Iterable[Scope]) -> Orders:
    """Return all that staff settled within some scopes and that holds."""
    pins = {one.id: one for scope in scopes for one in holding_pins(graph, scope)}
    return Orders.of(
        Order(one.person, one.post, one.kind is PinKind.FIXED, sentence_of(one))
        for one in sorted(pins.values(), key=lambda one: (one.at, one.id))
    )


def sentence_of(pin: Pin) -> str:
    """Say who settled a pair, when and why."""
    day = local(pin.at)
    what = "由工作人员指定" if pin.kind is PinKind.FIXED else "工作人员定为不派"
    return f"{what}：{pin.by}，{day.month}月{day.day}日{f'，{pin.why}' if pin.why else ''}"
