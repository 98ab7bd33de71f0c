import uuid

import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import annotations.models.user


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that name already exists."},
                        help_text="Letters of one script, digits and @ . + - _",
                        max_length=150,
                        unique=True,
                        validators=[
                            django.contrib.auth.validators.UnicodeUsernameValidator(),
                            annotations.models.user.PlainName(),
                        ],
                        verbose_name="user name",
                    ),
                ),
                (
                    "single_keys",
                    models.BooleanField(default=True, verbose_name="single-letter keys"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
            },
            managers=[
                ("objects", annotations.models.user.People()),
            ],
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=300, verbose_name="publisher"),
                ),
                (
                    "source_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="original address"),
                ),
                (
                    "language",
                    models.CharField(default="en", max_length=35, verbose_name="language"),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="imported"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("last_event", models.PositiveIntegerField(default=0, editable=False)),
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
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("quote", models.TextField(verbose_name="quote")),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField(help_text="exclusive")),
                ("typed", models.TextField(blank=True, verbose_name="words as typed")),
                ("claim_text", models.TextField(blank=True, verbose_name="claim in plain words")),
                (
                    "claimant",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who makes the claim"
                    ),
                ),
                (
                    "claim_date",
                    models.DateField(blank=True, null=True, verbose_name="when it was made"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="marked"
                    ),
                ),
                (
                    "deleted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="deleted"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
                        to="annotations.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "annotation",
                "verbose_name_plural": "annotations",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                (
                    "verb",
                    models.CharField(
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
                            ("removed_evidence", "removed evidence"),
                            ("restored_evidence", "restored evidence"),
                        ],
                        max_length=32,
                    ),
                ),
                ("target", models.CharField(help_text="noun:key, as in verdict:12", max_length=64)),
                ("before", models.JSONField(blank=True, null=True)),
                ("after", models.JSONField(blank=True, null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("prev_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="annotations.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["article", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("raw", models.TextField(editable=False, verbose_name="as it came in")),
                (
                    "raw_kind",
                    models.CharField(
                        choices=[
                            ("text", "plain text"),
                            ("html", "HTML"),
                            ("markdown", "Markdown"),
                        ],
                        default="text",
                        max_length=16,
                    ),
                ),
                (
                    "sanitiser",
                    models.CharField(
                        blank=True, help_text="blank when none was needed", max_length=40
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="annotations.article",
                    ),
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
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["article", "-number"],
            },
        ),
        migrations.AddField(
            model_name="annotation",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="annotations",
                to="annotations.revision",
            ),
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("paragraph", models.PositiveIntegerField(verbose_name="paragraph")),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField(help_text="exclusive")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sentences",
                        to="annotations.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "sentence",
                "verbose_name_plural": "sentences",
                "ordering": ["revision", "number"],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField(help_text="exclusive")),
                ("passage", models.TextField(verbose_name="passage")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("selected", "selected by a person"),
                            ("exact", "found word for word"),
                            ("folded", "found but for typography"),
                            ("fuzzy", "found with small differences"),
                        ],
                        default="selected",
                        max_length=16,
                    ),
                ),
                (
                    "score",
                    models.FloatField(default=1.0, help_text="0 to 1, as the anchoring gave it"),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="annotations.revision",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="annotations.sentence",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="link")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=300, verbose_name="publisher"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "primary"),
                            ("secondary", "secondary"),
                            ("tertiary", "tertiary"),
                            ("witness", "witness"),
                        ],
                        default="secondary",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
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
                "verbose_name": "source",
                "verbose_name_plural": "sources",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("refutes", "refutes"),
                            ("context", "context"),
                        ],
                        max_length=16,
                        verbose_name="stance",
                    ),
                ),
                ("quote", models.TextField(blank=True, verbose_name="exact quote or figure")),
                (
                    "locator",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="where in the source"
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                (
                    "archive_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="archived copy"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="annotations.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
            },
        ),
        migrations.CreateModel(
            name="Verdict",
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
                            ("verified", "Verified"),
                            ("disputed", "Disputed"),
                            ("sourced", "Sourced"),
                        ],
                        max_length=16,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contradicted", "Contradicted by evidence"),
                            ("conflicting_evidence", "Evidence conflicts"),
                            ("source_does_not_support", "Its source does not support it"),
                            ("miscalculated", "Miscalculated"),
                            ("misquoted", "Misquoted"),
                            ("missing_context", "Missing context"),
                            ("exaggerated", "Exaggerated"),
                            ("outdated", "Outdated"),
                            ("unsupported", "The article names no source"),
                        ],
                        max_length=32,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                        verbose_name="confidence",
                    ),
                ),
                ("caveat", models.BooleanField(default=False, verbose_name="with a caveat")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                (
                    "recheck_by",
                    models.DateField(blank=True, null=True, verbose_name="check again by"),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField(help_text="exclusive")),
                ("rule", models.CharField(default="asked", max_length=16)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="given"
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
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="annotations.annotation",
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
                    "evidence",
                    models.ManyToManyField(
                        blank=True, related_name="verdicts", to="annotations.evidence"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="annotations.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "verdict",
                "verbose_name_plural": "verdicts",
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"),
                name="user_name_unique_in_any_case",
                violation_error_message="A user with that name already exists.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="article_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="article_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="article_version_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source_url", ""),
                    ("source_url__startswith", "http://"),
                    ("source_url__startswith", "https://"),
                    _connector="OR",
                ),
                name="article_original_is_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                fields=("article", "sequence"), name="event_sequence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("sequence__gte", 1)), name="event_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="revision_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="revision_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="revision_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="annotation_has_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("quote", ""), _negated=True), name="annotation_has_a_quote"
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="annotation_version_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deleted_at", None), ("deleted_by", None)),
                    models.Q(("deleted_at__isnull", False), ("deleted_by__isnull", False)),
                    _connector="OR",
                ),
                name="annotation_deleted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.UniqueConstraint(
                fields=("revision", "number"), name="sentence_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.UniqueConstraint(
                fields=("revision", "start"), name="sentence_start_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="sentence_has_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="sentence_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(("paragraph__gte", 1)), name="sentence_paragraph_from_one"
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["revision", "start", "end"], name="placement_order"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("annotation", "revision"), name="placement_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="placement_has_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("passage", ""), _negated=True), name="placement_has_passage"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 0), ("score__lte", 1)),
                name="placement_score_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="source_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url", ""),
                    ("url__startswith", "http://"),
                    ("url__startswith", "https://"),
                    _connector="OR",
                ),
                name="source_link_is_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at", None), ("removed_by", None)),
                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_removed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("archive_url", ""),
                    ("archive_url__startswith", "http://"),
                    ("archive_url__startswith", "https://"),
                    _connector="OR",
                ),
                name="evidence_archive_is_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["supports", "refutes", "context"])),
                name="evidence_stance",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("annotation", "reviewer"),
                name="verdict_one_open_per_reviewer",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["verified", "disputed", "sourced"])),
                name="verdict_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "disputed"),
                        (
                            "reason__in",
                            [
                                "contradicted",
                                "conflicting_evidence",
                                "source_does_not_support",
                                "miscalculated",
                                "misquoted",
                                "missing_context",
                                "exaggerated",
                                "outdated",
                                "unsupported",
                            ],
                        ),
                    ),
                    models.Q(models.Q(("kind", "disputed"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="verdict_disputed_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="verdict_has_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None), ("ending", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        ("ending__in", ["replaced", "withdrawn"]),
                    ),
                    _connector="OR",
                ),
                name="verdict_ended_once_by_somebody",
            ),
        ),
    ]
