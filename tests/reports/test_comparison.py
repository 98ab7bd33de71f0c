"""Which sentences of two revisions belong together, and which claims stand beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.reports.comparison import Change, Numbered, Pair, compare
from tests import factories
from tests.factories import TEXT, revised

LONG = " ".join(f"Sentence number {n} is here." for n in range(30))


@pytest.fixture
def article(db):
    return factories.Article()


def compared(article, new, user, order=(0, 1)):
    both = [article.current(), revised(article, new)]
    return compare(*(both[i] for i in order), user)


def rows(comparison):
    return [row for stretch in comparison.stretches for row in stretch.rows]


def changes(comparison):
    return [
        (row.pair.change, numbers(row.pair.old), numbers(row.pair.new)) for row in rows(comparison)
    ]


def numbers(sentences):
    return [one.number for one in sentences]


# -- sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (TEXT.replace("holds", "held"), (Change.EDITED, [1], [1])),
        (TEXT.replace("safe.", "safe. More."), (Change.ADDED, [], [3])),
        (TEXT.replace("Officials called it safe.", ""), (Change.REMOVED, [2], [])),
        (TEXT.replace("litres. Officials", "litres, officials"), (Change.MERGED, [1, 2], [1])),
        (TEXT.replace("hurt, they", "hurt. They"), (Change.SPLIT, [3], [3, 4])),
        (TEXT.replace("hurt, they", "hurt,\u00a0they"), (Change.TOUCHED, [3], [3])),
    ],
)
def test_what_became_of_a_sentence(article, ada, new, expected):
    assert expected in changes(compared(article, new, ada))


def test_blanks_between_sentences_are_no_change(article, ada):
    comparison = compared(article, TEXT.replace("\n", "\n\n\n"), ada)

    assert comparison.changes == 0


def test_changes_are_counted_from_one(article, ada):
    comparison = compared(article, TEXT.replace("dam", "weir").replace("hurt", "harmed"), ada)

    assert [row.index for row in rows(comparison)] == [1, 0, 2]


def test_each_side_has_its_own_words():
    pair = Pair(
        Change.SPLIT, [Numbered(3, "One, two.")], [Numbered(3, "One. "), Numbered(4, "Two.")]
    )

    assert text_of(pair.left) == [(3, "One, two.")]
    assert text_of(pair.right) == [(3, "One. "), (4, "Two.")]


WORDS = st.lists(st.sampled_from(["dam ", "holds ", "40", ". ", "،", "水", "«"]), max_size=8).map(
    "".join
)


@given(old=st.lists(WORDS, max_size=4), new=st.lists(WORDS, max_size=4))
def test_the_sides_are_cut_as_the_sentences_are(old, new):
    before, after = ([Numbered(n, text) for n, text in enumerate(side)] for side in (old, new))

    pair = Pair(Change.EDITED, before, after)

    assert "".join(text for _n, text in text_of(pair.left)) == "".join(old).rstrip()
    assert "".join(text for _n, text in text_of(pair.right)) == "".join(new).rstrip()
    for (_n, text), one in zip(text_of(pair.left), before, strict=True):
        assert text.rstrip() == one.text.rstrip() or one.text.startswith(text)


def text_of(side):
    return [(number, "".join(run.text for run in runs)) for number, runs in side]


# -- stretches ------------------------------------------------------------------------------------


def folded(comparison):
    return [(len(stretch.rows), stretch.is_folded) for stretch in comparison.stretches]


def test_long_unchanged_stretches_are_folded_but_for_their_ends(ada):
    article = factories.Article(text=LONG)

    comparison = compared(article, LONG.replace("number 15", "count 15"), ada)

    assert folded(comparison) == [(13, True), (2, False), (1, False), (2, False), (12, True)]


def test_short_ones_are_not(ada):
    article = factories.Article(text=LONG)

    comparison = compared(article, LONG.replace("number 6", "count 6"), ada)

    assert folded(comparison)[0] == (6, False)


def test_a_claim_that_changed_is_never_folded_away(ada):
    article = factories.Article(text=LONG)
    claim = factories.Annotation(article=article, quote="number 9 is")
    old, new = article.current(), revised(article, LONG.replace("number 25", "count 25"))
    claim.placements.filter(revision=new).delete()

    comparison = compare(old, new, ada)

    shown = [
        row for stretch in comparison.stretches if not stretch.is_folded for row in stretch.rows
    ]
    assert any(row.old_claims for row in shown)


# -- claims ---------------------------------------------------------------------------------------


def marks(comparison):
    left = [claim.mark for row in rows(comparison) for claim in row.old_claims]
    right = [claim.mark for row in rows(comparison) for claim in row.new_claims]
    return left, right


def test_a_claim_that_is_kept_is_not_remarked_upon(article, ada):
    factories.Verdict(annotation__article=article)

    assert marks(compared(article, "New. " + TEXT, ada)) == ([""], [""])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_verdict_that_became_stale_is_said_on_both_sides(article, ada, order):
    factories.Verdict(annotation__article=article)

    comparison = compared(article, TEXT.replace("holds", "held"), ada, order)

    assert marks(comparison) == (["stale"], ["stale"])


def test_a_claim_without_a_verdict_was_merely_edited(article, ada):
    factories.Annotation(article=article)

    assert marks(compared(article, TEXT.replace("holds", "held"), ada))[1] == ["edited"]


def test_so_was_one_that_was_judged_again_since(article, ada):
    verdict = factories.Verdict(annotation__article=article)
    old, new = article.current(), revised(article, TEXT.replace("holds", "held"))
    factories.Verdict(annotation=verdict.annotation, by=verdict.reviewer, supersedes=verdict.pk)

    assert marks(compare(old, new, ada))[1] == ["edited"]


def test_a_claim_that_is_gone_stands_on_the_old_side_alone(article, ada):
    factories.Verdict(annotation__article=article)

    assert marks(compared(article, "All withdrawn.", ada)) == (["gone"], [])


def test_of_one_account_without_a_role_nothing_is_shown(article, cleo):
    factories.Annotation(article=article)

    assert marks(compared(article, TEXT + " More.", cleo)) == ([], [])


def test_its_queries_do_not_grow(article, ada, django_assert_max_num_queries):
    for quote in ("40 million", "Officials", "Nobody", "hurt"):
        factories.Verdict(annotation=factories.Annotation(article=article, quote=quote))
    old, new = article.current(), revised(article, TEXT.replace("holds", "held"))

    with django_assert_max_num_queries(19):
        compare(old, new, ada)
