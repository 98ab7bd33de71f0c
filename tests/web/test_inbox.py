"""The inbox: what waits for somebody, and that it has been read."""

import pytest
from django.urls import reverse

from annotations.models import Notice
from annotations.services import discussing
from tests import factories
from tests.web.questions import Questions

INBOX = "/inbox/"


@pytest.fixture
def comment(ada, bela):
    return discussing.start(factories.Annotation(), by=ada, text="@bela, who says so?")


@pytest.fixture
def notice(comment, bela):
    return comment.notices.get(person=bela)


def act(name, notice):
    return reverse(f"inbox.{name}", args=[notice.pk])


class TestQuestionsOfOpening(Questions):
    @pytest.fixture
    def address(self, notice):
        return act("open", notice)

    @pytest.fixture
    def missing(self, notice):
        return [act("open", notice), act("read", notice), act("open", Notice(pk=10**30))]


@pytest.mark.parametrize("address", [INBOX, reverse("inbox.read_all")])
def test_strangers_are_kept_out(client, cleo, address):
    how = client.get if address == INBOX else client.post

    assert how(address)["Location"].startswith("/login/")
    client.force_login(cleo)
    assert how(address).status_code == 403


def test_it_says_who_said_what_where(as_bela, notice):
    page = as_bela.get(INBOX).text

    assert "mentions you" in page
    assert "@bela, who says so?" in page
    assert notice.comment.thread.quote in page
    assert notice.comment.thread.article.title in page


def test_it_has_nothing_of_others(as_ada, notice):
    assert not as_ada.get(INBOX).context["page"].object_list


def test_going_there_marks_it_as_read(as_bela, notice):
    answer = as_bela.post(act("open", notice))

    notice.refresh_from_db()
    assert answer["Location"] == notice.comment.thread.get_absolute_url()
    assert notice.read_at


def test_looking_at_it_does_not(as_bela, notice):
    as_bela.get(INBOX)

    notice.refresh_from_db()
    assert notice.read_at is None


def test_one_is_marked_as_read(as_bela, notice):
    assert as_bela.post(act("read", notice))["Location"] == INBOX

    notice.refresh_from_db()
    assert notice.read_at


def test_all_that_were_shown_are_marked_as_read_and_no_later_one(as_bela, ada, notice):
    upto = as_bela.get(INBOX).context["all"].initial["upto"]
    later = discussing.reply(notice.comment.thread, by=ada, text="@bela?")

    as_bela.post(reverse("inbox.read_all"), {"upto": upto})

    assert Notice.objects.filter(person=notice.person, read_at=None).get().comment == later


def test_all_without_saying_which_are_none(as_bela, notice):
    assert as_bela.post(reverse("inbox.read_all")).status_code == 422

    notice.refresh_from_db()
    assert notice.read_at is None


def test_in_a_blind_article_it_waits(as_bela, bela, notice):
    claim = notice.comment.thread.annotation
    type(claim.article).objects.update(is_blind=True)

    page = as_bela.get(INBOX)
    assert (page.context["unread"](), "who says so" in page.text) == (0, False)
    assert as_bela.post(act("open", notice)).status_code == 404

    factories.Verdict(annotation=claim, by=bela)
    assert as_bela.get(INBOX).context["unread"]() == 1


def test_many_notices_cost_no_further_queries(as_bela, ada, notice, same_queries):
    def grow():
        for number in range(3):
            discussing.start(factories.Annotation(), by=ada, text=f"@bela {number}?")

    same_queries(lambda: as_bela.get(INBOX), grow)
