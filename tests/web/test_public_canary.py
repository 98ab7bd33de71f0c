"""Nothing that is not published is in any answer to somebody who is not signed in."""

from itertools import product
from urllib.parse import quote

import pytest
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from annotations.models import Annotation, Article
from annotations.services import discussing
from tests import factories

WORD = "kanarienvogel"
SETTLED = "Settled here"


def told(n):
    return f"{WORD}{n}"


def planted(ada, bela, **said):
    """An article full of canaries: in its text, its details, and all that hangs on its claim."""
    text = f"{SETTLED}. The {told(1)} sings."
    details = {"title": f"Title {told(2)}", "byline": told(3), "publisher": told(4)}
    address = f"https://example.org/{told(5)}"
    article = factories.Article(text=text, by=bela, source_url=address, **details | said)
    claim = factories.Annotation(article=article, by=bela, quote=told(1), claim_text=told(6))
    source = {"title": told(7), "url": f"https://example.net/{told(8)}", "quote": told(9)}
    item = factories.Evidence(annotation=claim, by=bela, **source)
    factories.Verdict(annotation=claim, by=bela, note=told(10), evidence=[item])
    claim.attempt(by=bela, place=told(11))
    claim.skip(by=ada, reason=told(12))
    discussing.start(claim, by=ada, text=told(13))
    return article


@pytest.fixture
def desk(ada, bela, settings):
    """One article that is a draft, one withdrawn, one of which passages only are published, one
    that has changed since it was published, and one in the trash; names that are canaries too.
    """
    for person, name in ((ada, told(14)), (bela, told(15))):
        person.username, person.email = name, f"{name}@example.org"
        person.save()
    planted(ada, bela, slug="draft")
    factories.Publication(article=planted(ada, bela, slug="withdrawn"), by=ada).withdraw(by=ada)
    passages = factories.Article(slug="passages", text=f"{SETTLED}. The {told(16)} sings.")
    factories.Verdict(annotation__article=passages, annotation__quote=SETTLED)
    factories.Publication(article=passages, by=ada, is_quotes_only=True)
    changed = factories.Article(slug="changed", text=f"{SETTLED}. More.")
    factories.Verdict(annotation__article=changed, annotation__quote=SETTLED)
    version = factories.Publication(article=changed, by=ada)
    changed.edit(by=ada, version=1, title=told(17), byline=told(18))
    factories.revised(changed, f"{SETTLED}. The {told(19)} sings.", by=ada)
    claim = factories.Annotation(article=changed, by=ada, quote=told(19))
    factories.Verdict(annotation=claim, note=told(20))
    factories.Tip(annotation=version.article.annotations.first(), words=told(21))
    gone = planted(ada, bela, slug="gone")
    factories.Publication(article=gone, by=ada)
    gone.delete_softly(by=ada)


def patterns(found):
    for pattern in found:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern.url_patterns)


def addresses():
    """Every address of ours that takes nothing, or keys of what there is."""
    keys = {
        "slug": Article.objects.values_list("slug", flat=True),
        "uuid": Annotation.objects.values_list("pk", flat=True),
        "int": [1, 2],
    }
    for pattern in patterns(get_resolver().url_patterns):
        takes = pattern.pattern.converters
        values = [keys.get(type(one).__name__[:-9].lower(), ["1"]) for one in takes.values()]
        for chosen in product(*values):
            try:
                yield reverse(pattern.name, kwargs=dict(zip(takes, chosen, strict=True)))
            except NoReverseMatch:  # the admin's, and those of a prefix that takes a key itself
                continue


def test_no_canary_sings_to_strangers(client, desk):
    # What readers see at all, lest the walk have gone past it.
    seen = {SETTLED: 0, WORD: 0}
    where = {one for one in addresses() if one}
    where |= {f"/oembed?url={quote(f'http://127.0.0.1:8000/published/{slug}/')}" for slug in KEPT}

    for address in where:
        answer = client.get(address)
        words = b"".join(answer).decode(errors="replace") + str(answer.headers)
        assert WORD not in words, address
        seen[SETTLED] += SETTLED in words

    assert seen[SETTLED] >= 8
    assert len(where) > 150


KEPT = ["draft", "withdrawn", "passages", "changed", "gone"]
