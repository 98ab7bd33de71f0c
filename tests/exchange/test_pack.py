"""The evidence pack: all about one article in a zip that explains and proves itself."""

import hashlib
import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from annotations.exchange.history_file import HistoryFile
from annotations.exchange.pack import write
from annotations.models import Capture
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(ada, bela):
    claim = factories.Annotation()
    item = factories.Evidence(annotation=claim, quote="a <b>quote</b>")
    factories.Verdict(annotation=claim, by=bela, kind="sourced", evidence=[item], note="= 1 😀")
    page = b"<script>alert(1)</script>"
    Capture.objects.create(
        article=claim.article, content=page, media_type="text/html", sha256=Capture.digest(page)
    )
    file = BytesIO()
    write(claim.article, ada, file)
    return ZipFile(file)


def test_its_manifest_names_every_file_with_its_digest(pack):
    manifest = json.loads(pack.read("manifest.json"))

    told = {one["path"]: one["sha256"] for one in manifest["files"]}
    rest = {"manifest.json", "SHA256SUMS", "index.html"}
    assert set(pack.namelist()) == {*told, *rest}
    for path, digest in told.items():
        assert hashlib.sha256(pack.read(path)).hexdigest() == digest


def test_its_history_is_whole_and_says_so(pack):
    manifest = json.loads(pack.read("manifest.json"))

    history = HistoryFile(BytesIO(pack.read("history.jsonl")))
    assert list(history.findings()) == manifest["history"]["findings"] == []


def test_its_page_needs_nothing_but_the_pack(pack):
    page = pack.read("index.html").decode()

    assert "<script" not in page
    assert 'href="viewer.css"' in page
    assert "a &lt;b&gt;quote&lt;/b&gt;" in page


def test_captured_pages_are_in_it_as_what_nothing_opens(pack):
    (path,) = [name for name in pack.namelist() if name.startswith("captures/")]

    assert path.endswith(".bin")
    assert pack.read(path) == b"<script>alert(1)</script>"
