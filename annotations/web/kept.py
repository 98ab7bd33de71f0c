"""Public pages are made once, and kept in memory until what the public may read is another.

A version that was published is never changed: which versions there are, and the rules of the desk,
say whether a page would be the same. That is asked each time, so what is withdrawn is gone at once.
Kept compressed, as nearly everybody takes it: nothing here is secret or repeats what was sent.
"""

import zlib
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import NamedTuple, Self

from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from annotations.models import DeskRules, Publication

GZIP = 31  # how zlib names it
LARGEST = 4_000_000  # bytes, compressed
# Many ask for the same at once when it is new: one makes it, the others wait for that.
LOCKS = tuple(Lock() for _ in range(16))


class Page(NamedTuple):
    status: int
    headers: dict[str, str]
    packed: bytes

    @classmethod
    def of(cls, response) -> Self:
        """The answer `response`; a streamed one is never in memory as a whole."""
        packing = zlib.compressobj(wbits=GZIP)
        parts = response.streaming_content if response.streaming else [response.content]
        packed = b"".join([*map(packing.compress, parts), packing.flush()])
        # Weak: the same, compressed or not.
        tag = {"ETag": f'W/"{sha256(packed).hexdigest()[:32]}"'}
        return cls(response.status_code, {**response.headers} | tag, packed)

    def answer(self, request) -> HttpResponse:
        packs = bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")))
        content = self.packed if packs else zlib.decompress(self.packed, GZIP)
        response = HttpResponse(content, status=self.status, headers=self.headers)
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def kept(view):
    """Make the page of a public `view` once. For one that reads nothing but what was published and
    the rules of the desk, and nothing of the request but its path. Two queries.
    """

    @wraps(view)
    def once(request, **about):
        key = f"{get_language()}:{edition(**about)}:{request.path}"
        key = sha256(key.encode()).hexdigest()
        if page := caches["pages"].get(key):
            return page.answer(request)
        with LOCKS[hash(key) % len(LOCKS)]:
            page = caches["pages"].get(key) or made(view(request, **about), key)
        return page.answer(request)

    return once


def made(response, key: str) -> Page:
    page = Page.of(response)
    if page.status == 200 and len(page.packed) <= LARGEST:
        caches["pages"].set(key, page)
    return page


def edition(slug: str = "", pk=None, **_) -> str:
    """Names what the public may read: of an article, of that of a claim, or of all."""
    versions = Publication.objects.public()
    if slug:
        versions = versions.filter(article__slug=slug)
    elif pk:
        versions = versions.filter(article__annotations=pk)
    return f"{DeskRules.in_force().number}:{versions.edition()}"
