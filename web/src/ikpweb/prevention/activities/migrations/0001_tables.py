import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("activities", "0001_activities")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="territory.office",
                            ),
                        ),
                        ("date", models.DateField()),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("identification", "Identifikasi kerawanan"),
                                    ("education", "Pendidikan"),
                                    ("participation", "Partisipasi masyarakat"),
                                    ("cooperation", "Kerja sama"),
                                    ("letters", "Imbauan / naskah dinas"),
                                    ("publication", "Publikasi"),
                                    ("other", "Kegiatan lainnya"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("stage", models.CharField(blank=True, max_length=40)),
                        ("indicators", models.JSONField(blank=True, default=list)),
                        ("participants", models.PositiveIntegerField(blank=True, null=True)),
                        ("groups", models.JSONField(blank=True, default=dict)),
                        ("partner", models.UUIDField(blank=True, null=True)),
                        ("action", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("external", models.CharField(blank=True, max_length=80)),
                        (
                            "status",
                            models.CharField(
                                choices=[("counted", "dihitung"), ("withdrawn", "ditarik")],
                                default="counted",
                                max_length=10,
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="activities.activity",
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        ("version", models.PositiveIntegerField(default=1)),
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
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-date", "-made_at", "pk"],
                        "indexes": [
                            models.Index(fields=["training", "date"], name="activities__trainin_17f763_idx"),
                            models.Index(fields=["office", "form", "date"], name="activities__office__3662cc_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("external", ""), _negated=True),
                                fields=("office", "training", "external"),
                                name="one_activity_an_external_number",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivitySheet",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="territory.office"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "subject",
                            models.CharField(
                                choices=[("activities", "kegiatan"), ("counts", "jumlah per bulan")],
                                default="activities",
                                max_length=10,
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        ("rows", models.JSONField()),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("entered_at", models.DateTimeField(null=True)),
                        ("counts", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-made_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="activities.activity",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("move", models.CharField(max_length=20)),
                        ("content", models.JSONField()),
                        ("reason", models.CharField(blank=True, max_length=1000)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="territory.office",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["activity", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "number"), name="one_activity_step_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="month_counts",
                                to="territory.office",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("identification", "Identifikasi kerawanan"),
                                    ("education", "Pendidikan"),
                                    ("participation", "Partisipasi masyarakat"),
                                    ("cooperation", "Kerja sama"),
                                    ("letters", "Imbauan / naskah dinas"),
                                    ("publication", "Publikasi"),
                                    ("other", "Kegiatan lainnya"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("month", models.DateField()),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        ("source", models.CharField(blank=True, max_length=120)),
                        ("training", models.BooleanField(default=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["office", "month", "form"],
                        "indexes": [models.Index(fields=["training", "month"], name="activities__trainin_f3e2c1_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "form", "month", "training"), name="one_count_a_month_and_form"
                            )
                        ],
                    },
                ),
            ],
        ),
        append_only("activities_activitystep"),
    ]
