"""A floor under quality: our own small sets, which `tests.benchmarks` reports on in full."""

import pytest

from tests.benchmarks import anchors, sentences

SETS = sentences.load(sentences.OWN)


@pytest.mark.parametrize("one", SETS, ids=lambda one: one["lang"])
def test_sentences_are_cut_as_by_hand(one):
    result = sentences.score(one)

    assert result.boundaries.f1 >= 0.98
    assert result.partitions == result.texts


def test_no_quotation_is_attached_to_a_wrong_place():
    pairs = {pair["id"]: pair for pair in anchors.load(anchors.OWN, "pairs")}

    outcomes, _cold, _warm = anchors.run(pairs, anchors.load(anchors.OWN, "cases"), "full")

    assert not {
        category: dict(counts)
        for category, counts in outcomes.items()
        if counts[anchors.WRONG] or counts[anchors.INVENTED]
    }
