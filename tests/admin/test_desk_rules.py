import pytest
from django.urls import reverse

from annotations.models import Assignment, DeskRules, Membership, Team
from annotations.models.conflict import Conflict
from tests import factories

ADD = "admin:annotations_deskrules_add"
SAID = {"evidence_rule": "advice", "required_reviews": 2, "target": 80, "seen": 0}


def test_an_editor_sets_the_rules(as_ada, ada):
    as_ada.post(reverse(ADD), SAID)

    now = DeskRules.in_force()
    assert (now.evidence_rule, now.required_reviews, now.target) == ("advice", 2, 80)
    assert (now.set_by, now.second_person) == (ada, False)


def test_the_form_begins_with_those_in_force(as_ada, ada):
    DeskRules.in_force().replace(by=ada, target=70)

    assert 'value="70"' in as_ada.get(reverse(ADD)).text


def test_earlier_ones_stay_as_they_were(as_ada, ada):
    first = DeskRules.in_force().replace(by=ada, target=70)

    as_ada.post(reverse(ADD), SAID | {"seen": 1})

    first.refresh_from_db()
    assert (first.target, DeskRules.objects.count()) == (70, 2)


def test_rules_that_were_changed_meanwhile_are_not_overwritten(as_ada, ada):
    DeskRules.in_force().replace(by=ada, target=70)

    answer = as_ada.post(reverse(ADD), SAID)

    assert "Somebody changed the rules" in answer.text
    assert DeskRules.in_force().target == 70


@pytest.mark.parametrize("bad", [{"required_reviews": 9}, {"target": 101}, {"evidence_rule": "x"}])
def test_what_makes_no_sense_is_refused(as_ada, bad):
    as_ada.post(reverse(ADD), SAID | bad)

    assert not DeskRules.objects.exists()


def test_nobody_changes_a_row(as_ada, ada):
    row = DeskRules.in_force().replace(by=ada, target=70)
    where = reverse("admin:annotations_deskrules_change", args=[row.pk])

    assert as_ada.post(where, SAID).status_code == 403


def test_a_reviewer_does_not_come_here(as_bela):
    assert as_bela.get(reverse(ADD)).status_code == 403


def test_of_two_at_once_one_is_a_conflict(ada):
    seen = DeskRules.in_force()
    seen.replace(by=ada, target=70)

    with pytest.raises(Conflict):
        seen.replace(by=ada, target=60)


def test_saying_what_stands_is_harmless(ada):
    first = DeskRules.in_force().replace(by=ada, target=70)

    assert first.replace(by=ada, target=70) == first


def test_new_articles_follow_them(ada):
    DeskRules.in_force().replace(by=ada, required_reviews=3, is_blind=True, target=60)

    article = factories.Article()

    assert (article.required_reviews, article.is_blind, article.target) == (3, True, 60)


# -- articles at once ------------------------------------------------------------------------------


def act(client, action, *articles, **said):
    keys = [article.pk for article in articles]
    where = reverse("admin:annotations_article_changelist")
    return client.post(where, {"action": action, "_selected_action": keys} | said, follow=True)


def test_reviews_are_set_for_many(as_ada):
    one, other = factories.Article(), factories.Article()

    act(as_ada, "set_review", one, other, reviews=2, target=50)

    for article in (one, other):
        article.refresh_from_db()
        assert (article.required_reviews, article.target) == (2, 50)
        assert article.events.last().verb == "set_review"


def test_what_is_locked_is_left_alone_and_said(as_ada, ada):
    locked, other = factories.Article(title="Locked one"), factories.Article()
    locked.lock_changes(by=ada)

    page = act(as_ada, "review_blind", locked, other).text

    other.refresh_from_db()
    assert other.is_blind
    assert "Locked one" in page
    assert "1 article changed." in page


def test_a_team_gets_the_articles(as_ada, bela):
    team = Team.objects.create(name="Desk")
    Membership.objects.create(team=team, person=bela)

    act(as_ada, "hand_out", factories.Article(), factories.Article(), team=team.pk)

    assert Assignment.objects.filter(reviewer=bela).count() == 2


@pytest.mark.parametrize("action", ["set_review", "hand_out"])
def test_what_was_not_chosen_is_asked_for(as_ada, action):
    assert "first" in act(as_ada, action, factories.Article()).text


def test_a_team_is_made_with_its_weights(as_ada, bela):
    rows = {f"memberships-{name}": 0 for name in ("INITIAL_FORMS", "MIN_NUM_FORMS")}
    rows |= {"memberships-TOTAL_FORMS": 1, "memberships-MAX_NUM_FORMS": 1000}
    member = {"memberships-0-person": bela.pk, "memberships-0-weight": 3}

    as_ada.post(reverse("admin:annotations_team_add"), {"name": "Night"} | rows | member)

    assert Membership.objects.get().weight == 3


def test_how_an_article_is_reviewed_is_changed_on_its_page(as_ada):
    article = factories.Article()
    where = reverse("admin:annotations_article_change", args=[article.pk])
    said = {"seen": 1, "title": article.title, "language": "en"}
    rows = {f"revisions-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}

    as_ada.post(where, said | rows | {"required_reviews": 4, "target": 90, "is_blind": "on"})

    article.refresh_from_db()
    assert (article.required_reviews, article.is_blind, article.target) == (4, True, 90)
