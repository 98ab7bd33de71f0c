"""The digest: one e-mail for each person about what they have not read."""

from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from annotations.services import discussing
from tests import factories


@pytest.fixture
def comment(ada, bela):
    type(bela).objects.filter(pk=bela.pk).update(email="bela@example.org")
    maker = factories.Reviewer(username="maker")
    claim = factories.Annotation(by=maker, article__title="Dam\nreport")
    return discussing.start(claim, by=ada, text="@bela, who says so?")


def run(capsys, *options):
    call_command("send_digest", *options)
    return capsys.readouterr().out


def test_a_person_gets_what_they_have_not_read(capsys, settings, comment):
    settings.SITE_URL = "https://desk.example"

    said = run(capsys)

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["bela@example.org"], "1 new comment")
    assert "ada mentions you" in letter.body
    assert "@bela, who says so?" in letter.body
    assert f"https://desk.example/threads/{comment.thread.pk}/" in letter.body
    assert "1 sent, 1 skipped" in said


def test_a_dry_run_sends_nothing(capsys, comment):
    said = run(capsys, "--dry-run")

    assert "bela: 1" in said
    assert "1 would be sent" in said
    assert mail.outbox == []


def test_what_was_read_or_is_hidden_or_old_is_not_sent(capsys, comment, bela):
    type(comment.thread.article).objects.update(is_blind=True)
    run(capsys)
    assert mail.outbox == []

    type(comment.thread.article).objects.update(is_blind=False)
    comment.notices.get(person=bela)
    bela.notices.all().read()
    run(capsys)
    assert mail.outbox == []


def test_hours_must_be_sensible(comment):
    with pytest.raises(CommandError):
        call_command("send_digest", "--hours", "0")


def test_a_refused_letter_is_told_of(monkeypatch, capsys, comment):
    def refuse(self, messages):
        raise SMTPException("no such mailbox")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    with pytest.raises(CommandError, match="1 could not be sent"):
        call_command("send_digest")
    assert "bela: no such mailbox" in capsys.readouterr().err
