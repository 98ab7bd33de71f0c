import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import annotations.models.webhook


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0008_append_only_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("articles", "articles"),
                            ("verdicts", "verdicts"),
                            ("quotes", "quotes"),
                            ("annotations", "annotations"),
                        ],
                        max_length=16,
                        verbose_name="what it brings",
                    ),
                ),
                ("filename", models.CharField(blank=True, max_length=300, verbose_name="file")),
                ("content", models.BinaryField()),
                (
                    "sha256",
                    models.CharField(editable=False, help_text="of the file", max_length=64),
                ),
                (
                    "reading",
                    models.JSONField(
                        default=dict,
                        help_text="how it is read: format, encoding, which column is what",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="uploaded"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="finished"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["articles", "verdicts", "quotes", "annotations"])
                        ),
                        name="batch_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="from 1, the header not counted", verbose_name="row"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("done", "imported"),
                            ("same", "was there already"),
                            ("conflict", "changed here meanwhile"),
                            ("refused", "refused"),
                        ],
                        max_length=16,
                        verbose_name="result",
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=100, verbose_name="column")),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "target",
                    models.CharField(
                        blank=True, help_text="noun:key, as in article:12", max_length=64
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="annotations.batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["batch", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="batch_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["done", "same", "conflict", "refused"])),
                        name="batch_row_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="batch_row_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, max_length=2000, verbose_name="address asked for"),
                ),
                (
                    "final_url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="address that answered"
                    ),
                ),
                ("filename", models.CharField(blank=True, max_length=300, verbose_name="file")),
                ("media_type", models.CharField(max_length=100, verbose_name="kind")),
                ("content", models.BinaryField()),
                (
                    "sha256",
                    models.CharField(editable=False, help_text="of the bytes", max_length=64),
                ),
                (
                    "text_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="of the text that was read from them",
                        max_length=64,
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="taken"
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="last seen so",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="annotations.article",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="annotations.source",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "capture",
                "verbose_name_plural": "captures",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("source", None)),
                            models.Q(("article", None), ("source__isnull", False)),
                            _connector="OR",
                        ),
                        name="capture_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("article__isnull", False)),
                        fields=("article", "sha256"),
                        name="capture_of_an_article_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", False)),
                        fields=("source", "sha256"),
                        name="capture_of_a_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__startswith", "http://"),
                            ("url__startswith", "https://"),
                            _connector="OR",
                        ),
                        name="capture_url_is_web",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("final_url", ""),
                            ("final_url__startswith", "http://"),
                            ("final_url__startswith", "https://"),
                            _connector="OR",
                        ),
                        name="capture_final_is_web",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "is_quotes_only",
                    models.BooleanField(
                        default=False, verbose_name="passages only, not the whole text"
                    ),
                ),
                ("content", models.JSONField()),
                (
                    "sha256",
                    models.CharField(editable=False, help_text="of the content", max_length=64),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, verbose_name="what readers are told about this version"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="published"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[("replaced", "replaced"), ("withdrawn", "withdrawn")],
                        editable=False,
                        max_length=16,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="annotations.article",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.revision",
                    ),
                ),
                (
                    "sign_off",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="annotations.signoff",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "number"), name="publication_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("article",),
                        name="publication_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="publication_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ending", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("ending__in", ["replaced", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="publication_ended_once_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="link")),
                ("words", models.TextField(blank=True, verbose_name="what it says")),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how to reach the sender"
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="received"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("taken", "taken as evidence"),
                            ("dismissed", "dismissed"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=16,
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="why")),
                ("handled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tips",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tips",
                        to="annotations.evidence",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tip",
                "verbose_name_plural": "tips",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("words", ""), _negated=True),
                        name="tip_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__startswith", "http://"),
                            ("url__startswith", "https://"),
                            _connector="OR",
                        ),
                        name="tip_link_is_web",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("handled_at", None), ("handled_by", None), ("state", "waiting")
                            ),
                            models.Q(
                                ("state__in", ["taken", "dismissed"]),
                                ("handled_at__isnull", False),
                                ("handled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tip_handled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", None), ("state", "taken"), _connector="OR"),
                        name="tip_taken_as_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="what it is for")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "hint",
                    models.CharField(editable=False, max_length=16, verbose_name="begins with"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "used_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last used"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="revoked"
                    ),
                ),
                ("minute_at", models.DateTimeField(editable=False, null=True)),
                ("writes", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "token",
                "verbose_name_plural": "tokens",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="token_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                ("kinds", models.JSONField(default=list, verbose_name="what it is told")),
                (
                    "secret",
                    models.CharField(
                        default=annotations.models.webhook.fresh_secret, max_length=100
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="is told")),
                ("seen", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__startswith", "https://"),
                            ("url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="webhook_is_web",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secret", ""), _negated=True),
                        name="webhook_has_a_secret",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("payload", models.JSONField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, null=True, verbose_name="next attempt"
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="last answer")),
                (
                    "failure",
                    models.CharField(blank=True, max_length=300, verbose_name="what went wrong"),
                ),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="delivered")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.event",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="annotations.webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("webhook", "event", "kind"), name="delivery_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_at", None), ("next_at", None), _connector="OR"
                        ),
                        name="delivery_done_is_done",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)),
                        fields=["next_at"],
                        name="delivery_due",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="archive_url",
            field=models.URLField(blank=True, max_length=2000, verbose_name="archived copy"),
        ),
        migrations.AddField(
            model_name="deskrules",
            name="contact",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="how readers reach the desk"
            ),
        ),
        migrations.AddField(
            model_name="deskrules",
            name="corrections_policy",
            field=models.TextField(blank=True, verbose_name="how mistakes are corrected"),
        ),
        migrations.AddField(
            model_name="deskrules",
            name="desk_name",
            field=models.CharField(blank=True, max_length=300, verbose_name="name of the desk"),
        ),
        migrations.AddField(
            model_name="deskrules",
            name="funding",
            field=models.TextField(
                blank=True, verbose_name="who runs the desk and who pays for it"
            ),
        ),
        migrations.AddField(
            model_name="deskrules",
            name="method",
            field=models.TextField(
                blank=True, verbose_name="how this desk works: the guideline, for readers"
            ),
        ),
        migrations.AddField(
            model_name="deskrules",
            name="rates_sourced",
            field=models.BooleanField(
                default=False, verbose_name="“sourced” is published as ClaimReview too"
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="sign_off",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="annotations.signoff",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("imported", "imported the article"),
                    ("corrected", "corrected the article's details"),
                    ("highlighted", "marked the claim"),
                    ("edited", "edited the claim"),
                    ("deleted", "deleted the claim"),
                    ("restored", "restored the claim"),
                    ("judged", "gave a verdict"),
                    ("withdrew", "withdrew a verdict"),
                    ("added_evidence", "added evidence"),
                    ("revised", "updated the text"),
                    ("carried", "carried the claim to the new text"),
                    ("moved", "moved the ends of the claim"),
                    ("attached", "attached the claim again"),
                    ("detached", "took the claim off its passage"),
                    ("shelved", "kept the claim as history"),
                    ("unshelved", "put the claim back into the tray"),
                    ("merged", "merged two sentences"),
                    ("split", "split a sentence"),
                    ("marked_sentence", "said whether a sentence can be checked"),
                    ("removed_evidence", "removed evidence"),
                    ("restored_evidence", "restored evidence"),
                    ("answered_evidence", "replied to evidence"),
                    ("checked_quote", "looked for a quote in the text of its source"),
                    ("attempted", "looked and found nothing"),
                    ("removed_attempt", "removed an attempt"),
                    ("restored_attempt", "restored an attempt"),
                    ("skipped", "passed over the claim"),
                    ("unskipped", "takes the claim up again"),
                    ("adjudicated", "settled the claim"),
                    ("withdrew_decision", "took the decision back"),
                    ("assigned", "assigned a reviewer"),
                    ("unassigned", "took an assignment back"),
                    ("set_review", "changed how the article is reviewed"),
                    ("signed_off", "signed the article off"),
                    ("withdrew_sign_off", "took the sign-off back"),
                    ("noted_correction", "noted a correction"),
                    ("commented", "commented"),
                    ("removed_comment", "removed a comment"),
                    ("restored_comment", "restored a comment"),
                    ("resolved", "resolved the discussion"),
                    ("reopened", "reopened the discussion"),
                    ("locked", "locked the article"),
                    ("unlocked", "unlocked the article"),
                    ("deleted_article", "deleted the article"),
                    ("restored_article", "restored the article"),
                    ("captured", "kept the page as it was"),
                    ("published", "published the article"),
                    ("unpublished", "took the article off the public pages"),
                    ("tipped", "a reader sent evidence"),
                    ("handled_tip", "decided on evidence that a reader sent"),
                    ("purged", "removed from the trash for good"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="raw_kind",
            field=models.CharField(
                choices=[
                    ("text", "plain text"),
                    ("html", "HTML"),
                    ("markdown", "Markdown"),
                    ("docx", "Word document"),
                    ("pdf", "PDF"),
                ],
                default="text",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("archive_url", ""),
                    ("archive_url__startswith", "http://"),
                    ("archive_url__startswith", "https://"),
                    _connector="OR",
                ),
                name="article_archive_is_web",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="publication",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="annotations.publication",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                fields=("publication", "annotation"), name="correction_published_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sign_off__isnull", False), ("publication__isnull", False), _connector="OR"
                ),
                name="correction_noted_with_something",
            ),
        ),
    ]
