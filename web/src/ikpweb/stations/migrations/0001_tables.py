import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.kit.migrations import CreateTables
from ikpweb.stations.partitions import partitioned


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_tables"),  # its function keeps rows from being changed
        ("territory", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Day",
                    fields=[
                        ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                        ("title", models.CharField(max_length=120)),
                        ("training", models.BooleanField(default=False)),
                        ("instrument", models.CharField(max_length=40)),
                        ("questions", models.JSONField()),
                        ("opens_at", models.DateTimeField()),
                        ("closes_at", models.DateTimeField()),
                        ("list_digest", models.CharField(blank=True, max_length=64)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("drained", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-opens_at", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("day", models.CharField(max_length=40)),
                        ("regency", models.CharField(max_length=8)),
                        ("station", models.CharField(max_length=20)),
                        ("client", models.UUIDField()),
                        ("at", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
                        ("answers", models.CharField(max_length=100)),
                        ("key", models.BigIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("regency", "client"), name="one_report_a_client")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StationKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("start", models.CharField(max_length=12)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="stations.day"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="station_keys",
                                to="territory.office",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Count",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit", models.CharField(max_length=13)),
                        (
                            "area",
                            models.CharField(
                                choices=[("regency", "regency"), ("district", "district"), ("village", "village")],
                                max_length=10,
                            ),
                        ),
                        ("stations", models.PositiveIntegerField()),
                        ("reported", models.PositiveIntegerField()),
                        ("flagged", models.PositiveIntegerField(default=0)),
                        ("answers", models.JSONField()),
                        ("upto", models.BigIntegerField()),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="stations.day"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["unit"],
                        "constraints": [models.UniqueConstraint(fields=("day", "unit"), name="one_count_a_unit")],
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("after", models.BigIntegerField()),
                        ("upto", models.BigIntegerField()),
                        ("reports", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("sealed_at", models.DateTimeField()),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="stations.day"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-upto"],
                        "constraints": [
                            models.UniqueConstraint(fields=("day", "office", "after"), name="one_batch_a_turn")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Station",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("district", models.CharField(max_length=100)),
                        ("village", models.CharField(max_length=100)),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="stations", to="stations.day"
                            ),
                        ),
                        (
                            "regency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                        "indexes": [models.Index(fields=["day", "regency", "code"], name="stations_of_a_regency")],
                        "constraints": [models.UniqueConstraint(fields=("day", "code"), name="one_station_a_code")],
                    },
                ),
            ],
        ),
        partitioned(),
    ]
