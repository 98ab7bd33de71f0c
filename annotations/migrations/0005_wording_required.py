from django.db import migrations, models
from django.db.models import deletion


def required(name):
    return models.ForeignKey(
        on_delete=deletion.PROTECT, related_name=f"{name}s", to="annotations.wording"
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_word_what_stands")]

    operations = [
        migrations.AlterField("placement", "wording", required("placement")),
        migrations.AlterField("verdict", "wording", required("verdict")),
    ]
