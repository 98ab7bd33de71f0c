"""In a blind article a reviewer gets nothing of what others put on a claim, by no way at all.

Every word that Dora writes has a mark in it. All addresses are asked, with every key that could
stand in them, by GET and POST, with htmx and without; each byte of the answers is searched.
"""

import csv
import io
from itertools import product

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, get_resolver, reverse

from annotations import models
from annotations.models.conflict import Conflict
from annotations.services.judging import give_verdict
from tests import factories
from tests.web.questions import HTMX
from tests.web.test_policy_matrix import names

MARK = "zyzzyva"
NAME = f"dora-{MARK}"
ON_CLAIMS = (
    "Adjudication",
    "Attempt",
    "Comment",
    "Evidence",
    "Notice",
    "Skip",
    "Thread",
    "Verdict",
)
OURS = sorted({name for name in names(get_resolver().url_patterns) if name} - {"logout"})


@pytest.fixture
def dora(db):
    return factories.Reviewer(username=NAME)


@pytest.fixture
def claim(ada):
    """A claim of a blind article; the passage is everybody's."""
    claim = factories.Annotation(by=ada, article__by=ada, article__slug="dam")
    claim.article.set_review(by=ada, version=1, is_blind=True, required_reviews=2)
    return claim


@pytest.fixture
def worked(claim, dora, ada):
    """Dora's verdict, and all that can be put on a claim besides; the editor has decided."""
    evidence = factories.Evidence(
        annotation=claim,
        by=dora,
        title=f"Title {MARK}",
        url=f"https://{MARK}.example/",
        publisher=f"Publisher {MARK}",
        quote=f"Quote {MARK}",
        locator=f"Place {MARK}",
    )
    text = evidence.source.texts.create(text=f"Quote {MARK}", sha256="1" * 64, kept_by=dora)
    evidence.find_quote(text, by=dora)
    evidence.answer(f"Reply {MARK}", by=dora)
    removed = factories.Evidence(annotation=claim, by=dora, title=f"Removed {MARK}")
    removed.remove(by=dora)
    claim.attempt(by=dora, place=f"Archive {MARK}", note=MARK)
    claim.skip(by=dora, reason=f"Skipped {MARK}")
    discuss(claim, dora)
    before = factories.Verdict(annotation=claim, by=dora, kind="sourced", note=f"First {MARK}")
    grounds = {"note": f"Note {MARK}", "evidence": [evidence], "supersedes": before.pk}
    verdict = factories.Verdict(annotation=claim, by=dora, kind="disputed", **grounds)
    models.Look.begin(claim, by=dora)
    said = {"kind": "disputed", "reason": "outdated", "note": f"Decided {MARK}"}
    claim.adjudicate(by=ada, votes=[verdict.pk], shows_dissent=True, **said)
    return verdict


def discuss(claim, dora):
    """On the claim, and on a sentence."""
    here = {"revision": claim.revision, "start": 0, "end": 10}
    for about in ({"annotation": claim}, {"quote": "The dam", **here}):
        thread = models.Thread.objects.create(article=claim.article, **about)
        comment = models.Comment.objects.create(
            thread=thread, author=dora, text=f"Comment {MARK} @bela"
        )
        for person in models.User.objects.exclude(pk=dora.pk):
            models.Notice.objects.create(comment=comment, person=person, is_mention=True)


def addresses(claim):
    """Every address of ours that could be about `claim` or something on it."""
    numbers = sorted({key for noun in ON_CLAIMS for key in keys_of(noun)})
    for name in OURS:
        keys = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
        could = {"pk": [claim.pk, *numbers], "slug": [claim.article.slug]}
        for values in product(*(could.get(key, [1]) for key in keys)):
            yield from resolved(name, dict(zip(keys, values, strict=True)))


def keys_of(noun: str) -> list[int]:
    return list(getattr(models, noun).objects.values_list("pk", flat=True))


def resolved(name, kwargs):
    try:
        where = reverse(name, kwargs=kwargs)
    except NoReverseMatch:  # a key of the other kind
        return
    yield where


def got(client, method, where, **how):
    """The answer's bytes and headers; what the request did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(where, **how)
        content = b"".join(answer) + str(answer.headers).encode()
        transaction.set_rollback(True)
    return content


EVERYTHING = "?since=0&article=dam&whose=all&include=unchecked&include=stale&include=withdrawn"
WAYS = [("get", EVERYTHING, {}), ("get", "", HTMX), ("post", "", HTMX)]


def told(client, claim, ways=WAYS) -> list[str]:
    """Where something of Dora's is."""
    asked = [
        (method, where + query, {"headers": how})
        for where in addresses(claim)
        for method, query, how in ways
    ]
    return [
        f"{method} {where}"
        for method, where, how in asked
        if MARK.encode() in got(client, method, where, **how)
    ]


def seen(client, claim) -> bool:
    """Whether page, card's history and export have what Dora wrote."""
    history = reverse("verdicts", args=[claim.pk])
    wheres = [claim.article.get_absolute_url(), history, "/exports/verdicts.csv?include=stale"]
    return all(MARK.encode() in got(client, "get", where) for where in wheres)


def test_before_their_own_verdict_a_reviewer_gets_nothing(as_bela, claim, worked):
    assert told(as_bela, claim) == []


def test_an_editor_gets_it(as_ada, claim, worked):
    assert seen(as_ada, claim)


def test_after_it_a_reviewer_gets_it_too(as_bela, bela, claim, worked):
    factories.Verdict(annotation=claim, by=bela)

    assert seen(as_bela, claim)


def test_taken_back_it_is_hidden_again(as_bela, bela, claim, worked):
    factories.Verdict(annotation=claim, by=bela).withdraw(by=bela)

    assert MARK not in as_bela.get(claim.article.get_absolute_url()).text


def test_one_claim_opens_no_other(as_bela, bela, claim, worked):
    other = factories.Annotation(article=claim.article, quote="Nobody was hurt")
    factories.Verdict(annotation=other, by=bela)

    assert told(as_bela, claim, ways=WAYS[:1]) == []


# -- counts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["/", "/articles/dam/", "/articles/dam/sentences/1/"])
def test_no_page_differs_for_what_others_did(as_bela, claim, dora, where):
    before = plain(as_bela.get(where))

    factories.Verdict(annotation=claim, by=dora)
    claim.attempt(by=dora, place="Archive")

    assert plain(as_bela.get(where)) == before


def plain(answer) -> list[str]:
    """The lines of a page without what changes with every request."""
    return [line for line in answer.text.splitlines() if "csrf" not in line and "nonce" not in line]


def test_the_feed_is_silent(as_bela, claim, dora):
    since = claim.article.events.visible_to(factories.Reviewer()).count()
    page = as_bela.get("/articles/dam/").context["since"]

    factories.Verdict(annotation=claim, by=dora)

    assert as_bela.get(f"/articles/dam/changes/?since={page}").status_code == 204
    assert since == page == 3


def test_a_claim_of_others_arrives_all_the_same(as_bela, claim, dora):
    page = as_bela.get("/articles/dam/").context["since"]

    factories.Annotation(article=claim.article, by=dora, quote="Nobody was hurt")

    assert "Nobody was hurt" in as_bela.get(f"/articles/dam/changes/?since={page}").text


def test_the_export_says_unchecked(as_bela, claim, worked):
    asked = {"include": ["unchecked", "stale", "withdrawn"]}

    content = b"".join(as_bela.get("/exports/verdicts.csv", asked)).decode()

    [row] = csv.DictReader(io.StringIO(content, newline=""))
    assert (row["state"], row["outcome"], row["attempts"]) == ("unchecked", "unchecked", "")


def test_a_reviewer_of_the_export_is_no_choice(as_bela, claim, worked):
    assert as_bela.get("/exports/verdicts.csv", {"reviewer": NAME}).status_code == 400


# -- writing ---------------------------------------------------------------------------------------


def test_evidence_of_others_cannot_be_named(as_bela, claim, worked):
    hidden = claim.evidence.present().get()

    answer = as_bela.post(
        reverse("verdicts.create", args=[claim.pk]), {"kind": "sourced", "evidence": hidden.pk}
    )

    assert answer.status_code == 422
    assert MARK not in answer.text


def test_nor_through_the_verb(bela, claim, worked):
    hidden = claim.evidence.present().get()

    with pytest.raises(Exception, match="removed"):
        give_verdict(claim, by=bela, kind="sourced", evidence=[hidden.pk])


def test_an_edit_that_clashes_shows_the_claim_alone(ada, claim, worked):
    claim.edit(by=ada, version=1, claimant="The ministry")

    with pytest.raises(Conflict) as clash:
        claim.edit(by=ada, version=1, claimant="Somebody")

    assert MARK not in str(clash.value.current.facts())


# -- what is not blind -----------------------------------------------------------------------------


def test_in_an_open_article_everybody_sees_everything(as_bela, ada, claim, worked):
    claim.article.set_review(by=ada, version=2, is_blind=False)

    assert seen(as_bela, claim)
