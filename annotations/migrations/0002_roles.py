from django.db import migrations

ROLES = ("Reviewer", "Editor")


def make(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_desk")]

    operations = [migrations.RunPython(make, unmake)]
