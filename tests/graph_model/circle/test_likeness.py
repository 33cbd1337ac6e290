"""Which models are nearest: by place among all, by mix, own kind first; what is unknown is not compared."""

import numpy as np
import pytest

from graph_model.circle.likeness import distances, feature_differences, mix_differences, nearest_models, ranked

NAN = np.nan
ONE = np.ones(1)


def test_a_place_among_all_runs_from_least_to_most_and_what_is_unknown_stays_so() -> None:
    assert ranked(np.array([[10.0], [30.0], [NAN], [20.0], [20.0]]))[:, 0].tolist() == pytest.approx(
        [0, 1, NAN, 0.5, 0.5], nan_ok=True
    )
    assert ranked(np.array([[7.0], [NAN]]))[0, 0] == 0


def test_how_large_a_number_is_counts_by_how_many_lie_between() -> None:
    found = feature_differences(np.array([[1.0], [2.0], [1000.0]]), [2])
    assert found[:, 0, 0].tolist() == [1.0, 0.5, 0.0]


def test_mixes_are_alike_by_their_shares_whatever_their_size() -> None:
    counts = np.array([[2.0, 2.0, 0.0], [9.0, 9.0, 0.0], [0.0, 0.0, 4.0], [0.0, 0.0, 0.0]])
    found = mix_differences(counts, [1, 3])
    assert found[:3, 0].tolist() == [0, 0, 1]
    assert np.isnan(found[3, 0])
    assert np.isnan(found[:, 1]).all()
    assert mix_differences(counts, []).shape == (4, 0)


def test_a_distance_is_of_what_is_known_of_both_and_none_where_less_than_half_is() -> None:
    differences = np.array([[[0.3, NAN, 0.4], [NAN, NAN, 0.2], [0.6, NAN, NAN]]])
    weights = np.array([2.0, 1.0, 1.0])
    found = distances(differences, weights)[0]
    assert found[0] == pytest.approx(np.sqrt((2 * 0.09 + 0.16) / 3))
    assert np.isnan(found[1])
    assert found[2] == pytest.approx(0.6)


def test_a_model_of_the_same_kind_comes_before_a_nearer_one_and_no_model_is_its_own() -> None:
    differences = np.array([[[0.5], [0.1]], [[0.0], [0.4]], [[0.4], [0.0]]])
    found = nearest_models(differences, ONE, [1, 2], ["old", "old", "new"], 2)
    assert [[one.model for one in models] for models in found] == [[1, 2], [2], [1]]


def test_an_unknown_kind_is_nobodys_own_and_equals_stand_in_their_order() -> None:
    differences = np.full((3, 2, 1), 0.2)
    found = nearest_models(differences, ONE, [1, 2], [None, None, None], 1)
    assert [one.model for one in found[0]] == [1]


def test_a_model_nothing_is_known_of_is_not_offered() -> None:
    assert nearest_models(np.array([[[NAN]], [[0.0]]]), ONE, [1], [None, None], 3) == [[], []]
