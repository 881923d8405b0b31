import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("collection", "0001_initial"), ("collection", "0002_evidence"), ("collection", "0003_sheet")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("methodology", "0001_tables"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Cycle",
                    fields=[
                        ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                        ("title_id", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cycles",
                                to="methodology.edition",
                            ),
                        ),
                        ("training", models.BooleanField(default=False)),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("draft", "disiapkan"),
                                    ("open", "dibuka"),
                                    ("closed", "ditutup"),
                                    ("frozen", "dibekukan"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("registry_date", models.DateField()),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        ("opens_at", models.DateTimeField(null=True)),
                        ("due_entry", models.DateTimeField()),
                        ("due_province", models.DateTimeField()),
                        ("due_centre", models.DateTimeField()),
                        ("form", models.JSONField(default=dict)),
                        ("form_digest", models.CharField(blank=True, max_length=64)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("frozen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-period_to", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
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
                                related_name="submissions",
                                to="collection.cycle",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="territory.office",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("draft", "diisi"),
                                    ("submitted", "diajukan"),
                                    ("signed", "disahkan provinsi"),
                                    ("accepted", "diterima pusat"),
                                    ("frozen", "dibekukan"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(null=True)),
                        ("first_submitted_at", models.DateTimeField(null=True)),
                        ("submitted_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["cycle", "office"],
                        "indexes": [models.Index(fields=["cycle", "stage"], name="collection__cycle_i_ee18ec_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "office"), name="one_submission_an_office")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("indicator", models.CharField(max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draf"),
                                    ("submitted", "menunggu verifikasi"),
                                    ("accepted", "diterima"),
                                    ("returned", "dikembalikan"),
                                    ("rejected", "ditolak"),
                                    ("objected", "disanggah"),
                                    ("withdrawn", "ditarik"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="collection.submission",
                            ),
                        ),
                        ("date", models.DateField(blank=True, null=True)),
                        ("date_to", models.DateField(blank=True, null=True)),
                        ("district", models.CharField(blank=True, max_length=100)),
                        ("village", models.CharField(blank=True, max_length=100)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("lat", models.FloatField(blank=True, null=True)),
                        ("lon", models.FloatField(blank=True, null=True)),
                        ("stage", models.CharField(blank=True, max_length=60)),
                        ("count", models.PositiveIntegerField(default=1)),
                        ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("actors", models.JSONField(blank=True, default=list)),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("court", "putusan pengadilan atau DKPP"),
                                    ("police", "kepolisian"),
                                    ("election-body", "KPU dan jajarannya"),
                                    ("supervision", "hasil pengawasan (Form A)"),
                                    ("report", "laporan masyarakat"),
                                    ("media", "media massa"),
                                    ("government", "instansi pemerintah"),
                                    ("other", "lainnya"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=300)),
                        ("narrative", models.TextField(blank=True)),
                        ("unevidenced", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["submission", "indicator", "date", "id"],
                        "indexes": [
                            models.Index(fields=["submission", "indicator"], name="collection__submiss_7835c3_idx"),
                            models.Index(fields=["indicator", "date"], name="collection__indicat_31f464_idx"),
                            models.Index(fields=["state"], name="collection__state_322950_idx"),
                        ],
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
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="collection.submission",
                            ),
                        ),
                        ("indicator", models.CharField(max_length=40)),
                        (
                            "event",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="collection.event",
                            ),
                        ),
                        (
                            "author",
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
                        ("text", models.TextField()),
                    ],
                    options={
                        "ordering": ["at"],
                        "indexes": [
                            models.Index(fields=["submission", "indicator"], name="collection__submiss_985a8f_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Declaration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("indicator", models.CharField(max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draf"),
                                    ("submitted", "menunggu verifikasi"),
                                    ("accepted", "diterima"),
                                    ("returned", "dikembalikan"),
                                    ("rejected", "ditolak"),
                                    ("objected", "disanggah"),
                                    ("withdrawn", "ditarik"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="collection.submission",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("nil", "nihil"),
                                    ("events", "ada kejadian"),
                                    ("no-data", "tidak ada data"),
                                    ("not-applicable", "tidak berlaku"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["submission", "indicator"],
                        "indexes": [models.Index(fields=["state"], name="collection__state_8d2159_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("submission", "indicator"), name="one_declaration_an_indicator"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="collection.submission",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("kind", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("key", models.CharField(max_length=200)),
                        (
                            "scan",
                            models.CharField(
                                choices=[
                                    ("not-scanned", "tidak dipindai"),
                                    ("clean", "bersih"),
                                    ("infected", "berbahaya"),
                                ],
                                default="not-scanned",
                                max_length=12,
                            ),
                        ),
                        ("scan_note", models.CharField(blank=True, max_length=200)),
                        ("scanned_at", models.DateTimeField(null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("events", models.ManyToManyField(related_name="evidence", to="collection.event")),
                    ],
                    options={
                        "ordering": ["received_at"],
                        "indexes": [models.Index(fields=["sha256"], name="collection__sha256_440444_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Sheet",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheets",
                                to="collection.cycle",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("bulk", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["-made_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Portion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="portions",
                                to="collection.sheet",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="collection.submission",
                            ),
                        ),
                        ("seen", models.PositiveIntegerField()),
                        ("client", models.UUIDField(default=uuid.uuid4)),
                        ("changes", models.JSONField()),
                        ("rows", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "menunggu"), ("done", "masuk"), ("refused", "tidak masuk")],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("told", models.JSONField(default=list)),
                        ("revision", models.PositiveIntegerField(null=True)),
                    ],
                    options={
                        "ordering": ["submission"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sheet", "submission"), name="one_portion_an_office")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="collection.submission",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("client", models.UUIDField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("saved", "saved"), ("submitted", "submitted"), ("imported", "imported")],
                                max_length=10,
                            ),
                        ),
                        ("changes", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=45)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["submission", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("submission", "number"), name="one_revision_a_number"),
                            models.UniqueConstraint(
                                fields=("submission", "client"), name="one_revision_a_client_number"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uploads",
                                to="collection.submission",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("size", models.PositiveBigIntegerField()),
                        ("events", models.JSONField(default=list)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["made_at"],
                    },
                ),
            ],
        ),
        append_only("collection_revision"),
        append_only("collection_comment"),
    ]
