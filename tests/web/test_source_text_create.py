import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import SourceText, Verdict
from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts

TEXT = "Register.\r\nCapacity: 40,000,000 l in all."


@pytest.fixture
def item(bela):
    return factories.Evidence(by=bela)


@pytest.fixture
def address(item):
    return reverse("source_texts.create", args=[item.pk])


@pytest.fixture
def missing(item, ada):
    gone = factories.Evidence()
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("source_texts.create", args=[key]) for key in (10**30, gone.pk)]


class TestQuestions(Questions):
    pass


def paste(client, address, raw=TEXT, kind="text", headers=None, **typed):
    return client.post(address, {"raw": raw, "raw_kind": kind, **typed}, headers=headers or {})


def upload(client, address, name, content):
    return client.post(address, {"raw_kind": "text", "file": SimpleUploadedFile(name, content)})


def test_a_pasted_text_is_kept_and_the_quote_found(as_bela, bela, item, address):
    answer = paste(as_bela, address)

    item.refresh_from_db()
    kept = SourceText.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, item.annotation.get_absolute_url())
    assert (kept.text, kept.how, kept.kept_by) == (TEXT.replace("\r", ""), "pasted", bela)
    assert (item.source_text, item.is_broken) == (kept, False)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("source.txt", b"Capacity: 40,000,000 l"),
        ("source.html", b"<p>Capacity:<br>40,000,000&nbsp;l</p>"),
        ("source.md", b"# Register\n\nCapacity: **40,000,000** l"),
    ],
)
def test_a_file_is_read_as_what_it_is(as_bela, item, address, name, content):
    upload(as_bela, address, name, content)

    item.refresh_from_db()
    assert (item.source_text.how, item.is_broken) == ("uploaded", False)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("source.pdf", b"%PDF-1.7", "damaged"),
        ("source.txt", b"%PDF\0", "not a text file"),
        ("source.txt", b"\xff\xd8\xff\xe0", "not UTF-8 text"),
        ("source.txt", b" ", "nothing to read"),
    ],
)
def test_a_file_that_is_no_text_is_refused_and_says_why(as_bela, address, name, content, why):
    answer = upload(as_bela, address, name, content)

    assert (answer.status_code, why in answer.text) == (422, True)
    assert not SourceText.objects.exists()


def test_nothing_at_all_is_refused(as_bela, address):
    with nothing_written():
        answer = paste(as_bela, address, " ", headers=HTMX)

    assert (answer.status_code, "<html" in answer.text) == (422, False)
    assert "Paste the text of the source" in answer.text


def test_a_text_of_more_than_a_million_is_refused(as_bela, address):
    answer = paste(as_bela, address, "a" * 1_000_001)

    assert (answer.status_code, "longer than a million" in answer.text) == (422, True)


def test_the_card_says_that_the_quote_is_there(as_bela, item, address):
    update = paste(as_bela, address, headers=HTMX)
    page = as_bela.get(item.annotation.article.get_absolute_url())

    assert "quote found in the text kept on" in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_a_quote_that_is_not_there_is_flagged_and_its_verdict_needs_a_re_check(
    as_bela, bela, item, address
):
    given = {"annotation": item.annotation, "kind": "sourced", "evidence": [item], "by": bela}
    verdict = factories.Verdict(**given)

    update = paste(as_bela, address, "Capacity: 14,000,000 l", headers=HTMX)

    card = parts(update)["margin-1"]
    assert "The quote is not in the text that was kept." in card
    assert "Does not count for verified: its quote is not in the text that was kept." in card
    assert "data-recheck" in card
    assert Verdict.objects.get(pk=verdict.pk).state() == "stale"
    assert "sourced" not in as_bela.get(reverse("exports.verdicts")).getvalue().decode()
    assert item.annotation.get_absolute_url() in as_bela.get(reverse("recheck")).text


def test_only_this_quote_is_looked_for_in_a_part(as_bela, address):
    other = factories.Evidence(quote="Register of rivers")

    paste(as_bela, address, part="on")

    other.refresh_from_db()
    assert other.checked_at is None


def test_the_form_says_which_quote(as_bela, item):
    form = as_bela.get(reverse("source_texts.new", args=[item.pk]))

    assert item.quote in form.text
    assert 'enctype="multipart/form-data"' in form.text
