"""The first compile of the kernels behind measures, verdict, drill, proposals and picture, before anybody waits."""

from __future__ import annotations

from graph_model.network.discs import discs_of
from graph_model.network.drill import drill
from graph_model.network.laying_out import laid_out
from graph_model.network.leaning import leaning
from graph_model.network.measures import Asked, measure
from graph_model.network.network import network_of
from graph_model.network.proposals import propose
from graph_model.network.quarters import Quarter
from graph_model.network.verdict import Asking, verdict

GROUP = "组"
FEW = 20


def warm_up() -> None:
    """Run everything on a network of five, so that every kernel is compiled, or loaded if it was compiled before."""
    names = ["甲", "乙", "丙", "丁", "戊"]
    groups = {GROUP: dict(zip(names, ("一", "二", "一", "二", "一"), strict=True))}
    network = network_of(["甲", "乙", "丙", "甲"], ["乙", "丙", "丁", "丙"], ids=names, attributes=groups)
    measure(network, Asked(group=GROUP, permutations=FEW))
    verdict([Quarter("前", network), Quarter("今", network)], Asking(group=GROUP, samples=FEW))
    drill(network)
    propose(network)
    leaning(network)
    laid_out(network, [GROUP] * len(network), discs_of({}, GROUP), frozenset())
