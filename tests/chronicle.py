"""An article to which much has happened, for the tests that read its history."""

from annotations.services import correcting
from annotations.text.anchor import Anchor
from tests import factories


def article(by):
    """Some thirty events of many kinds, by several people."""
    claim = factories.Annotation(article=factories.Article(by=by, slug="dam"), by=by)
    whole, other = claim.article, factories.Reviewer()
    evidence = factories.Evidence(annotation=claim, by=other)
    for reviewer, note in ((by, "“Ωne” 💧"), (other, "مرحبا")):
        factories.Verdict(annotation=claim, by=reviewer, evidence=[evidence], note=note)
    evidence.remove(by=other)
    evidence.restore(by=other)
    claim.edit(by=by, version=1, claim_text="It holds 40 million litres")
    claim.move(whole.current(), Anchor(9, 31, "selected", 1.0), by=by, version=2)
    second = factories.Annotation(article=whole, by=other, quote="Nobody was hurt")
    for _ in range(5):
        second.delete_softly(by=other, version=second.version)
        second.restore(by=other)
    for before, after in (("", "opinion"), ("opinion", "")):
        whole.current().sentences.get(number=3).mark(after, by=by, before=before)
    edition = whole.current().edition
    correcting.merge(whole.current().sentences.get(number=1), by=by, edition=edition)
    factories.revised(whole, "Correction. " + factories.TEXT.replace("safe", "sound"), by=by)
    second.verdicts.model.objects.get(reviewer=other, ended_at=None).withdraw(by=other)
    whole.refresh_from_db()
    return whole
