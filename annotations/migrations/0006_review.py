import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0005_wording_required"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, editable=False, unique=True)),
                (
                    "evidence_rule",
                    models.CharField(
                        choices=[
                            ("strict", "strict: a verdict without its evidence is refused"),
                            (
                                "advice",
                                "advice: what is missing is said, and can be declined openly",
                            ),
                        ],
                        default="strict",
                        max_length=16,
                        verbose_name="evidence rule",
                    ),
                ),
                (
                    "second_person",
                    models.BooleanField(
                        default=True,
                        verbose_name="who signs off has given no verdict on the article",
                    ),
                ),
                (
                    "names_hidden",
                    models.BooleanField(
                        default=False,
                        verbose_name="who settles a contested claim does not see whose verdicts they are",
                    ),
                ),
                (
                    "required_reviews",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="reviews for each claim of a new article"
                    ),
                ),
                (
                    "is_blind",
                    models.BooleanField(
                        default=False, verbose_name="new articles are reviewed blind"
                    ),
                ),
                (
                    "target",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="coverage that a new article needs, in percent"
                    ),
                ),
                (
                    "set_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="since"
                    ),
                ),
                (
                    "set_by",
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
                "verbose_name": "rules of the desk",
                "verbose_name_plural": "rules of the desk",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("evidence_rule__in", ["strict", "advice"])),
                        name="rules_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("required_reviews__gte", 1), ("required_reviews__lte", 5)
                        ),
                        name="rules_one_to_five_reviews",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__lte", 100)), name="rules_target_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="rules_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("pasted", "pasted"),
                            ("uploaded", "uploaded"),
                            ("fetched", "fetched"),
                        ],
                        default="pasted",
                        max_length=16,
                    ),
                ),
                (
                    "kept_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="kept"
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="annotations.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a source",
                "verbose_name_plural": "texts of sources",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "sha256"), name="source_text_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="source_text_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["pasted", "uploaded", "fetched"])),
                        name="source_text_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjudication",
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
                        verbose_name="outcome",
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
                ("note", models.TextField(verbose_name="why it is decided so")),
                (
                    "votes",
                    models.JSONField(
                        default=list, help_text="keys of the verdicts it rests on, sorted"
                    ),
                ),
                (
                    "shows_dissent",
                    models.BooleanField(
                        default=False,
                        verbose_name="say publicly how the votes were split, and the minority's reason",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="decided"
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
                        related_name="adjudications",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjudications",
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
            ],
            options={
                "verbose_name": "adjudication",
                "verbose_name_plural": "adjudications",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("annotation",),
                        name="adjudication_one_open_per_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["verified", "disputed", "sourced"])),
                        name="adjudication_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True),
                        name="adjudication_says_why",
                    ),
                    models.CheckConstraint(
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
                        name="adjudication_disputed_has_its_reason",
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
                        name="adjudication_ended_once_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, help_text="exclusive", null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="assigned"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="annotations.article",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assignment_removed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", None), ("revision", None), ("start", None)),
                            models.Q(("revision__isnull", False), ("start__lt", models.F("end"))),
                            _connector="OR",
                        ),
                        name="assignment_whole_or_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("place", models.CharField(max_length=300, verbose_name="looked where")),
                (
                    "looked_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="looked on"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was looked for")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="attempt_removed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), _negated=True), name="attempt_has_a_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skips",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skips",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "skip",
                "verbose_name_plural": "skips",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("annotation", "reviewer"),
                        name="skip_one_open_per_reviewer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="skip_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(verbose_name="until")),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "look",
                "verbose_name_plural": "looks",
                "constraints": [
                    models.UniqueConstraint(fields=("annotation", "person"), name="look_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of text and verdicts", max_length=64),
                ),
                (
                    "outcomes",
                    models.JSONField(default=dict, help_text="outcome by claim, as approved"),
                ),
                ("covered", models.PositiveIntegerField(verbose_name="sentences covered")),
                (
                    "checkable",
                    models.PositiveIntegerField(verbose_name="sentences that can be checked"),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        help_text="the article's last event that it approves"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="signed"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="taken back"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="annotations.article",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
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
                    "withdrawn_by",
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
                "verbose_name": "sign-off",
                "verbose_name_plural": "sign-offs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("covered__lte", models.F("checkable"))),
                        name="sign_off_covers_at_most_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="sign_off_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("passage", models.TextField(verbose_name="passage")),
                ("before", models.CharField(max_length=16, verbose_name="said before")),
                (
                    "after",
                    models.CharField(
                        blank=True,
                        help_text="empty: the claim is gone",
                        max_length=16,
                        verbose_name="says now",
                    ),
                ),
                ("reason", models.TextField(verbose_name="why")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="corrected"
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sign_off",
                    models.ForeignKey(
                        help_text="the one that says so",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="annotations.signoff",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sign_off", "annotation"), name="correction_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="correction_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="correction_of_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="team_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="annotations.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
                "constraints": [
                    models.UniqueConstraint(fields=("team", "person"), name="membership_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                        name="membership_weight",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, help_text="exclusive", null=True)),
                ("quote", models.TextField(blank=True, verbose_name="about the words")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "resolved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="resolved"
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="annotations.article",
                    ),
                ),
                (
                    "resolved_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "thread",
                "verbose_name_plural": "threads",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("annotation__isnull", False),
                                ("end", None),
                                ("revision", None),
                                ("start", None),
                            ),
                            models.Q(
                                ("annotation", None),
                                ("end", None),
                                ("revision", None),
                                ("start", None),
                            ),
                            models.Q(
                                ("annotation", None),
                                ("revision__isnull", False),
                                ("start__lt", models.F("end")),
                            ),
                            _connector="OR",
                        ),
                        name="thread_about_a_claim_or_a_sentence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(
                                ("resolved_at__isnull", False), ("resolved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="thread_resolved_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
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
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="annotations.thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_removed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_mention", models.BooleanField(default=False)),
                ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="annotations.comment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "person"), name="notice_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="deleted_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="deleted"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="deleted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="is_blind",
            field=models.BooleanField(default=False, verbose_name="reviewed blind"),
        ),
        migrations.AddField(
            model_name="article",
            name="locked_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="locked"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="locked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="required_reviews",
            field=models.PositiveSmallIntegerField(
                default=1, verbose_name="reviews for each claim"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="target",
            field=models.PositiveSmallIntegerField(
                default=100, verbose_name="coverage it needs, in percent"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="checked_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="quote_end",
            field=models.PositiveIntegerField(editable=False, help_text="exclusive", null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="quote_start",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="replied_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="replied_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="reply",
            field=models.TextField(blank=True, verbose_name="reply"),
        ),
        migrations.AddField(
            model_name="source",
            name="origin",
            field=models.CharField(blank=True, max_length=300, verbose_name="has it from"),
        ),
        migrations.AlterField(
            model_name="event",
            name="annotation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="annotations.annotation",
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
                    ("purged", "removed from the trash for good"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="rule",
            field=models.CharField(
                choices=[
                    ("strict", "strict: a verdict without its evidence is refused"),
                    ("advice", "advice: what is missing is said, and can be declined openly"),
                    ("asked", "asked: only a source was asked for (before there were rules)"),
                ],
                max_length=16,
                verbose_name="evidence rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("required_reviews__gte", 1), ("required_reviews__lte", 5)),
                name="article_one_to_five_reviews",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__lte", 100)), name="article_target_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("locked_at", None), ("locked_by", None)),
                    models.Q(("locked_at__isnull", False), ("locked_by__isnull", False)),
                    _connector="OR",
                ),
                name="article_locked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deleted_at", None), ("deleted_by", None)),
                    models.Q(("deleted_at__isnull", False), ("deleted_by__isnull", False)),
                    _connector="OR",
                ),
                name="article_deleted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__in", ["strict", "advice", "asked"])), name="verdict_rule"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="source_text",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="annotations.sourcetext",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at", None), ("replied_by", None), ("reply", "")),
                    models.Q(
                        models.Q(("reply", ""), _negated=True),
                        ("replied_at__isnull", False),
                        ("replied_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_replied_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("checked_at", None),
                        ("quote_end", None),
                        ("quote_start", None),
                        ("source_text", None),
                    ),
                    models.Q(
                        ("checked_at__isnull", False),
                        ("source_text__isnull", False),
                        models.Q(
                            models.Q(("quote_end", None), ("quote_start", None)),
                            ("quote_start__lt", models.F("quote_end")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="evidence_quote_checked_in_a_text",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="members",
            field=models.ManyToManyField(
                related_name="teams", through="annotations.Membership", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
