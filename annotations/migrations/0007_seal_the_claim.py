import hashlib
import json
from datetime import UTC
from itertools import islice

from django.db import migrations

FIRST = "0" * 64
BATCH = 500


def seal(event, *, with_claim):
    line = {
        "article": event.article_id,
        "sequence": event.sequence,
        "actor": event.actor_id,
        "verb": event.verb,
        "target": event.target,
        "before": event.before,
        "after": event.after,
        "at": event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "prev_hash": event.prev_hash,
    }
    if with_claim:
        line["annotation"] = str(event.annotation_id) if event.annotation_id else None
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_anew(apps, *, had_claim):
    """What follows a line that does not hold stays as it is, so that it shows."""
    Article = apps.get_model("annotations", "Article")
    for article in Article.objects.order_by("pk"):
        was = becomes = FIRST
        events = article.events.order_by("sequence").iterator(chunk_size=BATCH)
        while batch := list(islice(events, BATCH)):
            sound = []
            for event in batch:
                if (event.prev_hash, event.hash) != (was, seal(event, with_claim=had_claim)):
                    break
                was, event.prev_hash = event.hash, becomes
                becomes = event.hash = seal(event, with_claim=not had_claim)
                sound.append(event)
            type(batch[0]).objects.bulk_update(sound, ["prev_hash", "hash"], batch_size=100)
            if len(sound) < len(batch):
                break


def with_the_claim(apps, schema_editor):
    """The key of the claim is part of a line from now on. Nobody could verify a seal before."""
    seal_anew(apps, had_claim=False)


def without_it(apps, schema_editor):
    seal_anew(apps, had_claim=True)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_review")]

    operations = [migrations.RunPython(with_the_claim, without_it)]
