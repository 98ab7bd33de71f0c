"""What the desk costs: bytes of a first visit, queries and milliseconds by the number of claims.

    python -m tests.benchmarks.desk

Runs on a database of its own in a temporary folder. Figures of one run compare with each other;
machines are noisy, so nothing asserts them.
"""

import gzip
import os
import re
import tempfile
import time
from pathlib import Path
from statistics import median

CLAIMS = (10, 100, 1000)
SENTENCE = "The dam at place number {n} holds 40 million litres of water, officials said. "


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTCHECK_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
        import django

        django.setup()
        measure()


def measure() -> None:
    from django.core.management import call_command
    from django.test import Client

    from tests import factories

    call_command("migrate", verbosity=0)
    bela = factories.Reviewer()
    client = Client()
    client.force_login(bela)
    weigh(client, seed(bela))
    for number in CLAIMS:
        time_desk(client, desk_of(number, bela), number)


def seed(by):
    from tests import factories

    path = Path("seeds/000_8571044f9f1d5040.txt")
    return factories.Article(text=path.read_text(encoding="utf-8"), by=by)


def weigh(client, article) -> None:
    page = client.get(article.get_absolute_url()).content
    rows = [("page", page), *static_files(client, page.decode())]
    total = 0
    for name, body in rows:
        packed = len(gzip.compress(body, 6))
        total += packed
        print(f"{name:52} {len(body):8,} B {packed:7,} B compressed")
    print(f"{'first visit to the desk':52} {'':10} {total:7,} B compressed")


def static_files(client, page: str):
    """Every file that the page asks for, imports of modules included."""
    from django.contrib.staticfiles import finders

    todo = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    seen: dict[str, bytes] = {}
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen[name] = Path(finders.find(name)).read_bytes()
        if name.endswith(".js"):
            folder = name.rpartition("/")[0]
            imports = re.findall(r'from "\./([^"]+)"', seen[name].decode())
            todo += [f"{folder}/{one}" for one in imports]
    return sorted(seen.items())


def desk_of(number: int, by):
    from tests import factories

    text = "".join(SENTENCE.format(n=n) + "\n" * (n % 5 == 0) for n in range(number))
    article = factories.Article(text=text, by=by)
    for n in range(number):
        claim = factories.Annotation(article=article, by=by, quote=f"place number {n} holds")
        factories.Verdict(annotation=claim, by=by)
    return article


def time_desk(client, article, number: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(5):
        begin = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(article.get_absolute_url())
        times.append((time.perf_counter() - begin) * 1000)
    size = len(page.content)
    print(f"{number:5} claims: {len(queries):3} queries, {median(times):7.0f} ms, {size:9,} B")


if __name__ == "__main__":
    main()
