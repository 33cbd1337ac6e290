"""What may be supposed of a helper and a work that do not fit, as what-if takes it: one fact, and it fits."""

from api.asking import Asking
from api.schemas.reasons import Supposition
from api.supposing import WORDS, holding_words
from graph_model.labels import slots_text
from matching.remedies import Remedy, remedies

NAMES = {what: word for word, what in WORDS.items()}


def suppositions(asked: Asking, helper: int, work: int) -> list[Supposition]:
    """Return the facts each of which alone would make a helper fit a work; none where it fits, or one is too little."""
    return [_told(asked, one) for one in remedies(asked.view.problem, helper, work, asked.today)]


def _told(asked: Asking, remedy: Remedy) -> Supposition:
    value, sentence = _words(asked, remedy)
    fact = remedy.fact
    return Supposition(
        what=NAMES[fact.what], helper=fact.helper or "", work=fact.work or "", value=value, sentence=f"假如{sentence}"
    )


def _words(asked: Asking, remedy: Remedy) -> tuple[str, str]:
    """Return the new value as staff write it, and the fact in words."""
    fact = remedy.fact
    if fact.held is not None:
        return remedy.name, holding_words(fact.held, asked.view.taxonomy)
    if fact.what == "free":
        return slots_text(fact.number), f"{slots_text(fact.number)}有空"
    return str(fact.number), f"最多承担 {fact.number} 件" if fact.what == "limit" else f"名额改为 {fact.number}"
