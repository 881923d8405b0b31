from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sampledevent",
            name="grade",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signoff",
            name="minutes",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
