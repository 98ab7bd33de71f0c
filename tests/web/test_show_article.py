import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import parts


@pytest.fixture
def article(db):
    return factories.Article(slug="dam", title="Dam report")


def show(client, article, **query):
    return client.get(reverse("articles.show", args=[article.slug]), query)


def test_a_stranger_logs_in(client, article):
    assert show(client, article)["Location"] == "/login/?next=/articles/dam/"


def test_an_account_without_a_role_is_refused(as_cleo, article):
    assert show(as_cleo, article).status_code == 403


def test_post_is_refused(as_bela, article):
    assert as_bela.post(article.get_absolute_url()).status_code == 405


def test_what_is_not_there_is_not_found(as_bela, article):
    assert as_bela.get("/articles/nowhere/").status_code == 404


def test_it_shows_every_sentence_with_its_place(as_bela, article):
    page = show(as_bela, article)

    assert 'id="s2" data-start="33" data-end="59"' in parts(page)["s2"]
    assert parts(page).keys() == {"s1", "s2", "s3", "margin-1", "margin-2", "progress"}


def test_every_sentence_can_be_marked_without_scripts(as_bela, article):
    page = show(as_bela, article).text

    assert page.count('href="/articles/dam/annotations/new/?sentence=') == 3


def test_cards_stand_in_the_order_of_the_text(as_bela, article):
    for quote in ("Nobody", "safe", "The dam holds 40", "The dam"):
        factories.Annotation(article=article, quote=quote)

    cards = show(as_bela, article).context["desk"].cards

    assert [card.quote for card in cards] == ["The dam", "The dam holds 40", "safe", "Nobody"]


def test_a_card_stands_beside_the_beginning_of_its_passage(as_bela, article):
    claim = factories.Annotation(article=article, quote="it safe.\nNobody")

    margins = parts(show(as_bela, article))

    assert claim.dom_id in margins["margin-1"]
    assert claim.dom_id not in margins["margin-2"]


def test_it_tells_the_progress(as_bela, article):
    factories.Annotation(article=article)
    factories.Verdict(annotation__article=article)

    progress = parts(show(as_bela, article))["progress"]

    assert "<b>1</b> disputed" in progress
    assert "<b>1</b> unchecked" in progress


def test_several_reviewers_who_disagree_are_told(as_bela, article):
    claim = factories.Annotation(article=article)
    factories.Verdict(annotation=claim)
    factories.Verdict(annotation=claim, kind="verified")

    page = show(as_bela, article).text

    assert "2 reviewers disagree" in page
    assert "m m--contested" in page


def test_a_verdict_past_its_date_needs_a_re_check(as_bela, article):
    factories.Verdict(annotation__article=article, recheck_by="2020-01-01")

    page = show(as_bela, article).text

    assert "m m--disputed is-stale" in page
    assert "needs re-check" in page


def test_a_deleted_claim_is_gone(as_bela, bela, article):
    claim = factories.Annotation(article=article)
    claim.delete_softly(by=bela, version=1)

    assert str(claim.pk) not in show(as_bela, article).text


def test_an_article_without_claims_says_how_to_begin(as_bela, article):
    assert "No claims yet." in show(as_bela, article).text


def test_only_those_who_may_are_offered_to_change_a_claim(as_bela, bela, article):
    mine = factories.Annotation(article=article, by=bela)
    other = factories.Annotation(article=article, quote="Nobody")

    page = show(as_bela, article).text

    assert reverse("annotations.edit", args=[mine.pk]) in page
    assert reverse("annotations.edit", args=[other.pk]) not in page


def test_only_ones_own_verdict_can_be_withdrawn(as_bela, bela, article):
    claim = factories.Annotation(article=article)
    mine = factories.Verdict(annotation=claim, by=bela)
    other = factories.Verdict(annotation=claim)

    page = show(as_bela, article).text

    assert reverse("verdicts.withdraw", args=[mine.pk]) in page
    assert reverse("verdicts.withdraw", args=[other.pk]) not in page


def test_text_of_the_article_is_marked_with_its_language(as_bela):
    article = factories.Article(text="הסכר מחזיק 40 מיליון ליטר.", language="he")

    assert '<div class="desk__text" lang="he"' in show(as_bela, article).text


def test_keys_can_be_switched_off(as_bela, bela, article):
    bela.prefer(single_keys=False)

    page = show(as_bela, article).text

    assert 'data-keys="off"' in page
    assert 'data-opens="keys"' not in page


def test_an_article_called_like_an_address_can_be_opened(as_bela):
    article = factories.Article(title="New")

    assert show(as_bela, article).context["desk"].article == article


def test_reading_writes_nothing_down(as_bela, article):
    events = article.events.count()

    show(as_bela, article)

    assert article.events.count() == events
