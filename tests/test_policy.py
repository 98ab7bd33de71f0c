import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from annotations import policy
from annotations.models import User
from annotations.services import discussing
from tests import factories

DESK = {
    policy.READ,
    policy.IMPORT,
    policy.HIGHLIGHT,
    policy.MARK_SENTENCE,
    policy.JUDGE,
    policy.ADD_EVIDENCE,
    policy.EXPORT,
    policy.ATTEMPT,
    policy.SKIP,
    policy.DISCUSS,
    policy.FETCH,
    policy.IMPORT_VERDICTS,
    policy.OWN_TOKENS,
}
OWN = {policy.WITHDRAW, policy.EDIT_CLAIM, policy.DELETE_CLAIM, policy.RESTORE_CLAIM}
OWN |= {policy.REMOVE_EVIDENCE, policy.MOVE_CLAIM, policy.UPDATE_TEXT}
OWN |= {policy.REMOVE_ATTEMPT, policy.TAKE_BACK_SKIP, policy.REMOVE_COMMENT}
OWN |= {policy.REVOKE_TOKEN}
ALONE = {policy.WITHDRAW, policy.TAKE_BACK_SKIP}
EDITORS = {policy.RUN_DESK, policy.CORRECT_SENTENCES, policy.ADJUDICATE, policy.SIGN_OFF}
EDITORS |= {policy.SET_REVIEW, policy.ASSIGN, policy.LOCK_ARTICLE, policy.DELETE_ARTICLE}
EDITORS |= {policy.PUBLISH, policy.HANDLE_TIPS, policy.RUN_WEBHOOKS}
EDITORS |= {policy.IMPORT_VERDICTS_OF_OTHERS}
BOSS = EDITORS | {policy.MANAGE_ACCOUNTS}
MINE = {
    policy.WITHDRAW: lambda user: factories.Verdict(by=user),
    policy.EDIT_CLAIM: lambda user: factories.Annotation(by=user),
    policy.DELETE_CLAIM: lambda user: factories.Annotation(by=user),
    policy.RESTORE_CLAIM: lambda user: factories.Annotation(by=user),
    policy.REMOVE_EVIDENCE: lambda user: factories.Evidence(by=user),
    policy.MOVE_CLAIM: lambda user: factories.Annotation(by=user),
    policy.UPDATE_TEXT: lambda user: factories.Article(by=user),
    policy.REMOVE_ATTEMPT: lambda user: factories.Annotation().attempt(by=user, place="Archive"),
    policy.TAKE_BACK_SKIP: lambda user: factories.Annotation().skip(by=user, reason="No time."),
    policy.REVOKE_TOKEN: lambda user: factories.Token(by=user),
    policy.REMOVE_COMMENT: lambda user: discussing.start(
        factories.Annotation(), by=user, text="Who said so?"
    ),
}


def test_every_action_is_thought_of_here():
    assert set(policy.TABLE) == DESK | OWN | BOSS | {policy.SEE_WHOLE_HISTORY}


@pytest.mark.parametrize("action", sorted(DESK))
def test_reviewers_and_editors_work_at_the_desk(ada, bela, cleo, action):
    assert policy.may(ada, action)
    assert policy.may(bela, action)
    assert not policy.may(cleo, action)
    assert not policy.may(AnonymousUser(), action)


@pytest.mark.parametrize("action", sorted(OWN))
def test_a_reviewer_may_change_what_is_their_own(bela, action):
    assert policy.may(bela, action, MINE[action](bela))


@pytest.mark.parametrize("action", sorted(OWN))
def test_a_reviewer_may_not_change_what_is_somebody_elses(ada, bela, action):
    assert not policy.may(bela, action, MINE[action](ada))


@pytest.mark.parametrize("action", sorted(OWN - ALONE))
def test_an_editor_may_change_what_is_somebody_elses(ada, bela, action):
    assert policy.may(ada, action, MINE[action](bela))


def test_not_even_an_editor_withdraws_anothers_verdict(ada, bela):
    assert not policy.may(ada, policy.WITHDRAW, factories.Verdict(by=bela))


@pytest.mark.parametrize("action", sorted(OWN))
def test_whoever_lost_the_role_lost_what_was_their_own(bela, action):
    thing = MINE[action](bela)
    bela.groups.clear()
    stripped = type(bela).objects.get(pk=bela.pk)

    assert not policy.may(stripped, action, thing)


@pytest.mark.parametrize("action", sorted(EDITORS))
def test_only_editors_run_the_desk_and_correct_sentences(ada, bela, action):
    root = factories.User(username="root", is_superuser=True)

    assert [policy.may(user, action) for user in (bela, ada, root)] == [False, True, True]


@pytest.mark.parametrize(("is_blind", "may"), [(False, True), (True, False)])
def test_what_adds_up_everybodys_work_is_not_for_blind_reviewers(ada, bela, is_blind, may):
    article = factories.Article()
    article.is_blind = is_blind

    assert policy.may(bela, policy.SEE_WHOLE_HISTORY, article) == may
    assert policy.may(ada, policy.SEE_WHOLE_HISTORY, article)


def test_only_superusers_make_accounts(ada, bela):
    root = factories.User(username="root", is_superuser=True)

    made = [policy.may(user, policy.MANAGE_ACCOUNTS) for user in (bela, ada, root)]
    assert made == [False, False, True]


def test_the_staff_flag_is_no_role(cleo):
    cleo.is_staff = True

    assert not any(policy.may(cleo, action) for action in DESK | BOSS)


@pytest.mark.parametrize("action", sorted(DESK | BOSS))
def test_a_closed_account_may_nothing(action):
    closed = User(is_superuser=True, is_active=False)

    assert not policy.may(closed, action)


def test_an_unknown_action_is_an_error_not_a_no(ada):
    with pytest.raises(KeyError):
        policy.may(ada, "publish_to_the_moon")


def test_require_raises(cleo):
    with pytest.raises(PermissionDenied):
        policy.require(cleo, policy.READ)


def test_asking_twice_reads_once(bela, django_assert_num_queries):
    with django_assert_num_queries(1):
        policy.may(bela, policy.READ)
        policy.may(bela, policy.EXPORT)
