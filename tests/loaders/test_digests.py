"""The digests of a node name the ledger that wrote last where that is known, and no other."""

import pytest

from loaders.digests import LAST, digest_back, digest_of, digest_with, digests_of_both, last_ledger, ledgers_of


def told(*ledgers: str) -> str | None:
    stored = None
    for number, ledger in enumerate(ledgers):
        stored = digest_with(stored, ledger, f"{number}")
    return stored


@pytest.mark.parametrize("order", ["ab", "ba", "bab", "cab", "acb"])
def test_the_ledger_that_wrote_last_is_known(order: str) -> None:
    stored = told(*order)
    assert last_ledger(stored) == order[-1]
    assert ledgers_of(stored) == frozenset(order)
    assert [digest_of(stored, one) for one in order][-1] == str(len(order) - 1)


def test_the_alphabetical_digests_of_older_versions_name_nobody_until_one_of_them_writes() -> None:
    assert last_ledger("a=1 b=2") is None
    assert last_ledger(digest_with("a=1 b=2", "a", "3")) == "a"
    assert (digest_of("a=1 b=2", "b"), ledgers_of("a=1 b=2")) == ("2", {"a", "b"})
    assert (last_ledger("a=1"), last_ledger(None)) == ("a", None)


def test_without_the_ledger_that_wrote_last_it_is_not_known_who_did_before() -> None:
    assert last_ledger(digest_with(told("a", "b", "c"), "c", None)) is None
    assert last_ledger(digest_with(told("a", "b", "c"), "a", None)) == "c"
    assert digest_with(told("a"), "a", None) is None


def test_taking_back_what_a_ledger_said_is_no_writing() -> None:
    stored = told("a", "b")
    back = digest_back(stored, "a", "7")
    assert (last_ledger(back), digest_of(back, "a")) == ("b", "7")
    assert last_ledger(digest_back(stored, "b", "7")) is None
    assert ledgers_of(digest_back(stored, "b", None)) == {"a"}


def test_of_two_records_that_became_one_nobody_knows_who_wrote_last() -> None:
    both = digests_of_both(told("c", "b"), "a=5 b=9")
    assert (both, last_ledger(both)) == ("a=5 b=1 c=0", None)
    assert digests_of_both(told("b", "a"), "a=9") == f"b=0 {LAST} a=1"
