import inspect
from enum import Enum

import pytest

from graph_model import labels
from graph_model.entities import terms

LISTS = [kind for _, kind in inspect.getmembers(terms, inspect.isclass) if issubclass(kind, Enum) and len(kind)]


@pytest.mark.parametrize("kind", LISTS)
def test_every_term_has_a_chinese_word_that_reads_back(kind: type[Enum]) -> None:
    assert {term: labels.parse(kind, labels.chinese(term)) for term in kind} == {term: term for term in kind}


def test_terms_of_different_lists_keep_their_own_words() -> None:
    assert labels.chinese(terms.Level.DISTRICT) == "区"
    assert labels.chinese(terms.Reach.DISTRICT) == "全区"


def test_a_synonym_reads_as_its_term_and_only_in_its_list() -> None:
    assert labels.parse(terms.Level, " 街道 ") is terms.Level.SUBDISTRICT
    assert labels.parse(terms.Reach, "街道") is None


def test_every_synonym_leads_to_a_term_with_a_word() -> None:
    assert all(labels.chinese(term) for term in labels.SYNONYMS.values())


def test_every_kind_of_organisation_has_a_label() -> None:
    assert set(labels.KIND_LABELS) == set(terms.OrganisationKind)
