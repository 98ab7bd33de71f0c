import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0002_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.TextField(blank=True)),
                ("passage", models.TextField(verbose_name="passage")),
                ("after", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "wording",
                "verbose_name_plural": "wordings",
            },
        ),
        migrations.AddField(
            model_name="annotation",
            name="shelved_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="kept as history"
            ),
        ),
        migrations.AddField(
            model_name="annotation",
            name="shelved_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="change",
            field=models.CharField(
                choices=[
                    ("made", "marked here"),
                    ("kept", "kept"),
                    ("touched", "kept, text touched"),
                    ("moved", "moved"),
                    ("edited", "needs re-check"),
                    ("returned", "text is back"),
                    ("attached", "attached again"),
                ],
                default="made",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="cuts",
            field=models.PositiveIntegerField(
                default=1, help_text="how often its sentences were cut"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="is_current",
            field=models.BooleanField(default=True, editable=False, verbose_name="current"),
        ),
        migrations.AddField(
            model_name="sentence",
            name="is_corrected",
            field=models.BooleanField(default=False, help_text="cut by a person"),
        ),
        migrations.AddField(
            model_name="sentence",
            name="not_checkable",
            field=models.CharField(
                blank=True,
                choices=[
                    ("opinion", "opinion"),
                    ("prediction", "prediction"),
                    ("question", "question"),
                    ("figure_of_speech", "figure of speech"),
                ],
                max_length=16,
                verbose_name="not checkable",
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
                ],
                max_length=32,
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shelved_at", None), ("shelved_by", None)),
                    models.Q(("shelved_at__isnull", False), ("shelved_by__isnull", False)),
                    _connector="OR",
                ),
                name="annotation_shelved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("article",),
                name="revision_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("cuts__gte", 1)), name="revision_cut_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "not_checkable__in",
                        ["", "opinion", "prediction", "question", "figure_of_speech"],
                    )
                ),
                name="sentence_not_checkable",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="annotation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="wordings",
                to="annotations.annotation",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="wording",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="placements",
                to="annotations.wording",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="wording",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="annotations.wording",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "change__in",
                        ["made", "kept", "touched", "moved", "edited", "returned", "attached"],
                    )
                ),
                name="placement_change",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                fields=("annotation", "sha256"), name="wording_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("passage", ""), _negated=True), name="wording_has_passage"
            ),
        ),
    ]
