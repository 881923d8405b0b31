import django.db.models.deletion
from django.db import migrations, models

from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("oversight", "0001_initial")]

    initial = True

    dependencies = [
        ("collection", "0001_tables"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="collection.cycle",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="territory.office",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("reminder", "reminder"), ("escalation", "escalation"), ("digest", "digest")],
                                max_length=10,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("people", models.PositiveIntegerField()),
                        ("sent_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-sent_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "office", "kind", "day"), name="one_notice_a_day")
                        ],
                    },
                ),
            ],
        ),
    ]
