import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("effects", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="territory.office",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("training", models.BooleanField(default=False)),
                        ("asked", models.JSONField()),
                        ("inputs", models.JSONField()),
                        ("found", models.JSONField()),
                        (
                            "said",
                            models.CharField(
                                choices=[
                                    ("cannot-tell", "tidak dapat disimpulkan"),
                                    ("none-shown", "tidak terbukti berubah"),
                                    ("lower", "lebih rendah"),
                                    ("higher", "lebih tinggi"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("input_digest", models.CharField(max_length=64)),
                        ("engine_version", models.CharField(max_length=40)),
                        ("seed", models.BigIntegerField(default=0)),
                        ("seconds", models.FloatField(default=0.0)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-made_at", "pk"],
                        "indexes": [models.Index(fields=["office", "training"], name="effects_ass_office__028b93_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="territory.office",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("about", models.CharField(blank=True, max_length=1000)),
                        ("training", models.BooleanField(default=False)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("withdrawn", models.CharField(blank=True, max_length=1000)),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Beginning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="beginnings",
                                to="effects.programme",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                            ),
                        ),
                        ("day", models.DateField()),
                    ],
                    options={
                        "ordering": ["programme", "day", "unit"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "unit"), name="one_beginning_a_unit")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Retraction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assessment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="retraction",
                                to="effects.assessment",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                ),
            ],
        ),
        append_only("effects_assessment"),
        append_only("effects_retraction"),
    ]
