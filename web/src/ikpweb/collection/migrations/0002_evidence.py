"""What the scan said; how much of an upload is there is the staging folder's to say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("collection", "0001_initial")]

    operations = [
        migrations.RemoveField("upload", "offset"),
        migrations.RemoveField("upload", "changed_at"),
        migrations.AddField("evidence", "scan_note", models.CharField(blank=True, max_length=200)),
        migrations.AddField("evidence", "scanned_at", models.DateTimeField(null=True)),
    ]
