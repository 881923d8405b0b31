import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("plans", "0001_plans")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Plan",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="territory.office"
                            ),
                        ),
                        ("client", models.UUIDField()),
                        ("asked", models.JSONField()),
                        (
                            "after",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="plans.plan",
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "menunggu giliran"),
                                    ("computing", "sedang dihitung"),
                                    ("ready", "siap"),
                                    ("failed", "tidak dapat dihitung"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("problem", models.JSONField(default=dict)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "made_at"], name="plans_plan_state_a86dfc_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_plan_a_client_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="plans.plan"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                            ),
                        ),
                        ("action", models.CharField(max_length=80)),
                        (
                            "origin",
                            models.CharField(
                                choices=[("computed", "dihitung"), ("added", "ditambahkan orang")],
                                default="computed",
                                max_length=10,
                            ),
                        ),
                        ("plain", models.BooleanField(default=False)),
                        ("points", models.FloatField()),
                        ("alone", models.FloatField()),
                        ("cost", models.BigIntegerField()),
                        ("effort", models.FloatField()),
                        ("why", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "diusulkan"),
                                    ("out", "dikeluarkan"),
                                    ("accepted", "diterima"),
                                    ("refused", "ditolak"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("due", models.DateField()),
                        ("entry", models.CharField(blank=True, max_length=40)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "ordering": ["plan", "-points", "unit", "action"],
                        "indexes": [models.Index(fields=["unit", "state"], name="plans_plani_unit_id_0094bf_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "unit", "action"), name="one_item_an_action")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="result", to="plans.plan"
                            ),
                        ),
                        ("inputs", models.JSONField()),
                        ("found", models.JSONField()),
                        ("input_digest", models.CharField(max_length=64)),
                        ("found_digest", models.CharField(max_length=64)),
                        ("engine_version", models.CharField(max_length=40)),
                        ("seed", models.BigIntegerField(null=True)),
                        ("seconds", models.FloatField()),
                        ("made_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="PlanStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="plans.planitem"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("move", models.CharField(max_length=10)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "diusulkan"),
                                    ("out", "dikeluarkan"),
                                    ("accepted", "diterima"),
                                    ("refused", "ditolak"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("reason", models.CharField(blank=True, max_length=1000)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["item", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="one_item_step_a_version")
                        ],
                    },
                ),
            ],
        ),
        append_only("plans_planresult"),
        append_only("plans_planstep"),
    ]
