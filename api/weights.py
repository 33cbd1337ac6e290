"""Which weights the score goes by: those adopted, as far as they are of the features there are."""

from graph_model.driver import Graph
from graph_model.weight_sets import in_effect
from matching.features import usable
from matching.weights import UnusableWeightsError, Weights


def read_weights(graph: Graph) -> Weights | None:
    """Return the weights in effect, or None for the documented ones.

    Weights adopted before a feature came or went fit no more: the documented ones hold until others are adopted.
    """
    adopted = in_effect(graph)
    return None if adopted is None else weights_from(adopted.weights)


def weights_from(text: str) -> Weights | None:
    """Return the weights of a text, or None when they are not of the present features."""
    try:
        weights = Weights.from_text(text)
    except UnusableWeightsError:
        return None
    return weights if usable(weights) else None
