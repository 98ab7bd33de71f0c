from django.db import migrations

WHY = "The history is append-only: its lines are neither changed nor deleted."

# "insert or replace" would delete a row without asking the trigger for it.
SQLITE = [
    f"""
    CREATE TRIGGER annotations_event_no_update BEFORE UPDATE ON annotations_event
    BEGIN SELECT RAISE(ABORT, '{WHY}'); END
    """,
    f"""
    CREATE TRIGGER annotations_event_no_delete BEFORE DELETE ON annotations_event
    BEGIN SELECT RAISE(ABORT, '{WHY}'); END
    """,
    f"""
    CREATE TRIGGER annotations_event_no_replace BEFORE INSERT ON annotations_event
    WHEN EXISTS (
        SELECT 1 FROM annotations_event AS kept WHERE kept.id = NEW.id
        OR (kept.article_id = NEW.article_id AND kept.sequence = NEW.sequence)
    )
    BEGIN SELECT RAISE(ABORT, '{WHY}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION annotations_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION USING MESSAGE = '{WHY}', ERRCODE = 'restrict_violation'; END
    $$
    """,
    """
    CREATE TRIGGER annotations_event_append_only BEFORE UPDATE OR DELETE ON annotations_event
    FOR EACH ROW EXECUTE FUNCTION annotations_event_append_only()
    """,
]
INSTALL = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER annotations_event_no_update",
        "DROP TRIGGER annotations_event_no_delete",
        "DROP TRIGGER annotations_event_no_replace",
    ],
    "postgresql": [
        "DROP TRIGGER annotations_event_append_only ON annotations_event",
        "DROP FUNCTION annotations_event_append_only()",
    ],
}


def install(apps, schema_editor):
    """SQLite forgets triggers with the table, so a later migration that remakes it installs them
    again.
    """
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0007_seal_the_claim")]

    operations = [migrations.RunPython(install, remove)]
