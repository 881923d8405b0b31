"""A chain per office; what was written before is the platform's own chain."""

from django.db import migrations, models

from ikpweb.audit.guards import append_only


def number_old_entries(apps, _editor):
    entries = apps.get_model("audit", "Entry").objects
    for number, key in enumerate(entries.order_by("id").values_list("pk", flat=True), start=1):
        entries.filter(pk=key).update(number=number)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.AddField("entry", "stream", models.CharField(default="system", max_length=8)),
        migrations.AddField("entry", "number", models.BigIntegerField(default=0)),
        migrations.AddField("entry", "address", models.CharField(blank=True, max_length=45)),
        migrations.AddField("entry", "request", models.CharField(blank=True, max_length=32)),
        migrations.RunPython(number_old_entries, migrations.RunPython.noop),
        migrations.AlterField("entry", "number", models.BigIntegerField()),
        migrations.AddConstraint(
            "entry", models.UniqueConstraint(fields=["stream", "number"], name="one_entry_a_number")
        ),
        append_only("audit_entry"),
    ]
