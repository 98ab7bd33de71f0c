import json
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import Article, Batch, Capture
from annotations.services import article_batches, uploads
from annotations.web.views import batches
from tests import factories
from tests.documents import archive, docx, pdf
from tests.web.questions import HTMX, nothing_written

TABLE = (
    "Headline;Body;URL;Date\n"
    "The dam;It is safe. Nobody was hurt.;https://example.org/dam;2026-11-01\n"
    "The mill;;https://example.org/mill;\n"
    "The farm;It is sold.;javascript:alert(1);\n"
    "The lake;It is deep.;;31.11.2026\n"
    "The hill;It is high;too;many;cells\n"
    "The sea;It is blue.;;\n"
)
BAD = {(2, "text"), (3, "source_url"), (4, "published_on"), (5, "")}


def file(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def upload(client, content=TABLE, name="articles.csv"):
    return client.post(reverse("batches.create"), {"table": file(name, content)})


def run(client, batch, **options):
    return client.post(reverse("batches.run", args=[batch.pk]), **options)


def results(batch):
    return {row.number: row.result for row in batch.rows.all()}


# -- several files --------------------------------------------------------------------------------


def test_each_file_is_an_article_or_says_why_not(as_bela):
    inside = {"a/../../Caf\u00e9.md": "# The mill\n\nIt is new.", "deep.html": "<div>" * 300}
    files = [
        file("dam.docx", docx("The dam is safe.")),
        file("lake.pdf", pdf("The lake is deep.")),
        file("more.zip", archive(inside | {"inner.zip": b"PK"})),
        file("latin.txt", b"Caf\xe9 closed."),
    ]

    answer = as_bela.post(reverse("batches.files"), {"several": files})

    told = {one.name: (one.is_new, bool(one.why), one.assumed) for one in answer.context["told"]}
    assert answer.status_code == 200
    assert told == {
        "dam.docx": (True, False, ""),
        "lake.pdf": (True, False, ""),
        "Caf\u00e9.md": (True, False, ""),
        "deep.html": (False, True, ""),
        "inner.zip": (False, True, ""),
        "latin.txt": (True, False, "windows-1252"),
    }
    assert Article.objects.count() == Capture.objects.count() == 4


def test_the_same_files_again_change_nothing(as_bela):
    as_bela.post(reverse("batches.files"), {"several": [file("a.txt", "A dam.")]})

    with nothing_written():
        answer = as_bela.post(reverse("batches.files"), {"several": [file("a.txt", "A dam.")]})

    assert "was there already" in answer.text


class Clock:
    """A clock that goes `slow` seconds at every file that is read."""

    def __init__(self, monkeypatch, slow):
        self.now, self.slow, read = 0.0, slow, uploads.intake.read_file
        monkeypatch.setattr(uploads.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(uploads.intake, "read_file", lambda *file: self.passing(read, *file))

    def passing(self, read, *file):
        self.now += self.slow
        if self.now > uploads.SECONDS:
            raise uploads.Unreadable
        return read(*file)


def test_what_did_not_get_its_turn_is_said_and_sent_again_it_goes_on(as_bela, monkeypatch):
    clock = Clock(monkeypatch, slow=2.0)
    words = [f"The dam is number {n}." for n in range(6)]

    def sent():
        files = [file(f"{n}.txt", one) for n, one in enumerate(words)]
        answer = as_bela.post(reverse("batches.files"), {"several": files})
        return [one.fate for one in answer.context["told"]]

    assert sent() == ["new", "new", "late", "late", "late", "late"]
    clock.now, clock.slow = 0.0, 1.0
    assert sent() == ["known", "known", "new", "new", "new", "new"]


def test_a_file_that_takes_all_the_time_is_refused_and_not_put_off(as_bela, monkeypatch):
    Clock(monkeypatch, slow=5.0)
    files = [file("slow.txt", "A dam."), file("next.txt", "A mill.")]

    answer = as_bela.post(reverse("batches.files"), {"several": files})

    assert [one.fate for one in answer.context["told"]] == ["bad", "late"]
    assert "1 file was not read" in answer.text


HOSTILE = {
    "bomb.zip": archive({"a.txt": b"0" * 15_000_000}),
    "broken.zip": archive({"a.txt": b"The dam."})[:-30],
    "xxe.docx": docx("&x;", before='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "deep.html": b"<b>" * 100_000,
    "entities.html": b"&" * 1_000_000,
    "russian.txt": "Плотина безопасна.".encode("cp1251"),
    "utf16.txt": "A dam.".encode("utf-16-le"),
    "empty.zip": archive({}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_and_nothing_is_saved(as_bela, name):
    with nothing_written():
        answer = as_bela.post(reverse("batches.files"), {"several": [file(name, HOSTILE[name])]})

    assert answer.status_code == 422


def test_a_body_of_fifty_megabytes_is_not_read(as_bela):
    answer = as_bela.post(
        reverse("batches.create"), b"", "text/csv", headers={"Content-Length": "50000000"}
    )

    assert answer.status_code == 413


def test_a_word_file_is_previewed_then_saved_with_its_bytes(as_bela):
    address, content = reverse("articles.create"), docx("The dam is safe.")
    preview = as_bela.post(address, {"file": file("dam.docx", content), "raw_kind": "text"})
    form = preview.context["form"]
    sent = {one.name: one.value() for one in form if one.name != "file"}

    as_bela.post(address, sent | {"step": "save"})

    article = Article.objects.get()
    assert article.current().raw_kind == "docx"
    assert bytes(article.captures.get().content) == content
    assert not Batch.objects.exists()


# -- how a table is written ----------------------------------------------------------------------

RUSSIAN = "title,text\nПлотина,Она полна.\n".encode("cp1251")


def test_a_table_in_letters_that_cannot_be_guessed_is_read_as_one_says(as_bela):
    assert upload(as_bela, RUSSIAN).status_code == 422

    said = {"table": file("a.csv", RUSSIAN), "encoding": "windows-1251"}
    batch = Batch.objects.get(pk=as_bela.post(reverse("batches.create"), said).url.split("/")[-2])
    run(as_bela, batch)

    assert Article.objects.get().title == "Плотина"


def test_a_table_that_was_guessed_wrongly_is_sent_again(as_bela):
    content = b"title;text\nDam, old;It is full.\n"
    upload(as_bela, b"a,b,c\n" + content)
    said = {"table": file("a.csv", content), "delimiter": ";"}
    upload(as_bela, content)

    page = as_bela.post(reverse("batches.create"), said, follow=True)

    assert "separated by semicolons" in page.text
    assert Batch.objects.filter(sha256=Batch.digest(content)).count() == 1


@pytest.mark.parametrize(
    "said", [{"encoding": "utf-16"}, {"encoding": "rot13"}, {"delimiter": "x"}]
)
def test_what_it_is_not_written_in_is_said(as_bela, said):
    with nothing_written():
        answer = as_bela.post(reverse("batches.create"), {"table": file("a.csv", RUSSIAN)} | said)

    assert answer.status_code == 422


# -- a table --------------------------------------------------------------------------------------


def test_a_table_is_looked_at_before_anything_is_saved(as_bela):
    with nothing_written():
        upload(as_bela)
        answer = as_bela.get(reverse("batches.show", args=[Batch.objects.get().pk]))

    assert {(number, column) for number, column, _why in answer.context["dry"].refused} == BAD
    assert "2 of 6 rows can be used" in answer.text


def test_good_rows_are_kept_and_bad_ones_told(as_bela):
    upload(as_bela)
    batch = Batch.objects.get()

    run(as_bela, batch)

    assert {(row.number, row.column) for row in batch.rows.filter(result="refused")} == BAD
    assert set(Article.objects.values_list("title", "source_url")) == {
        ("The dam", "https://example.org/dam"),
        ("The sea", ""),
    }
    report = as_bela.get(reverse("batches.report", args=[batch.pk])).text
    assert "3,refused,source_url,This is no address of the web.," in report


def test_an_import_that_was_broken_off_goes_on_and_repeats_nothing(as_bela, monkeypatch):
    upload(as_bela)
    batch = Batch.objects.get()
    step = article_batches.step
    monkeypatch.setitem(batches.STEPS, "articles", partial(step, seconds=0))

    done = []
    for _request in range(7):
        answer = run(as_bela, batch, headers=HTMX)
        done.append(answer.context["progress"].done)

    assert done == [1, 2, 3, 4, 5, 6, 6]
    assert "submit, load" not in answer.text
    assert Article.objects.count() == 2


def test_the_same_table_again_finds_its_articles(as_bela):
    for _time in range(2):
        upload(as_bela)
        run(as_bela, Batch.objects.latest("pk"))

    assert results(Batch.objects.latest("pk"))[1] == "same"
    assert Article.objects.count() == 2


def test_columns_can_be_chosen_before_the_first_row(as_bela):
    upload(as_bela, "one,two\nThe dam,It is safe.\n")
    batch = Batch.objects.get()
    address = reverse("batches.read", args=[batch.pk])

    assert as_bela.post(address, {"column_title": "one"}).status_code == 422
    as_bela.post(address, {"column_title": "one", "column_text": "two"})
    run(as_bela, batch)

    assert Article.objects.get().title == "The dam"


def test_lines_of_json_are_rows(as_bela):
    lines = [
        json.dumps({"title": "The dam", "html": "<p>It is <b>safe</b>.</p>"}),
        "{",
        "[" * 100_000,
        json.dumps({"title": "The sea", "text": ["blue"]}),
        json.dumps({"title": "Half \ud800", "text": "It is."}),
    ]
    upload(as_bela, "\n".join(lines), "articles.jsonl")
    batch = Batch.objects.get()

    run(as_bela, batch)

    assert results(batch) == {1: "done"} | dict.fromkeys(range(2, 6), "refused")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"title,text\n"),
        ("a.csv", b"title\0,text\n1,2\n"),
        ("a.csv", "Заголовок,Текст\nПлотина,Безопасна\n".encode("cp1251")),
        ("a.xlsx", b"PK"),
        ("a.csv", b"," * 300 + b"\n1\n"),
    ],
)
def test_what_is_no_table_is_refused(as_bela, name, content):
    answer = upload(as_bela, content, name)

    assert answer.status_code == 422
    assert not Batch.objects.exists()


def test_the_import_of_somebody_else_is_not_found(as_bela):
    batch = factories.Batch()

    assert as_bela.get(reverse("batches.show", args=[batch.pk])).status_code == 404
    assert run(as_bela, batch).status_code == 404


def test_editors_see_every_import(as_ada, bela):
    batch = factories.Batch(created_by=bela)

    assert as_ada.get(reverse("batches.show", args=[batch.pk])).status_code == 200


@pytest.mark.parametrize("kind", Batch.Kind.values)
def test_what_one_needs_to_go_on_depends_on_what_it_brings(as_bela, bela, monkeypatch, kind):
    batch = factories.Batch(kind=kind, created_by=bela, content=b"article,quote\nDam,full\n")
    asked = []
    monkeypatch.setattr(batches.policy, "require", lambda user, action: asked.append(action))

    as_bela.get(reverse("batches.report", args=[batch.pk]))

    assert asked[-1] == ("import" if kind == "articles" else "import_verdicts")
