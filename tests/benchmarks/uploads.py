"""Hostile uploads beside a reader, and a thousand articles from one table.

    python -m tests.benchmarks.uploads [--articles 1000]

Says how long a real server takes to answer each malformed file, each file that is only as large as
it may be, and with which status; what the pages of another person take meanwhile (p95, beside the
same when idle), how much memory the server takes more at its height, and how long a table of
articles of 25 sentences takes. On a database of its own in a temporary folder.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from http.client import HTTPConnection

from tests.benchmarks.serving import serving

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

    from tests import factories

    call_command("migrate", verbosity=0)
    article = factories.Article(text="It is safe. " * 300)
    reader, sender = factories.Reviewer(), factories.Reviewer()
    with serving() as (host, server):
        page = Person(host, reader), article.get_absolute_url()
        seconds(*page)
        idle, before = [seconds(*page) for _ in range(ROUND)], memory(server)
        attack("malformed", malformed(), Person(host, sender), page, idle)
        attack("as large as it may be", heavy(), Person(host, sender), page, idle)
        print(f"memory of the server: {(memory(server) - before) / 2**20:+.0f} MB at its height")
    table(articles, sender)


def attack(what: str, files: dict[str, bytes], sender: "Person", page, idle: list[float]) -> None:
    """Send each file while another person reads; what became of all."""
    from annotations.models import Article

    before, during, is_over = Article.objects.count(), [], threading.Event()

    def read_on() -> None:
        while not is_over.is_set():
            during.append(seconds(*page))

    reader = threading.Thread(target=read_on)
    reader.start()
    for name, content in files.items():
        began = time.perf_counter()
        status = sender.send(name, content)
        print(f"{name:24} {len(content):>11,} bytes  {status}  {time.perf_counter() - began:.2f} s")
    is_over.set()
    reader.join()
    saved = Article.objects.count() - before
    print(f"{what}: {saved} articles saved; p95 of a page of somebody else:", end=" ")
    print(f"{p95(idle) * 1000:.0f} ms idle, {p95(during) * 1000:.0f} ms meanwhile\n")


def malformed() -> dict[str, bytes]:
    from tests.documents import archive, docx, pdf

    dtd = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return {
        "bomb.zip": archive({"a.txt": b"0" * 50_000_000}),
        "bomb.docx": archive({"word/document.xml": b"0" * 19_000_000}),
        "xxe.docx": docx("&b;", before=dtd),
        "nested.docx": docx("<w:p>" * 50_000 + "</w:p>" * 50_000),
        "nested.html": b"<b>" * 100_000,
        "misnested.html": b"<b><i><p>x</b></i>" * 12_000,
        "ampersands.html": b"&" * 1_000_000,
        "escapes.html": b"&amp;" * 19_999 * 2,
        "line.csv": b"x" * 50_000_000,
        "wrong.txt": "Плотина".encode("cp1251") * 100_000,
        "half.txt": "A dam.".encode("utf-16-le"),
        "pages.pdf": pdf(*["x" * 50] * 1_001),
        "broken.pdf": b"%PDF-1.7\n" + b"1 0 obj << " * 300_000,
        "many.zip": archive({f"{n}.docx": docx("&b;", before=dtd) for n in range(100)}),
    }


def heavy() -> dict[str, bytes]:
    """Within the limits, and the most that a reader has to do there."""
    from tests.documents import archive, docx

    return {
        "crossed.html": b"<b><p>" * 99 + b"</b>x<p>y" * 12_000,
        "dots.txt": b"a. " * 49_999,
        "marks.md": b"*_" * 900_000,
        "many.zip": archive({f"{n}.docx": docx(f"It is number {n}.") for n in range(100)}),
    }


class Person:
    """Somebody signed in at the server."""

    def __init__(self, host: str, user) -> None:
        from django.conf import settings
        from django.middleware.csrf import _get_new_csrf_string
        from django.test import Client

        client, token = Client(), _get_new_csrf_string()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token}
        said = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.host, self.headers = host, {"Cookie": said, "X-CSRFToken": token}

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> int:
        connection = HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, address, body, self.headers | headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        return answer.status

    def send(self, name: str, content: bytes) -> int:
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
        from django.urls import reverse

        body = encode_multipart(BOUNDARY, {"several": SimpleUploadedFile(name, content)})
        return self.ask(
            "POST", reverse("batches.files"), body, **{"Content-Type": MULTIPART_CONTENT}
        )


def seconds(person: Person, address: str) -> float:
    began = time.perf_counter()
    assert person.ask("GET", address) == 200
    return time.perf_counter() - began


def memory(process: int) -> int:
    """The most that a process had in memory so far, in bytes; where the system tells it."""
    with open(f"/proc/{process}/status") as file:
        line = next(line for line in file if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def table(articles: int, person) -> None:
    from annotations.models import Event
    from annotations.services import article_batches

    words = "The dam holds 40 million litres, officials said. " * 24
    rows = [f'Article {n},"{words}It is number {n}."\n' for n in range(articles)]
    content = ("title,text\n" + "".join(rows)).encode()
    before, began = Event.objects.count(), time.perf_counter()
    batch = article_batches.upload("articles.csv", content, by=person)
    while not article_batches.step(batch, by=person):
        pass
    took, events = time.perf_counter() - began, Event.objects.count() - before
    print(f"{articles} articles of 25 sentences: {took:.1f} s, {events} events")


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
