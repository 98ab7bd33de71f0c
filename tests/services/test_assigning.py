import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Assignment, Membership, Team
from annotations.services.assigning import around, assign, hand_out, portions, shares
from tests import factories

TEXT = " ".join(f"Dam {n} holds water." for n in range(10))


@pytest.fixture
def article(db):
    return factories.Article(text=TEXT)


def team_of(**weights):
    team = Team.objects.create(name="Desk")
    for name, weight in weights.items():
        person = factories.Reviewer(username=name)
        Membership.objects.create(team=team, person=person, weight=weight)
    return team


# -- one reviewer ----------------------------------------------------------------------------------


def test_the_whole_article_is_assigned(article, ada, bela):
    made = assign(article, bela, by=ada)

    assert (made.reviewer, made.assigned_by, made.start) == (bela, ada, None)
    assert article.events.last().verb == "assigned"


def test_a_range_of_sentences_is_assigned(article, ada, bela):
    made = assign(article, bela, by=ada, first=2, last=3)

    assert (
        made.revision.cut(made.start, made.end).strip() == "Dam 1 holds water. Dam 2 holds water."
    )


def test_asking_the_same_again_is_harmless(article, ada, bela):
    first = assign(article, bela, by=ada, first=2, last=3)

    assert assign(article, bela, by=ada, first=2, last=3) == first
    assert article.events.filter(verb="assigned").count() == 1


@pytest.mark.parametrize("numbers", [(11, 12), (1, 11), (0, 11)])
def test_sentences_that_are_not_there_are_refused(article, ada, bela, numbers):
    with pytest.raises(ValidationError, match="1 to 10"):
        assign(article, bela, by=ada, first=numbers[0], last=numbers[1])


def test_who_may_not_judge_is_not_asked(article, ada, cleo):
    with pytest.raises(ValidationError):
        assign(article, cleo, by=ada)


# -- a team ----------------------------------------------------------------------------------------


def handed(article, team):
    return [(one.reviewer.username, one.first, one.last) for one in shares(article, team)]


def test_a_team_shares_by_weight(article):
    team = team_of(carl=1, dora=2, emma=2)

    assert handed(article, team) == [("carl", 1, 2), ("dora", 3, 6), ("emma", 7, 10)]


def test_each_sentence_goes_to_as_many_as_are_required(article, ada):
    article.set_review(by=ada, version=1, required_reviews=2)
    team = team_of(carl=1, dora=1, emma=1)

    found = handed(article, team)

    assert found == [("carl", 1, 7), ("dora", 1, 4), ("dora", 8, 10), ("emma", 5, 10)]


def test_a_small_team_takes_all_of_it(article, ada):
    article.set_review(by=ada, version=1, required_reviews=3)
    team = team_of(carl=1, dora=3)

    assert handed(article, team) == [("carl", 1, 10), ("dora", 1, 10)]


def test_who_may_not_judge_gets_nothing(article, cleo):
    team = team_of(carl=1)
    Membership.objects.create(team=team, person=cleo, weight=5)

    assert handed(article, team) == [("carl", 1, 10)]


def test_handing_out_is_one_line_of_history_each(article, ada):
    hand_out(article, team_of(carl=1, dora=1), by=ada)

    assert Assignment.objects.count() == article.events.filter(verb="assigned").count() == 2


weights = st.lists(st.integers(1, 100), min_size=1, max_size=8)


@given(weights, st.integers(1, 200), st.integers(1, 5))
def test_portions_add_up_and_nobody_gets_more_than_all(weights, count, reviews):
    reviews = min(reviews, len(weights))

    given_out = portions(count * reviews, weights, most=count)

    assert sum(given_out) == count * reviews
    assert max(given_out) <= count


@given(weights, st.integers(1, 60), st.integers(1, 5))
def test_every_sentence_is_covered_as_often_as_asked(weights, count, reviews):
    reviews = min(reviews, len(weights))
    at, covered = 0, [0] * count

    for length in portions(count * reviews, weights, most=count):
        mine = [n for part in around(at, length, count) for n in range(part[0], part[1] + 1)]
        assert len(mine) == len(set(mine)) == length
        for number in mine:
            covered[number - 1] += 1
        at = (at + length) % count

    assert covered == [reviews] * count


# -- an update of the text -------------------------------------------------------------------------


def test_a_range_goes_along_with_its_text(article, ada, bela):
    made = assign(article, bela, by=ada, first=2, last=3)

    factories.revised(article, "It is new. " + TEXT)

    made.refresh_from_db()
    assert made.revision.number == 2
    assert (
        made.revision.cut(made.start, made.end).strip() == "Dam 1 holds water. Dam 2 holds water."
    )


def test_a_range_whose_text_is_gone_is_taken_back(article, ada, bela):
    made = assign(article, bela, by=ada, first=10)

    factories.revised(article, "Nothing of it is left here, say the officials now.")

    made.refresh_from_db()
    assert made.removed_at is not None
    assert article.events.filter(verb="unassigned").exists()
