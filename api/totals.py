"""How much the graph holds, in a few words."""

from graph_model.driver import Graph
from graph_model.labels import NODES
from graph_model.totals import count_nodes


def totals(graph: Graph) -> dict[str, int]:
    """Return how many there are of each noun staff know, by its Chinese name."""
    return {NODES[label]: number for label, number in count_nodes(graph).items()}
