"""Many clients at once on one claim: one winner a round, the losers get their words back.

    python -m tests.benchmarks.contention [--clients 8] [--rounds 50]

Eight tabs of one reviewer send another verdict each on the same claim, again and again; then each
kind of thing is made ten times at once by the same form. On the database of DATABASE_URL, which
must be empty, else on one of its own in a temporary folder. Says what went wrong, if anything did.
"""

import argparse
import os
import tempfile
import threading
import time
import uuid
from collections import Counter

HTMX = {"HX-Request": "true"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTCHECK_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
        import django

        django.setup()
        measure(asked.clients, asked.rounds)


def measure(clients: int, rounds: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests import factories

    call_command("migrate", verbosity=0)
    reviewer = factories.Reviewer()
    claim = factories.Annotation(by=reviewer)
    tabs = [signed_in(reviewer) for _ in range(clients)]
    begin = time.perf_counter()
    faults = [fault for n in range(rounds) for fault in one_round(tabs, claim, n)]
    took = time.perf_counter() - begin
    print(f"{connection.vendor}: {rounds} rounds of {clients} clients in {took:.1f} s")
    faults += made_once([*tabs, *map(signed_in, [reviewer] * 2)][:10], claim)
    print("\n".join(faults) or "one winner a round, every loser got the words back, 0 errors")


def signed_in(user):
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def at_once(requests) -> list:
    """Each of `requests` in a thread of its own, all together; their answers."""
    from django.db import connections

    start, answers = threading.Barrier(len(requests)), [None] * len(requests)

    def run(n, request):
        start.wait()
        answers[n] = request()
        connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def one_round(tabs, claim, number: int) -> list[str]:
    """What went wrong when all `tabs` changed the verdict that they saw."""
    from django.urls import reverse

    open_one = claim.verdicts.open().first()
    where = reverse("verdicts.create", args=[claim.pk])
    seen = {
        "kind": "disputed",
        "reason": "unsupported",
        "supersedes": open_one.pk if open_one else "",
    }
    notes = [f"Round {number}, tab {n}" for n in range(len(tabs))]
    answers = at_once(
        [
            lambda tab=tab, note=note: tab.post(where, seen | {"note": note}, headers=HTMX)
            for tab, note in zip(tabs, notes, strict=True)
        ]
    )
    codes = Counter(answer.status_code for answer in answers)
    lost = [
        note
        for answer, note in zip(answers, notes, strict=True)
        if answer.status_code == 409 and f"{note}</textarea>" not in answer.text
    ]
    faults = [f"{note}: its words are lost" for note in lost]
    if codes != {200: 1, 409: len(tabs) - 1} or claim.verdicts.open().count() != 1:
        faults.append(f"round {number}: {dict(codes)}")
    return faults


def made_once(tabs, claim) -> list[str]:
    """What went wrong when each thing was made ten times at once."""
    from django.urls import reverse

    key = str(uuid.uuid4())
    article = claim.article
    made = {
        ("annotations.create", article.slug): {
            "uuid": key,
            "words": "Officials called it safe.",
        },
        ("evidence.create", claim.pk): {
            "title": "Register",
            "kind": "primary",
            "stance": "supports",
        },
        ("attempts.create", claim.pk): {"place": "Town archive", "looked_on": "2026-11-20"},
        ("skips.create", claim.pk): {"reason": "Not my field."},
        ("threads.create", claim.pk): {"text": "Who said so?"},
    }
    return [
        fault for (name, on), said in made.items() for fault in once(tabs, name, on, said, reverse)
    ]


def once(tabs, name: str, on, said: dict, reverse) -> list[str]:
    before = rows()
    answers = at_once([lambda tab=tab: tab.post(reverse(name, args=[on]), said) for tab in tabs])
    codes = Counter(answer.status_code for answer in answers)
    new = rows() - before
    print(f"{name}: {dict(codes)}, new rows {dict(new)}")
    is_one = all(count == 1 for count in new.values()) and set(codes) <= {200, 302}
    return [] if is_one else [f"{name}: {dict(codes)}, {dict(new)}"]


def rows() -> Counter:
    from annotations import models

    nouns = ("Annotation", "Evidence", "Source", "Attempt", "Skip", "Thread", "Comment", "Event")
    return Counter({noun: getattr(models, noun).objects.count() for noun in nouns})


if __name__ == "__main__":
    main()
