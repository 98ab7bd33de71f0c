"""The desk's histories, or a file's on whichever machine."""

import pytest
from django.core.management import CommandError, call_command

from annotations.exchange.history_file import stream
from annotations.models import Article
from tests import chronicle, factories
from tests.tampering import tampering


@pytest.fixture
def article(ada):
    return chronicle.article(ada)


@pytest.fixture
def file(article, tmp_path):
    path = tmp_path / "history-dam.jsonl"
    path.write_bytes(b"".join(stream(article)))
    return path


@pytest.fixture
def run(capsys):
    """Runs it; returns what it printed, and whether it ended well."""

    def verify(*options):
        try:
            call_command("verify_history", *map(str, options))
        except CommandError as error:
            return False, f"{capsys.readouterr().out} {error}"
        return True, capsys.readouterr().out

    return verify


def forge(article, **change):
    with tampering():
        article.events.filter(sequence=7).update(**change)


def test_it_says_what_it_checked(run, article, noise):
    other = Article.objects.get(pk=noise.annotation.article_id)

    events = article.last_event + other.last_event
    assert run() == (True, f"Articles: 2. Events: {events}. Nothing found.\n")


def test_it_fails_and_says_where_when_something_is_found(run, article):
    forge(article, verb="judged")

    fine, said = run()

    assert not fine
    assert "dam, event 7: it does not say what was written" in said
    assert "1 found" in said


def test_one_article_alone(run, article, noise):
    forge(article, verb="judged")

    assert run("--article", noise.annotation.article.slug)[0]
    assert not run("--article", "dam")[0]


def test_an_unknown_article_is_an_error(run, db):
    assert run("--article", "dam") == (False, " There is no article 'dam'.")


def test_a_file_is_compared_with_the_desk(run, article, ada, file):
    factories.Annotation(article=article, by=ada)  # the desk goes on

    assert run("--file", file) == (
        True,
        f"{article.title}: {article.last_event - 1} events in the file."
        f" Compared with the desk's {article.last_event}. Nothing found.\n",
    )


def test_elsewhere_the_file_stands_alone(run, article, file):
    Article.objects.filter(pk=article.pk).update(slug="another")

    assert run("--file", file)[1].endswith("so it was not compared. Nothing found.\n")
    assert run("--file", file, "--against-desk")[0]


def test_it_can_be_told_to_compare(run, article, file):
    file.write_bytes(file.read_bytes().replace(b'"article":', b'"article":9'))

    assert "the desk has no such article" in run("--file", file, "--against-desk")[1]


def test_the_file_tells_of_an_end_that_was_written_anew(run, article, file):
    with tampering():
        last = article.events.last()
        last.after = {"forged": True}
        last.hash = last.sealed()
        last.save()

    assert run("--article", "dam")[0]
    assert f"event {last.sequence}: the desk and the file part here" in run("--file", file)[1]


def test_a_changed_file_is_found(run, file):
    file.write_bytes(file.read_bytes().replace("Ωne".encode(), "Οne".encode()))

    assert "the file is not complete, or was changed somewhere" in run("--file", file)[1]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--file", "nowhere.jsonl"), "nowhere.jsonl cannot be read: No such file"),
        (("--file", __file__), "is no history file"),
        (("--against-desk",), "name it with --file"),
    ],
)
def test_what_cannot_be_checked_is_an_error(run, db, options, says):
    fine, said = run(*options)

    assert not fine
    assert says in said
