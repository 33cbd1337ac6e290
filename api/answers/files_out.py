"""Every file that can be taken away by name: the forms, and what other programs read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from api.answers.calendar import CALENDAR, calendar_answer
from api.answers.cards import CARDS, cards_answer
from api.answers.exchange import SERVICES, services_json, tagged_csv
from api.answers.forms import (
    DOCUMENT,
    FORM_NAMES,
    FORMS,
    SIGNED_NAMES,
    WORKBOOK,
    FormQuestion,
    asked_there,
    form_answer,
    list_sheet,
    of_nobody,
)
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from graph_model.sealing import Sealer

Made = tuple[str, bytes]
Make = Callable[[Asking, FormQuestion, str, Sealer], Made]
OTHERS: Final[Mapping[str, tuple[str, Make]]] = {
    CALENDAR: ("ics", lambda asked, question, place, _: calendar_answer(asked, question.who, place)),
    SERVICES: ("json", lambda asked, _, place, __: (place, services_json(asked))),
    CARDS: ("vcf", lambda asked, question, place, sealer: cards_answer(asked, question.who, place, sealer.unseal)),
}
"""By name: the ending of the file and how it is made, each telling of whom it is."""
OF_SOMEBODY: Final = frozenset({CALENDAR, CARDS})
"""Files besides the forms that may tell of somebody in particular."""
FILE_NAMES: Final = (*FORM_NAMES, *OTHERS)
TAGGED_ENDING: Final = "csv"
TAGGED: Final = frozenset(name for name, kinds in FORMS.items() if len(kinds) == 1)
"""The lists that are also given as HXL-tagged CSV."""


def endings_of(name: str) -> tuple[str, ...]:
    """Return the endings a file can be had with, the ordinary one first."""
    if name in OTHERS:
        return (OTHERS[name][0],)
    if name in SIGNED_NAMES:
        return WORKBOOK, DOCUMENT
    return (WORKBOOK, TAGGED_ENDING) if name in TAGGED else (WORKBOOK,)


def file_answer(
    asked: Asking, question: FormQuestion, sealer: Sealer, template: Path | None = None, ending: str | None = None
) -> Made:
    """Return the name and the bytes of a file, with the ordinary ending of its name unless another is asked for.

    Raises
    ------
    UnknownThing, UnknownPlace, BadQuestion
        As `form_answer`, and for what each file asks; only forms fill templates; the file has no such ending, or
        tells of nobody in particular.
    loaders.sheets.UnreadableFile
        The template cannot be filled.
    """
    name = question.form
    if name not in FILE_NAMES:
        raise UnknownThing(f"没有“{name}”这种表。可以是：{'、'.join(FILE_NAMES)}。")
    if template is not None and name in FORM_NAMES:
        return form_answer(asked, question, sealer, template)
    if template is not None:
        raise BadQuestion(f"“{name}”不能填模板。", field="template")
    if ending is not None and ending not in endings_of(name):
        raise UnknownThing(f"“{name}”是 {'、'.join(endings_of(name))} 文件，没有 {ending} 的。", form=name)
    if name in FORM_NAMES and ending != TAGGED_ENDING:
        return form_answer(asked, question, sealer, ending=ending or WORKBOOK)
    if question.who and name not in OF_SOMEBODY:
        raise of_nobody(name)
    there, place = asked_there(asked, question)
    of, content = OTHERS[name][1](there, question, place, sealer) if name in OTHERS else _tagged(there, name, place)
    return f"{of}{name}-{asked.today.isoformat()}.{ending or endings_of(name)[0]}", content


def _tagged(there: Asking, name: str, place: str) -> Made:
    return place, tagged_csv(list_sheet(there, FORMS[name][0], place))
