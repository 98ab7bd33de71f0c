"""What readers and programs wait for: public pages, embeds, feeds, the API, from a real server.

    python -m tests.benchmarks.public [--seconds 5] [--rate 100]

An article with 200 claims is published, and a thousand smaller ones. A server runs in a process of
its own, on this machine alone, behind a proxy that there is not: each request comes from another
address. Pages are asked for at a steady rate, whatever the answers take, and a time counts from
when its request was due. Runs on a database of its own in a temporary folder; nothing asserts the
figures.
"""

import argparse
import os
import tempfile
import threading
import time
from collections import Counter
from copy import deepcopy
from http.client import HTTPConnection
from itertools import count
from statistics import quantiles
from uuid import uuid4

from tests.benchmarks.serving import serving

CLAIMS, OTHERS, THEIRS = 200, 1000, 20  # THEIRS: claims of each of the others
CLIENTS = 24


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rate", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTCHECK_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
        os.environ["PROXY_COUNT"] = "1"
        import django

        django.setup()
        pages, token = fill()
        with serving() as (host, _):
            measure(host, pages, token, asked)


# -- what there is to read ------------------------------------------------------------------------


def fill():
    """The addresses to ask for, and the words of a token."""
    from django.core.management import call_command

    from annotations.models import Article, Token
    from tests import factories
    from tests.benchmarks import export

    call_command("migrate", verbosity=0)
    editor = factories.Editor()
    export.CLAIMS = CLAIMS
    export.fill_article(0, [factories.Reviewer()])
    article = Article.objects.get()
    large = factories.Publication(by=editor, article=article)
    more(large, editor)
    claim = large.content["claims"][0]["id"]
    pages = {
        "article": f"/published/{article.slug}/",
        "claim": f"/published/{article.slug}/claims/{claim}/",
        "embed of an article": f"/embed/{article.slug}/",
        "embed of a claim": f"/embed/claims/{claim}/",
        "API, 100 claims": f"/api/v1/articles/{article.slug}/annotations?limit=100",
    }
    return pages, Token.issue(editor, "Load")[1]


def more(large, editor) -> None:
    """Versions of other articles, each with the words of `large` and some of its claims."""
    from annotations.models import Publication
    from annotations.reports.publication import digest
    from tests import factories

    rows = []
    for n in range(OTHERS):
        article = factories.Article(text=f"Report {n}.", title=f"Report {n}", by=editor)
        content = deepcopy(large.content)
        content["claims"] = [
            claim | {"id": str(uuid4()), "claimant": f"Witness {n}", "outcome": "verified"}
            for claim in content["claims"][:THEIRS]
        ]
        content["article"] |= {"title": article.title, "source_url": f"https://example.org/{n}"}
        made = {"revision": article.current(), "editor": editor, "number": 1}
        digested = {"content": content, "sha256": digest(content)}
        rows.append(Publication(article=article, **made, **digested))
    Publication.objects.bulk_create(rows, batch_size=100)


# -- asking for it --------------------------------------------------------------------------------


class Reader:
    """A keep-alive connection to the server."""

    ADDRESSES = count()

    def __init__(self, host: str) -> None:
        self.connection = HTTPConnection(host, timeout=60)

    def get(self, page: str, **headers: str):
        """Status, ETag and bytes as they were sent."""
        n = next(self.ADDRESSES)
        said = {
            "Accept-Encoding": "gzip",
            "X-Forwarded-For": f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}",
        }
        self.connection.request("GET", page, headers=said | headers)
        answer = self.connection.getresponse()
        body = answer.read()
        return answer.status, answer.headers.get("ETag", ""), len(body)


def measure(host: str, pages: dict, token: str, asked) -> None:
    known = {"Authorization": f"Bearer {token}"}
    reader = Reader(host)
    print(f"{'':28} {'bytes':>9} {'p50 ms':>7} {'p95 ms':>7} {'most':>7}")
    for name, page in pages.items():
        is_api = page.startswith("/api/")
        rate = asked.rate // 20 if is_api else asked.rate
        headers = known if is_api else {}
        tell(f"{name}, {rate}/s", steadily(host, page, headers, rate, asked.seconds))
        tag = reader.get(page, **headers)[1]
        if name == "article":
            told = steadily(host, page, {"If-None-Match": tag}, rate, asked.seconds)
            tell(f"{name} unchanged, {rate}/s", told)
    feed, search = "/published/claim-reviews.json", "/published/claims:search?query="
    for name, page in (
        ("DataFeed", feed),
        ("search, found at once", f"{search}holds"),
        ("search, found late", f"{search}Witness+7"),
        ("search, found nowhere", f"{search}Absent"),
        ("verdicts.atom", "/published/verdicts.atom"),
        ("index", "/published/"),
    ):
        tell(f"{name}, first", [timed(reader, page, {})])
        tell(f"{name}, again", [timed(reader, page, {}) for _ in range(3)])
        tag = reader.get(page)[1]
        tell(f"{name}, unchanged", [timed(reader, page, {"If-None-Match": tag}) for _ in range(3)])


def timed(reader: Reader, page: str, headers: dict, due: float = 0):
    due = due or time.perf_counter()
    status, _, length = reader.get(page, **headers)
    return time.perf_counter() - due, status, length


def steadily(host: str, page: str, headers: dict, rate: int, seconds: int) -> list:
    """Ask `rate` times a second."""
    begun, numbers, told = time.perf_counter() + 0.2, iter(range(rate * seconds)), []

    def run() -> None:
        reader = Reader(host)
        for n in numbers:
            due = begun + n / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            told.append(timed(reader, page, headers, due))

    threads = [threading.Thread(target=run) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def tell(name: str, told: list) -> None:
    times = sorted(1000 * took for took, _, _ in told)
    cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    statuses = dict(Counter(status for _, status, _ in told))
    length = max(length for _, _, length in told)
    print(f"{name:28} {length:9,} {cuts[9]:7.0f} {cuts[18]:7.0f} {times[-1]:7.0f} {statuses}")


if __name__ == "__main__":
    main()
