import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("register", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("collection", "0001_tables"),
        ("territory", "0001_tables"),
        ("watch", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Risk",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="territory.office"
                            ),
                        ),
                        ("indicator", models.CharField(blank=True, max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.CharField(blank=True, max_length=1000)),
                        ("likelihood", models.PositiveSmallIntegerField()),
                        ("consequence", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "terbuka"), ("closed", "ditutup"), ("withdrawn", "ditarik")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("client", models.UUIDField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["office", "-changed_at", "pk"],
                        "indexes": [models.Index(fields=["office", "state"], name="register_ri_office__3cc143_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_risk_a_client_number"),
                            models.CheckConstraint(
                                condition=models.Q(("consequence__range", (1, 5)), ("likelihood__range", (1, 5))),
                                name="risk_in_the_matrix",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
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
                                related_name="actions",
                                to="territory.office",
                            ),
                        ),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="territory.office",
                            ),
                        ),
                        (
                            "risk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="register.risk",
                            ),
                        ),
                        ("library", models.CharField(blank=True, max_length=80)),
                        ("library_version", models.CharField(blank=True, max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.CharField(blank=True, max_length=1000)),
                        ("indicators", models.JSONField(blank=True, default=list)),
                        ("stage", models.CharField(blank=True, max_length=40)),
                        ("form", models.CharField(blank=True, max_length=20)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prevention_actions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("deadline", models.DateField(blank=True, null=True)),
                        ("steps_to_do", models.JSONField(blank=True, default=list)),
                        ("cost", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("effort", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "diusulkan"),
                                    ("planned", "direncanakan"),
                                    ("running", "berjalan"),
                                    ("done", "selesai, menunggu pengesahan"),
                                    ("confirmed", "sudah disahkan"),
                                    ("dropped", "batal"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("origin", models.CharField(blank=True, max_length=60)),
                        ("batch", models.UUIDField(blank=True, null=True)),
                        ("client", models.UUIDField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("alarms", models.ManyToManyField(blank=True, related_name="actions", to="watch.alarm")),
                        ("events", models.ManyToManyField(blank=True, related_name="actions", to="collection.event")),
                    ],
                    options={
                        "ordering": ["deadline", "office", "pk"],
                        "indexes": [
                            models.Index(fields=["office", "status"], name="register_ac_office__15e788_idx"),
                            models.Index(fields=["status", "deadline"], name="register_ac_status_c6ec60_idx"),
                            models.Index(fields=["owner", "status"], name="register_ac_owner_i_bfd26c_idx"),
                            models.Index(fields=["batch"], name="register_ac_batch_a4c107_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_action_a_client_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("move", models.CharField(max_length=20)),
                        ("content", models.JSONField()),
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
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="register.action"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item", "number"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="one_action_step_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appetite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("cells", models.JSONField()),
                        ("note", models.CharField(max_length=1000)),
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
                    options={
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "risk",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="register.risk",
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="register.action",
                            ),
                        ),
                        ("text", models.CharField(max_length=2000)),
                        ("client", models.UUIDField(unique=True)),
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
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("risk__isnull", True), ("action__isnull", True), _connector="XOR"),
                                name="comment_about_one_thing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                                related_name="action_letters",
                                to="territory.office",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("reminder", "reminder"), ("escalation", "escalation")], max_length=10
                            ),
                        ),
                        ("day", models.DateField()),
                        ("actions", models.JSONField()),
                        ("people", models.PositiveIntegerField()),
                        ("sent_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-sent_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "kind", "day"), name="one_action_letter_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("move", models.CharField(max_length=20)),
                        ("content", models.JSONField()),
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
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="register.risk"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item", "number"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="one_risk_step_a_version")
                        ],
                    },
                ),
            ],
        ),
        append_only("register_riskstep"),
        append_only("register_actionstep"),
        append_only("register_comment"),
        append_only("register_appetite"),
    ]
