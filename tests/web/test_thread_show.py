"""Discussions as they are read: beside a claim, on a sentence's page, in an article's list."""

import pytest
from django.urls import reverse

from annotations.models import Thread
from annotations.services import discussing
from tests import factories
from tests.factories import TEXT
from tests.web.questions import HTMX, NOWHERE


@pytest.fixture
def claim(bela):
    return factories.Annotation(by=bela)


@pytest.fixture
def comment(claim, bela):
    return discussing.start(claim, by=bela, text="Where is this from?")


@pytest.fixture
def on_sentence(claim, bela):
    first = claim.article.current().sentences.get(number=2)
    return discussing.start(first, by=bela, text="Which officials?").thread


@pytest.fixture
def gone(claim, on_sentence):
    """A discussion whose sentence is gone."""
    old, new = claim.article.current(), factories.Article(text=TEXT[:33]).current()
    discussing.carry(claim.article, old, new)
    return on_sentence


def beside(claim):
    return reverse("threads", args=[claim.pk])


def in_list(article, state=""):
    return reverse("articles.threads", args=[article.slug]) + state


def lands(client, thread):
    return client.get(thread.get_absolute_url())["Location"]


@pytest.mark.parametrize("name", ["threads", "sentences.threads", "articles.threads"])
def test_strangers_are_kept_out(client, cleo, claim, comment, name):
    slug = claim.article.slug
    keys = {"threads": [claim.pk], "sentences.threads": [slug, 1], "articles.threads": [slug]}
    address = reverse(name, args=keys[name])

    assert client.get(address)["Location"].startswith("/login/")
    client.force_login(cleo)
    assert client.get(address).status_code == 403
    assert client.get(comment.thread.get_absolute_url()).status_code == 403


def test_what_nobody_can_see_is_not_found(as_bela, bela, claim, comment):
    claim.delete_softly(by=bela, version=1)
    addresses = [
        beside(claim),
        reverse("threads", args=[NOWHERE]),
        reverse("sentences.threads", args=[claim.article.slug, 99]),
        in_list(type(claim.article)(slug="nowhere")),
        comment.thread.get_absolute_url(),
        reverse("threads.show", args=[10**30]),
    ]

    assert {as_bela.get(address).status_code for address in addresses} == {404}


def test_a_claims_discussion_is_a_page(as_bela, claim, comment):
    page = as_bela.get(beside(claim))

    assert "Where is this from?" in page.text
    assert claim.quote in page.text


def test_with_htmx_it_comes_alone(as_bela, claim, comment):
    part = as_bela.get(beside(claim), headers=HTMX).text

    assert part.strip().startswith('<section class="discussion"')
    assert "<html" not in part


def test_a_sentences_discussion_is_on_its_page_alone(as_bela, claim, on_sentence):
    pages = [
        as_bela.get(reverse("sentences.threads", args=[claim.article.slug, number])).text
        for number in (1, 2)
    ]

    assert ["Which officials?" in page for page in pages] == [False, True]


def test_a_comment_is_shown_as_it_was_written_and_no_html(as_bela, claim, comment, ada):
    text = "<b>@bela</b>\nsee https://example.org/?a=1&b=2."
    discussing.reply(comment.thread, by=ada, text=text)

    page = as_bela.get(beside(claim)).text

    assert "<b>@bela</b>" not in page
    assert "&lt;b&gt;</p>" not in page
    assert '<b class="mention">@bela</b>&lt;/b&gt;<br>see <a href="https://example.org/?a=1' in page
    assert ">https://example.org/?a=1&amp;b=2</a>." in page


def test_a_removed_comment_is_not_shown(as_bela, bela, claim, comment):
    comment.remove(by=bela)

    assert "Where is this from?" not in as_bela.get(beside(claim)).text


def test_many_discussions_cost_no_further_queries(as_bela, ada, claim, comment, same_queries):
    def grow():
        for number in range(3):
            new = discussing.start(claim, by=ada, text=f"@bela {number}?")
            discussing.reply(new.thread, by=ada, text="@bela again?")

    grow()

    same_queries(lambda: as_bela.get(beside(claim)), grow)
    same_queries(lambda: as_bela.get(in_list(claim.article)), grow)


# -- blind ----------------------------------------------------------------------------------------


def test_a_blind_reviewer_gets_nothing_of_others(as_bela, ada, bela, claim, on_sentence):
    """Until their own verdict is in: then all of it."""
    theirs = discussing.start(claim, by=ada, text="Ada has found this.").thread
    discussing.reply(on_sentence, by=ada, text="Ada knows them.")
    type(claim.article).objects.update(is_blind=True)
    places = [beside(claim), reverse("sentences.threads", args=[claim.article.slug, 2])]
    places.append(in_list(claim.article))

    blind = "".join(as_bela.get(place).text for place in places)
    assert "Ada" not in blind
    assert "Which officials?" in blind
    assert as_bela.get(theirs.get_absolute_url()).status_code == 404
    assert as_bela.post(reverse("threads.resolve", args=[theirs.pk])).status_code == 404
    answer = as_bela.post(reverse("comments.create", args=[theirs.pk]), {"text": "So?"})
    assert answer.status_code == 404

    factories.Verdict(annotation=claim, by=bela)
    open_now = "".join(as_bela.get(place).text for place in places)
    assert "Ada has found this." in open_now
    assert "Ada knows them." in open_now


# -- the link -------------------------------------------------------------------------------------


def test_the_link_to_it_lands_on_the_claims_passage(as_bela, claim, comment):
    key = comment.thread.pk

    at = f"{claim.article.get_absolute_url()}?claim={claim.pk}&thread={key}#at-{claim.pk}"
    assert lands(as_bela, comment.thread) == at


def test_of_an_orphan_it_lands_on_the_page_of_its_discussion(as_bela, claim, comment):
    claim.placements.all().delete()

    assert lands(as_bela, comment.thread) == f"{beside(claim)}#thread-{comment.thread.pk}"


def test_of_a_sentence_it_lands_on_that_ones_page(as_bela, claim, on_sentence):
    page = reverse("sentences.threads", args=[claim.article.slug, 2])

    assert lands(as_bela, on_sentence) == f"{page}#thread-{on_sentence.pk}"


def test_one_whose_sentence_is_gone_has_its_own_page(as_bela, gone):
    page = as_bela.get(gone.get_absolute_url()).text

    assert "Officials called it safe." in page
    assert "not in the article any more" in page


# -- the list of an article -----------------------------------------------------------------------


def test_an_article_lists_its_open_discussions(as_bela, bela, claim, comment, gone):
    comment.thread.resolve(by=bela)

    page = as_bela.get(in_list(claim.article)).text

    assert gone.get_absolute_url() in page
    assert comment.thread.get_absolute_url() not in page


def test_it_lists_the_resolved_ones_when_asked(as_bela, bela, claim, comment, gone):
    comment.thread.resolve(by=bela)

    page = as_bela.get(in_list(claim.article, "?state=resolved")).text

    assert gone.get_absolute_url() not in page
    assert comment.thread.get_absolute_url() in page


def test_nonsense_is_left_out(as_bela, claim, comment):
    page = as_bela.get(in_list(claim.article, "?state=nonsense&page=nonsense")).text

    assert comment.thread.get_absolute_url() in page


def test_of_another_article_nothing_is_listed(as_bela, comment):
    assert not as_bela.get(in_list(factories.Article())).context["page"].object_list
    assert Thread.objects.exists()
