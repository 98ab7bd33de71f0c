import pytest
from django.urls import reverse

from annotations.models import Evidence, Source
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts, undo_of

TYPED = {
    "title": "Reservoir register",
    "url": "https://example.org/register",
    "publisher": "Water office",
    "kind": "primary",
    "stance": "refutes",
    "quote": "30,000,000 l\r\nin March",
    "locator": "p. 4",
    "opened_on": "2026-11-01",
    "archive_url": "https://archive.example.org/1",
}


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def address(claim):
    return reverse("evidence.create", args=[claim.pk])


@pytest.fixture
def missing(claim, ada):
    gone = factories.Annotation()
    gone.delete_softly(by=ada, version=1)
    return [reverse("evidence.create", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_puts_the_evidence_on_the_card(as_bela, bela, claim, address):
    as_bela.post(address, TYPED)

    item = claim.evidence.get()
    assert (item.added_by, item.stance, item.locator) == (bela, "refutes", "p. 4")
    assert (item.quote, str(item.opened_on)) == ("30,000,000 l\nin March", "2026-11-01")
    assert item.archive_url == "https://archive.example.org/1"


def test_it_keeps_the_source(as_bela, bela, address):
    as_bela.post(address, TYPED)

    source = Source.objects.get()
    assert (source.title, source.url) == ("Reservoir register", "https://example.org/register")
    assert (source.kind, source.publisher, source.created_by) == ("primary", "Water office", bela)


def test_a_source_that_is_known_is_not_made_twice(as_bela, address):
    factories.Evidence(title=TYPED["title"], url=TYPED["url"], publisher="Water office")

    as_bela.post(address, TYPED)

    assert Source.objects.count() == 1


def test_a_link_without_a_scheme_is_taken_for_https(as_bela, address):
    as_bela.post(address, TYPED | {"url": "example.org/register"})

    assert Source.objects.get().url == "https://example.org/register"


def test_history_tells_of_it(as_bela, bela, claim, address):
    as_bela.post(address, TYPED)

    told = claim.events.last()
    assert (told.verb, told.actor, told.after["source"]) == (
        "added_evidence",
        bela,
        "Reservoir register",
    )


def test_without_htmx_it_goes_to_the_claim(as_bela, claim, address):
    answer = as_bela.post(address, TYPED)

    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, claim, address):
    update = as_bela.post(address, TYPED, headers=HTMX)
    page = as_bela.get(claim.article.get_absolute_url())

    assert "Reservoir register" in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"title": " "},
        {"title": "x" * 301},
        {"kind": ""},
        {"kind": "holy"},
        {"stance": ""},
        {"stance": "agrees"},
        {"quote": "x" * 10_001},
        {"quote": "nul\0"},
        {"locator": "x" * 301},
        {"opened_on": "soon"},
        {"url": "https://example.org/" + "x" * 2000},
        {"url": "no link at all"},
        {"archive_url": "javascript:alert(1)"},
    ],
)
def test_what_makes_no_sense_is_refused_and_kept(as_bela, address, bad):
    with nothing_written():
        answer = as_bela.post(address, TYPED | {"publisher": "Typed with care"} | bad)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text
    assert 'value="Typed with care"' in answer.text


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "javascript:123",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox",
        "file:///etc/passwd",
        "ftp://example.org/",
        "ftps://example.org/",
        "blob:https://example.org/1",
        "//example.org/",
        "http:/\\example.org",
        "http://",
        "http://[::1",
        "https://exa mple.org/",
    ],
)
@pytest.mark.parametrize("field", ["url", "archive_url"])
def test_only_links_of_the_web_are_taken(as_bela, address, field, link):
    as_bela.post(address, TYPED | {field: link})

    kept = [
        item.source.url if field == "url" else item.archive_url for item in Evidence.objects.all()
    ]
    assert all(one.startswith(("http://", "https://")) for one in kept)
    assert not any("script" in one or "passwd" in one for one in kept)


def test_with_htmx_a_refusal_is_the_form_alone(as_bela, claim, address):
    answer = as_bela.post(address, TYPED | {"title": ""}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.text.lstrip().startswith(f'<form class="form" id="new-evidence-{claim.pk}"')


def test_forged_fields_are_ignored(as_bela, bela, ada, claim, address, noise):
    forged = {"added_by": ada.pk, "annotation": noise.annotation_id, "removed_at": "2026-01-01"}

    as_bela.post(address, TYPED | forged)

    item = Evidence.objects.get()
    assert (item.annotation, item.added_by, item.removed_at) == (claim, bela, None)


def test_the_same_again_is_harmless(as_bela, address):
    as_bela.post(address, TYPED)

    with nothing_written():
        assert as_bela.post(address, TYPED).status_code == 302


def test_it_can_be_undone(as_bela, claim, address):
    update = as_bela.post(address, TYPED, headers=HTMX)

    as_bela.post(undo_of(update))

    assert not claim.evidence.present().exists()


# -- its form --------------------------------------------------------------------------------------


def test_the_form_is_the_same_alone_and_on_its_page(as_bela, claim):
    address = reverse("evidence.new", args=[claim.pk])

    alone, page = as_bela.get(address, headers=HTMX), as_bela.get(address)

    assert "<html" not in alone.text
    assert "evidence/_new.html" in [template.name for template in page.templates]


def test_the_form_is_for_those_who_may(as_cleo, claim):
    assert as_cleo.get(reverse("evidence.new", args=[claim.pk])).status_code == 403


def test_the_form_is_of_a_claim_that_is_there(as_bela, missing):
    assert as_bela.get(reverse("evidence.new", args=[NOWHERE])).status_code == 404
