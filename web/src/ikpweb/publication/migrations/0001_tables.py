import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.kit.migrations import CreateTables
from ikpweb.publication.guards import keep_frozen


class Migration(migrations.Migration):
    replaces = [("publication", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("methodology", "0001_tables"),
        ("runs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("version", models.PositiveSmallIntegerField()),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="methodology.edition",
                            ),
                        ),
                        (
                            "computation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="runs.computation",
                            ),
                        ),
                        ("title_id", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("changes", models.TextField()),
                        (
                            "detail",
                            models.CharField(
                                choices=[("indicators", "nilai setiap indikator"), ("dimensions", "skor dimensi saja")],
                                default="indicators",
                                max_length=12,
                            ),
                        ),
                        ("smallest", models.PositiveSmallIntegerField(default=0)),
                        ("embargo", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "rancangan"), ("frozen", "dibekukan")], default="draft", max_length=8
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("frozen_at", models.DateTimeField(null=True)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("key", models.CharField(blank=True, max_length=32)),
                        ("files", models.JSONField(default=dict)),
                        (
                            "previous",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publication.release",
                            ),
                        ),
                        ("synthetic", models.BooleanField(default=False)),
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
                        ("withdrawn_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-frozen_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "version"), name="one_release_of_a_version")
                        ],
                    },
                ),
            ],
        ),
        keep_frozen(),
    ]
