import pytest

from tests import factories


@pytest.fixture
def desk(db):
    """One row of each noun of the record, by name."""
    annotation = factories.Annotation()
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(annotation=annotation, evidence=[evidence])
    return {
        "annotation": annotation,
        "article": annotation.article,
        "event": annotation.events.first(),
        "evidence": evidence,
        "revision": annotation.revision,
        "source": evidence.source,
        "verdict": verdict,
    }


@pytest.fixture
def as_root(client, db):
    """A superuser."""
    client.force_login(factories.User(username="root", is_superuser=True))
    return client
