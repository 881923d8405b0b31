import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("watch", "0001_reports"), ("watch", "0002_watch"), ("watch", "0003_forecasts")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("collection", "0001_tables"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Watch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("as_of", models.DateField()),
                        ("week", models.DateField()),
                        ("level", models.CharField(default="regency", max_length=10)),
                        ("training", models.BooleanField(default=False)),
                        ("method", models.CharField(max_length=40)),
                        ("parameters", models.JSONField(default=dict)),
                        ("policy", models.JSONField(default=dict)),
                        ("seed", models.BigIntegerField(default=0)),
                        ("engine_version", models.CharField(max_length=40)),
                        ("input_digest", models.CharField(max_length=64)),
                        ("settings_digest", models.CharField(max_length=64)),
                        ("totals", models.JSONField(default=dict)),
                        ("problems", models.JSONField(default=list)),
                        ("made_at", models.DateTimeField()),
                        ("seconds", models.FloatField(default=0.0)),
                    ],
                    options={
                        "ordering": ["-as_of", "-pk"],
                        "indexes": [models.Index(fields=["training", "as_of"], name="watch_watch_trainin_68d529_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("training", "level", "as_of", "input_digest", "settings_digest"),
                                name="one_watch_an_input",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "watch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="watch.watch"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="territory.unit"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("administrative", "administratif"),
                                    ("ethics", "kode etik"),
                                    ("criminal", "pidana pemilu"),
                                    ("other-law", "hukum lainnya"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("week", models.DateField()),
                        ("training", models.BooleanField(default=False)),
                        ("figures", models.JSONField()),
                        ("explanation", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "baru"),
                                    ("assessed", "dinilai"),
                                    ("acted", "ditindaklanjuti"),
                                    ("dismissed", "dikesampingkan"),
                                    ("closed", "hasil diketahui"),
                                ],
                                default="new",
                                max_length=10,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("confirmed", "benar ada lonjakan pelanggaran"),
                                    ("reporting", "hanya perubahan pelaporan atau pengawasan"),
                                    ("chance", "tidak ada apa-apa"),
                                    ("unknown", "tidak dapat diketahui"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alarms",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("cluster", models.CharField(blank=True, max_length=40)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-week", "unit", "kind"],
                        "indexes": [
                            models.Index(fields=["training", "state"], name="watch_alarm_trainin_9bf0ad_idx"),
                            models.Index(fields=["cluster"], name="watch_alarm_cluster_b057f4_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("training", "unit", "kind", "week"), name="one_alarm_a_week"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlarmStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "alarm",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="watch.alarm"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("move", models.CharField(max_length=20)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "baru"),
                                    ("assessed", "dinilai"),
                                    ("acted", "ditindaklanjuti"),
                                    ("dismissed", "dikesampingkan"),
                                    ("closed", "hasil diketahui"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("confirmed", "benar ada lonjakan pelanggaran"),
                                    ("reporting", "hanya perubahan pelaporan atau pengawasan"),
                                    ("chance", "tidak ada apa-apa"),
                                    ("unknown", "tidak dapat diketahui"),
                                ],
                                max_length=10,
                            ),
                        ),
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
                        "ordering": ["alarm", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("alarm", "number"), name="one_alarm_step_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "menunggu giliran"),
                                    ("running", "sedang dihitung"),
                                    ("done", "selesai"),
                                    ("failed", "gagal"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("step", models.CharField(blank=True, max_length=30)),
                        ("said", models.CharField(blank=True, max_length=500)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("moved_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("tries", models.PositiveIntegerField(default=0)),
                        (
                            "watch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="watch.watch",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "running"])),
                                fields=("training",),
                                name="one_computation_at_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Choice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("auto", "menurut panjang riwayat"),
                                    ("ears", "EARS C1"),
                                    ("farrington", "Farrington fleksibel"),
                                ],
                                default="auto",
                                max_length=12,
                            ),
                        ),
                        (
                            "policy",
                            models.CharField(
                                choices=[("budget", "anggaran alarm per minggu"), ("fdr", "bagian alarm palsu (FDR)")],
                                default="budget",
                                max_length=10,
                            ),
                        ),
                        ("value", models.FloatField(default=5.0)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Effort",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="efforts", to="territory.unit"
                            ),
                        ),
                        ("week", models.DateField()),
                        ("supervisors", models.PositiveIntegerField()),
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
                        "ordering": ["unit", "week"],
                        "indexes": [models.Index(fields=["training", "week"], name="watch_effor_trainin_1f5a08_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "week", "training"), name="one_effort_a_week")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForecastRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("week", "laporan minggu berikutnya"),
                                    ("stage", "laporan tahapan berikutnya"),
                                    ("edition", "kategori edisi berikutnya"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        ("key", models.CharField(max_length=80)),
                        ("said_on", models.DateField()),
                        ("due_on", models.DateField(null=True)),
                        ("method", models.CharField(max_length=60)),
                        ("basis", models.JSONField(default=dict)),
                        ("count", models.PositiveIntegerField()),
                        ("engine_version", models.CharField(max_length=40)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        (
                            "watch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="watch.watch",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-said_on", "-pk"],
                        "indexes": [models.Index(fields=["due_on"], name="watch_forec_due_on_5a8fd3_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("training", "topic", "key"), name="one_round_a_period")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(choices=[("alarm", "alarm"), ("forecast", "forecast")], max_length=10),
                        ),
                        ("training", models.BooleanField(default=False)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                            ),
                        ),
                        ("target", models.CharField(max_length=80)),
                        ("said_on", models.DateField()),
                        ("horizon_days", models.PositiveIntegerField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("method", models.CharField(max_length=60)),
                        ("statement", models.JSONField()),
                        ("engine_version", models.CharField(max_length=40)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        (
                            "watch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="watch.watch",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="watch.forecastround",
                            ),
                        ),
                        (
                            "alarm",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="watch.alarm",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-said_on", "pk"],
                        "indexes": [
                            models.Index(fields=["training", "sort", "said_on"], name="watch_ledge_trainin_1ebb00_idx"),
                            models.Index(fields=["due_on"], name="watch_ledge_due_on_c6204c_idx"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerOutcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="watch.ledgerentry",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(default=1)),
                        ("came", models.JSONField()),
                        ("score", models.JSONField(default=dict)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("came_on", models.DateField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["entry", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "number"), name="one_outcome_a_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="territory.unit"
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="territory.office",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("administrative", "administratif"),
                                    ("ethics", "kode etik"),
                                    ("criminal", "pidana pemilu"),
                                    ("other-law", "hukum lainnya"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("found", "temuan pengawas"),
                                    ("reported", "laporan masyarakat"),
                                    ("other", "lainnya"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("indicator", models.CharField(blank=True, max_length=40)),
                        ("event_date", models.DateField()),
                        ("entry_date", models.DateField()),
                        ("verified_date", models.DateField(blank=True, null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("entered", "belum diputuskan"),
                                    ("violation", "pelanggaran"),
                                    ("not-violation", "bukan pelanggaran"),
                                    ("handed-on", "diteruskan ke instansi lain"),
                                    ("withdrawn", "ditarik"),
                                ],
                                default="entered",
                                max_length=15,
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=500)),
                        ("system", models.CharField(blank=True, max_length=40)),
                        ("external", models.CharField(blank=True, max_length=80)),
                        ("client", models.UUIDField(blank=True, null=True)),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="watch.report",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="collection.event",
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
                        "ordering": ["-entry_date", "-made_at", "pk"],
                        "indexes": [
                            models.Index(fields=["training", "entry_date"], name="watch_repor_trainin_24989c_idx"),
                            models.Index(fields=["unit", "kind", "event_date"], name="watch_repor_unit_id_0622cc_idx"),
                            models.Index(fields=["office", "status"], name="watch_repor_office__5dc5f1_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("external", ""), _negated=True),
                                fields=("office", "training", "system", "external"),
                                name="one_report_an_external_number",
                            ),
                            models.UniqueConstraint(fields=("office", "client"), name="one_report_a_client_number"),
                            models.CheckConstraint(
                                condition=models.Q(("entry_date__gte", models.F("event_date"))),
                                name="entry_after_event",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_date__isnull", True),
                                    ("verified_date__gte", models.F("entry_date")),
                                    _connector="OR",
                                ),
                                name="verified_after_entry",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportSheet",
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
                                choices=[("reports", "laporan"), ("effort", "pengawas aktif")],
                                default="reports",
                                max_length=10,
                            ),
                        ),
                        ("system", models.CharField(blank=True, max_length=40)),
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
                    name="ReportStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="watch.report"
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
                        "ordering": ["report", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "number"), name="one_step_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="watch.forecastround",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(default=1)),
                        ("summary", models.JSONField()),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("came_on", models.DateField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["round", "number"],
                        "constraints": [models.UniqueConstraint(fields=("round", "number"), name="one_score_a_number")],
                    },
                ),
                migrations.CreateModel(
                    name="StageSpan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        ("code", models.CharField(max_length=40)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                    ],
                    options={
                        "ordering": ["training", "first", "code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("training", "code", "first"), name="one_stage_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="a_stage_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WatchSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "watch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="series", to="watch.watch"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("administrative", "administratif"),
                                    ("ethics", "kode etik"),
                                    ("criminal", "pidana pemilu"),
                                    ("other-law", "hukum lainnya"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("observed", models.FloatField(null=True)),
                        ("nowcast", models.FloatField(null=True)),
                        ("nowcast_low", models.FloatField(null=True)),
                        ("nowcast_high", models.FloatField(null=True)),
                        ("expected", models.FloatField(null=True)),
                        ("lower", models.FloatField(null=True)),
                        ("upper", models.FloatField(null=True)),
                        ("p", models.FloatField(null=True)),
                        ("score", models.FloatField(null=True)),
                        ("effort", models.FloatField(null=True)),
                        ("alarm", models.BooleanField(default=False)),
                        ("reason", models.CharField(blank=True, max_length=40)),
                        ("history", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["watch", "unit", "kind"],
                        "indexes": [models.Index(fields=["unit", "kind"], name="watch_watch_unit_id_8c45ce_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("watch", "unit", "kind"), name="one_series_a_watch")
                        ],
                    },
                ),
            ],
        ),
        append_only("watch_reportstep"),
        append_only("watch_alarmstep"),
        append_only("watch_ledgerentry"),
        append_only("watch_ledgeroutcome"),
        append_only("watch_choice"),
        append_only("watch_forecastround"),
        append_only("watch_roundscore"),
    ]
