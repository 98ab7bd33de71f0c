"""The evidence pack: all about one article in a zip that explains and proves itself offline.

- `index.html`: the report, to be read from the disk, without a server and without scripts.
- `article.txt` and `article.json` (`reports.publication`), `report.md`.
- `verdicts.csv`, every state, with its CSVW description; `record.jsonl`, everything, with its
  schema; `annotations.jsonld` (W3C Web Annotation); `claim-reviews.json` (schema.org).
- `history.jsonl`: what `manage.py verify_history --file` verifies.
- `sources/`: the texts that were kept of sources; `captures/`: pages and files as they came in, as
  `.bin`, so that nothing opens them by a click.
- `manifest.json`: of each other file its `path`, `bytes`, `sha256` and `media_type`; of the
  history, how many `events`, the `last_hash`, and what verifying it found when the pack was made.
- `SHA256SUMS`: the same for `sha256sum --check`.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from annotations.exchange import csvw, history_file, jsonl
from annotations.exchange.formats import FORMATS
from annotations.models import Article, Capture, SourceText, User
from annotations.reports import publication, verification
from annotations.reports.published import document

CONTENT_TYPE = "application/zip"
FORMAT = {"format": "factcheck evidence pack", "version": 1}
SHEETS = ("app", "ledger")
JSON, TEXT = "application/json", "text/plain; charset=utf-8"


@dataclass(frozen=True)
class About:
    """What the files of a pack are made of."""

    article: Article
    reader: User
    content: dict[str, Any]
    made_at: datetime


def filename(article: Article, day: date) -> str:
    return f"evidence-{article.slug}-{day.isoformat()}.zip"


def write(article: Article, reader: User, file: IO[bytes]) -> None:
    """Write the pack into `file`, which can be sought in.

    `reader` sees everybody's work (policy SEE_WHOLE_HISTORY). All files tell one state: writers to
    the article wait until it is read, about a second for a thousand claims.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, transaction.atomic():
        article.lock()
        content = publication.draft(article, reader).content
        about = About(article, reader, content, timezone.now())
        kept = [_add(archive, about, *part) for part in _parts(about)]
        _add(archive, about, "index.html", "text/html; charset=utf-8", _viewer(about, kept))
        manifest = FORMAT | {
            "article": article.slug,
            "made_at": publication.moment(about.made_at),
            "history": _verified(article),
            "files": kept,
        }
        _add(archive, about, "manifest.json", JSON, [_readable(manifest)])
        _add(archive, about, "SHA256SUMS", TEXT, [_sums(kept)])


Part = tuple[str, str, Iterable[bytes]]


def _parts(about: About) -> Iterator[Part]:
    """Path, media type and bytes of each file."""
    for path, (media_type, made) in FILES.items():
        yield path, media_type, made(about)
    for one in FORMATS.values():
        yield one.path, one.media_type, one.made(about.article, about.reader)
    yield "viewer.css", "text/css; charset=utf-8", map(_sheet, SHEETS)
    yield from _texts(about.article)
    yield from _captures(about.article)


def _add(
    archive: ZipFile, about: About, path: str, media_type: str, blocks: Iterable[bytes]
) -> dict[str, Any]:
    """Write one file, and return its line of the manifest."""
    day = ZipInfo(path, about.made_at.timetuple()[:6])
    day.compress_type = ZIP_DEFLATED
    digest, size = sha256(), 0
    with archive.open(day, "w", force_zip64=True) as target:
        for block in blocks:
            target.write(block)
            digest.update(block)
            size += len(block)
    return {"path": path, "bytes": size, "sha256": digest.hexdigest(), "media_type": media_type}


def _readable(said: Any) -> bytes:
    return json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True).encode() + b"\n"


FILES: dict[str, tuple[str, Callable[[About], Iterable[bytes]]]] = {
    "article.txt": (TEXT, lambda about: [about.content["text"].encode()]),
    "article.json": (JSON, lambda about: [_readable(about.content)]),
    "verdicts.csv-metadata.json": (
        csvw.CONTENT_TYPE,
        lambda about: [_readable(csvw.metadata("verdicts.csv"))],
    ),
    "record.schema.json": (JSON, lambda about: [jsonl.SCHEMA.read_bytes()]),
    "history.jsonl": (
        history_file.CONTENT_TYPE,
        lambda about: history_file.stream(about.article),
    ),
}


def _texts(article: Article) -> Iterator[Part]:
    kept = SourceText.objects.filter(source__evidence__annotation__article=article).distinct()
    for one in kept.order_by("pk"):
        path = f"sources/{one.kept_at:%Y-%m-%d}-{one.sha256[:12]}.txt"
        yield path, TEXT, [one.text.encode()]


def _captures(article: Article) -> Iterator[Part]:
    of_sources = Capture.objects.filter(source__evidence__annotation__article=article)
    kept = Capture.objects.filter(article=article) | of_sources
    for one in kept.distinct().order_by("pk").iterator(chunk_size=1):
        path = f"captures/{one.taken_at:%Y-%m-%d}-{one.sha256[:12]}.bin"
        yield path, one.media_type, [bytes(one.content)]


def _sheet(name: str) -> bytes:
    found = finders.find(f"annotations/css/{name}.css")
    return Path(str(found)).read_bytes()


def _viewer(about: About, kept: list[dict[str, Any]]) -> list[bytes]:
    context = {"printed": document(about.content), "files": kept, "made_at": about.made_at}
    return [render_to_string("packs/viewer.html", context).encode()]


def _verified(article: Article) -> dict[str, Any]:
    newest = article.events.newest_first().values_list("sequence", "hash").first() or (0, "")
    found = [str(finding) for finding in verification.verify(article)]
    return {"events": newest[0], "last_hash": newest[1], "findings": found}


def _sums(kept: list[dict[str, Any]]) -> bytes:
    return "".join(f"{one['sha256']}  {one['path']}\n" for one in kept).encode()
