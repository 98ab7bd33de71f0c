from django.db import migrations

from annotations.text.wording import Stand, cover


def word(apps, schema_editor):
    """Every placement gets its wording, every verdict that of its annotation.

    Up to now an article has one revision, and so an annotation one placement.
    """
    Revision = apps.get_model("annotations", "Revision")
    marked = Revision.objects.filter(placements__isnull=False).distinct()
    for revision in marked.defer("raw").iterator(chunk_size=10):
        word_revision(apps, revision)


def word_revision(apps, revision):
    Wording = apps.get_model("annotations", "Wording")
    Verdict = apps.get_model("annotations", "Verdict")
    sentences = list(revision.sentences.order_by("start").values_list("start", "end"))
    for place in revision.placements.iterator(chunk_size=500):
        span = (place.start, place.end)
        worded = Stand(revision.text, span, cover(sentences, *span)).worded
        place.wording = Wording.objects.create(
            annotation_id=place.annotation_id, sha256=worded.sha256, **worded._asdict()
        )
        place.save(update_fields=["wording"])
        judged = Verdict.objects.filter(annotation=place.annotation_id, revision=revision)
        judged.update(wording=place.wording)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0003_living_text")]

    operations = [migrations.RunPython(word, migrations.RunPython.noop)]
