"""Hostile uploads beside a reader, and a thousand articles from one table.

    python -m tests.benchmarks.uploads [--articles 1000]

Says how long each hostile file takes to be answered and with which status, what the pages of
another person take meanwhile (p95, beside the same when idle), and how long a table of articles of
25 sentences takes. On a database of its own in a temporary folder.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time

ROUND = 60  # pages of the other person, measured when idle


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTCHECK_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
        import django

        django.setup()
        measure(asked.articles)


def measure(articles: int) -> None:
    from django.core.management import call_command

    from annotations.models import Article
    from tests import factories

    call_command("migrate", verbosity=0)
    person, article = factories.Reviewer(), factories.Article(text="It is safe. " * 300)
    idle = [seconds(person, article.get_absolute_url()) for _ in range(ROUND)]
    before = Article.objects.count()
    during = attack(person, article)
    print(f"p95 of a page: {p95(idle) * 1000:.0f} ms idle, {p95(during) * 1000:.0f} ms meanwhile")
    print(f"articles saved of hostile files: {Article.objects.count() - before}")
    table(articles, person)


def attack(person, article) -> list[float]:
    """Send each hostile file while another person reads; how long the pages took."""
    during: list[float] = []
    is_over = threading.Event()

    def read_on() -> None:
        while not is_over.is_set():
            during.append(seconds(person, article.get_absolute_url()))

    reader = threading.Thread(target=read_on)
    reader.start()
    for name, content in hostile().items():
        began = time.perf_counter()
        status = sent(person, name, content)
        print(f"{name:24} {len(content):>11,} bytes  {status}  {time.perf_counter() - began:.2f} s")
    is_over.set()
    reader.join()
    return during


def hostile() -> dict[str, bytes]:
    from tests.documents import archive, docx, pdf

    dtd = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return {
        "bomb.zip": archive({"a.txt": b"0" * 50_000_000}),
        "bomb.docx": archive({"word/document.xml": b"0" * 19_000_000}),
        "xxe.docx": docx("&b;", before=dtd),
        "nested.docx": docx("<w:p>" * 50_000 + "</w:p>" * 50_000),
        "nested.html": b"<b>" * 100_000,
        "misnested.html": b"<b><i><p>x</b></i>" * 12_000,
        "crossed.html": (b"<b><p>" * 99 + b"</b>x<p>y" * 12_000),
        "ampersands.html": b"&" * 1_000_000,
        "escapes.html": b"&amp;" * 19_999 * 2,
        "dots.txt": b"a. " * 49_999,
        "marks.md": b"*_" * 900_000,
        "line.csv": b"x" * 50_000_000,
        "wrong.txt": "Плотина".encode("cp1251") * 100_000,
        "half.txt": "A dam.".encode("utf-16-le"),
        "pages.pdf": pdf(*["x" * 50] * 1_001),
        "broken.pdf": b"%PDF-1.7\n" + b"1 0 obj << " * 300_000,
    }


def seconds(person, address: str) -> float:
    client = signed_in(person)
    began = time.perf_counter()
    assert client.get(address).status_code == 200
    return time.perf_counter() - began


def signed_in(person):
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def sent(person, name: str, content: bytes) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    file = SimpleUploadedFile(name, content)
    address = reverse("batches.files")
    return signed_in(person).post(address, {"several": [file]}).status_code


def table(articles: int, person) -> None:
    from annotations.models import Event
    from annotations.services import article_batches

    words = "The dam holds 40 million litres, officials said. " * 24
    rows = [f'Article {n},"{words}It is number {n}."\n' for n in range(articles)]
    content = ("title,text\n" + "".join(rows)).encode()
    began = time.perf_counter()
    batch = article_batches.upload("articles.csv", content, by=person)
    while not article_batches.step(batch, by=person):
        pass
    took = time.perf_counter() - began
    print(f"{articles} articles of 25 sentences: {took:.1f} s, {Event.objects.count()} events")


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
