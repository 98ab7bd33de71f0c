"""The blind rule, asked of every address of the API, as tests/web/test_blind.py asks the pages."""

from django.db import transaction

from annotations import models
from annotations.exchange.formats import FORMATS
from tests import factories
from tests.api.conftest import sent
from tests.api.test_policy_matrix import OPERATIONS, SAID
from tests.web.test_blind import MARK, claim, dora, worked  # noqa: F401 - fixtures

KEYS = {"verdicts": "Verdict", "evidence": "Evidence", "attempts": "Attempt"}


def told(client, about) -> list[str]:
    """Where something of Dora's is."""
    return [
        f"{method} {where}"
        for name, (method, path) in OPERATIONS.items()
        for where in addresses(path, about)
        if MARK in answered(client, method, where, SAID.get(name))
    ]


def addresses(path, about):
    noun = KEYS.get(path.split("/")[3])
    keys = getattr(models, noun).objects.values_list("pk", flat=True) if noun else [about.pk]
    files = [one.path for one in FORMATS.values()]
    slug = about.article.slug
    found = {path.format(slug=slug, pk=key, file=file) for key in keys for file in files}
    return [f"{one}?include=stale&include=withdrawn&include=unchecked" for one in found]


def answered(client, method, where, said) -> str:
    """The answer's body and headers, as if nobody had asked."""
    with transaction.atomic():
        headers = {"If-Match": "*"}
        answer = getattr(client, method)(
            where, said, content_type="application/json", headers=headers
        )
        content = b"".join(answer).decode() + str(answer.headers)
        transaction.set_rollback(True)
    return content


def test_before_their_own_verdict_a_reviewer_gets_nothing(for_bela, claim, worked):  # noqa: F811
    assert told(for_bela, claim) == []


def test_an_editor_gets_it(for_ada, claim, worked):  # noqa: F811
    assert len(told(for_ada, claim)) > 5


def test_after_it_a_reviewer_gets_it_too(for_bela, bela, claim, worked):  # noqa: F811
    factories.Verdict(annotation=claim, by=bela)

    assert len(told(for_bela, claim)) > 5


def test_what_others_did_changes_no_tag(for_bela, claim, dora):  # noqa: F811
    where = f"/annotations/{claim.pk}"
    before = sent(for_bela, "get", where)["ETag"]

    factories.Verdict(annotation=claim, by=dora)

    assert sent(for_bela, "get", where)["ETag"] == before
