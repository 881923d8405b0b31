"""Indexes for who reads the log: an office's newest entries, a person's own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_checkpoints")]
    operations = [
        migrations.AddIndex("entry", models.Index(fields=["stream", "id"], name="audit_entry_of_an_office")),
        migrations.AddIndex("entry", models.Index(fields=["person", "id"], name="audit_entry_of_a_person")),
    ]
