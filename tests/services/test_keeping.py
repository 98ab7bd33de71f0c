"""The text of a source is kept once, and quotes are looked for in it."""

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Evidence, SourceText
from annotations.models.conflict import Locked
from annotations.models.source_text import LONGEST
from annotations.services import keeping
from annotations.text.refusal import TextRefused
from tests import factories

TEXT = "Register of reservoirs.\n\nCapacity: 40,000,000 l"


@pytest.fixture
def item(bela):
    return factories.Evidence(by=bela)


def keep(item, by, text=TEXT, **options):
    return keeping.keep(item, by=by, text=text, how="pasted", **options)


def broken():
    """Whether the quote is missing, of each piece of evidence; None for one not looked at."""
    rows = Evidence.objects.order_by("pk")
    return [one.is_broken if one.checked_at else None for one in rows]


def test_it_is_kept_with_its_hash(item, bela):
    kept = keep(item, bela)

    assert (kept.text, kept.kept_by, kept.source) == (TEXT, bela, item.source)
    assert kept.sha256 == SourceText.digest(TEXT)


def test_the_quote_is_looked_for(item, bela):
    kept = keep(item, bela)

    item.refresh_from_db()
    assert kept.text[item.quote_start : item.quote_end] == item.quote


def test_the_same_text_again_is_the_first_row_and_looks_again(item, bela, ada):
    first = keep(item, bela)
    later = factories.Evidence(annotation=item.annotation, quote="Register of rivers")

    assert keep(item, ada) == first
    later.refresh_from_db()
    assert later.is_broken


def test_quotes_in_other_evidence_of_the_source_are_looked_for(item, bela):
    factories.Evidence(quote="Register of reservoirs")
    factories.Evidence(quote="Register of rivers")
    factories.Evidence(title="Another register")

    keep(item, bela)

    assert broken() == [False, False, True, None]


def test_a_part_of_the_source_says_nothing_of_other_quotes(item, bela):
    factories.Evidence(quote="Register of rivers")

    keep(item, bela, whole=False)

    assert broken() == [False, None]


def test_evidence_that_the_person_may_not_see_is_left_alone(item, bela):
    factories.Evidence(annotation__article__is_blind=True)
    gone = factories.Evidence()
    gone.annotation.delete_softly(by=bela, version=1)

    keep(item, bela)

    assert broken() == [False, None, None]


def test_evidence_on_a_locked_article_is_left_alone(item, bela, ada):
    other = factories.Evidence()
    other.annotation.article.lock_changes(by=ada)

    keep(item, bela)

    assert broken() == [False, None]


def test_on_a_locked_article_nothing_is_kept(item, bela, ada):
    item.annotation.article.lock_changes(by=ada)

    with pytest.raises(Locked):
        keep(item, bela)

    assert not SourceText.objects.exists()


def test_a_text_that_is_too_long_is_refused(item, bela):
    with pytest.raises(ValidationError, match="million"):
        keep(item, bela, text="a" * (LONGEST + 1))


def test_all_of_a_page_is_read():
    """A figure beside the article is as good a quote as one in it."""
    article = f"<article><p>{'Words of the article. ' * 20}</p></article>"

    text = keeping.read(f"{article}<table><td>Capacity: 40,000,000 l</table>", "html")

    assert "Capacity: 40,000,000 l" in text


def test_what_is_no_text_is_refused():
    with pytest.raises(TextRefused, match="NUL"):
        keeping.read("%PDF\0", "text")


def test_what_comes_nearest_is_told_with_its_difference(item, bela):
    keep(item, bela, text="Register.\nCapacity: 40,000,001 l, in all.")
    item.refresh_from_db()

    found = keeping.found_in(item)

    assert found.words == "Capacity: 40,000,001 l"
    assert [run.text for run in found.runs if run.kind != "same"] == ["40,000,000", "40,000,001"]
