import pytest
from django.urls import reverse

from annotations.services.keeping import keep
from tests import factories


@pytest.fixture
def item(bela):
    return factories.Evidence(by=bela)


def show(client, item):
    return client.get(reverse("source_texts.show", args=[item.pk]))


def kept(item, text, by):
    return keep(item, by=by, text=text, how="pasted")


def test_the_text_with_the_quote_marked_and_its_hash(as_bela, bela, item):
    text = kept(item, "<b>Register.\nCapacity: 40,000,000 l in all.", bela)

    page = show(as_bela, item).text

    assert "&lt;b&gt;Register.\n" in page
    assert '<mark id="quote" tabindex="-1">Capacity: 40,000,000 l</mark> in all.' in page
    assert text.sha256 in page
    assert "by bela" in page


def test_what_comes_nearest_with_the_difference(as_bela, bela, item):
    kept(item, "Capacity: 14,000,000 l in all.", bela)

    page = show(as_bela, item).text

    assert "<del>40,000,000</del><ins>14,000,000</ins>" in page
    assert '<mark id="quote" class="is-near" tabindex="-1">Capacity: 14,000,000 l</mark>' in page


def test_nothing_comes_near(as_bela, bela, item):
    kept(item, "Nothing of the kind.", bela)

    assert "Nothing in it comes near." in show(as_bela, item).text


def test_without_a_kept_text_there_is_no_page(as_bela, item):
    assert show(as_bela, item).status_code == 404


def test_it_is_for_those_who_may_see_the_evidence(as_bela, bela, ada):
    other = factories.Evidence(annotation__article__is_blind=True)
    kept(other, other.quote, ada)

    assert show(as_bela, other).status_code == 404


def test_who_kept_it_is_hidden_until_my_verdict_is_in(as_bela, bela, ada):
    item = factories.Evidence(by=bela, annotation__article__is_blind=True)
    kept(item, item.quote, ada)
    assert "by ada" not in show(as_bela, item).text

    factories.Verdict(annotation=item.annotation, by=bela)
    assert "by ada" in show(as_bela, item).text
