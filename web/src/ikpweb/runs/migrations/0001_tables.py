import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("runs", "0001_initial"), ("runs", "0002_computations"), ("runs", "0003_uncertainty")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("collection", "0001_tables"),
        ("methodology", "0001_tables"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Computation",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="computations",
                                to="collection.cycle",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("frozen", models.BooleanField(default=False)),
                        ("input_digest", models.CharField(max_length=64)),
                        ("engine_version", models.CharField(max_length=40)),
                        ("coverage", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-made_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="methodology.edition",
                            ),
                        ),
                        ("level", models.CharField(max_length=10)),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="territory.unit",
                            ),
                        ),
                        ("printed_name", models.CharField(max_length=120)),
                        ("quantity", models.CharField(max_length=40)),
                        ("reading", models.CharField(max_length=10)),
                        ("value", models.CharField(max_length=60)),
                        ("certainty", models.CharField(blank=True, max_length=12)),
                        ("source", models.TextField(blank=True)),
                        ("note", models.TextField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("used", "used"),
                                    ("conflict", "conflict"),
                                    ("slip", "slip"),
                                    ("implied", "implied"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "edition"], name="runs_figure_unit_id_4de411_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="runs",
                                to="methodology.edition",
                            ),
                        ),
                        ("level", models.CharField(max_length=10)),
                        (
                            "reading",
                            models.CharField(
                                choices=[("own", "own input"), ("regencies", "mean of the regencies")],
                                default="own",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("published", "published"), ("computed", "computed")], max_length=10
                            ),
                        ),
                        (
                            "computation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="runs",
                                to="runs.computation",
                            ),
                        ),
                        ("digests", models.JSONField(default=dict)),
                        ("engine_version", models.CharField(max_length=40)),
                        ("cutoffs", models.JSONField(default=dict)),
                        ("facts", models.JSONField(default=dict)),
                        ("synthetic", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "published")),
                                fields=("edition", "level", "reading"),
                                name="one_published_run",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="runs.run"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="territory.unit"
                            ),
                        ),
                        ("total", models.FloatField(null=True)),
                        ("parts", models.JSONField(default=dict)),
                        ("rank", models.IntegerField(null=True)),
                        ("category", models.CharField(blank=True, max_length=20)),
                        ("label", models.CharField(blank=True, max_length=40)),
                        ("part_categories", models.JSONField(default=dict)),
                        ("certainty", models.CharField(blank=True, max_length=12)),
                        ("coverage", models.FloatField(null=True)),
                        ("contributions", models.JSONField(default=dict)),
                        ("lacking", models.CharField(blank=True, max_length=20)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "run"], name="runs_score_unit_id_002652_idx")],
                        "constraints": [models.UniqueConstraint(fields=("run", "unit"), name="one_score_per_unit")],
                    },
                ),
                migrations.CreateModel(
                    name="Uncertainty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="uncertainties", to="runs.run"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("replicates", models.PositiveIntegerField()),
                        ("seed", models.BigIntegerField()),
                        ("digests", models.JSONField(default=dict)),
                        ("engine_version", models.CharField(max_length=40)),
                        ("rows", models.JSONField(default=list)),
                        ("groups", models.JSONField(default=dict)),
                        ("varied", models.JSONField(default=dict)),
                        ("left_out", models.JSONField(default=list)),
                        ("odds", models.BinaryField()),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
            ],
        ),
    ]
