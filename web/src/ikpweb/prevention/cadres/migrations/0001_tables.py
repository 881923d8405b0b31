import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("cadres", "0001_first")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Training",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        ("client", models.UUIDField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("withdrawn", models.BooleanField(default=False)),
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
                        (
                            "programme",
                            models.CharField(
                                choices=[
                                    ("p2p", "Pendidikan Pengawas Partisipatif (P2P)"),
                                    ("forum", "Forum Warga Pengawasan Partisipatif"),
                                    ("corner", "Pojok Pengawasan"),
                                    ("university", "Kerja Sama dengan Perguruan Tinggi"),
                                    ("village", "Kampung Pengawasan Partisipatif"),
                                    ("digital", "Komunitas Digital Pengawasan Partisipatif"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=200)),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("basic", "dasar"),
                                    ("middle", "menengah"),
                                    ("advanced", "lanjutan"),
                                    ("not-told", "tidak disebut"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("day_to", models.DateField(blank=True, null=True)),
                        ("place", models.CharField(max_length=200)),
                        ("participants", models.PositiveIntegerField(blank=True, null=True)),
                        ("women", models.PositiveIntegerField(blank=True, null=True)),
                        ("men", models.PositiveIntegerField(blank=True, null=True)),
                        ("disability", models.PositiveIntegerField(blank=True, null=True)),
                        ("alumni", models.PositiveIntegerField(blank=True, null=True)),
                        ("source", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["-day", "-made_at", "pk"],
                        "indexes": [
                            models.Index(fields=["office", "day"], name="cadres_trai_office__8e7a34_idx"),
                            models.Index(fields=["programme", "day"], name="cadres_trai_program_b767ae_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_training_a_client_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day_to__isnull", True), ("day_to__gte", models.F("day")), _connector="OR"
                                ),
                                name="training_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alumnus",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="people", to="cadres.training"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=150)),
                        ("contact", models.CharField(blank=True, max_length=150)),
                        ("consent", models.CharField(max_length=20)),
                        ("consented_on", models.DateField()),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("invite", "diundang ke kegiatan pengawasan partisipatif"),
                                    ("proof", "bukti keikutsertaan, misalnya sertifikat"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("until", models.DateField()),
                        ("client", models.UUIDField(default=uuid.uuid4)),
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
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "erased_why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("asked", "atas permintaan orangnya"),
                                    ("withdrawn", "persetujuannya ditarik"),
                                    ("mistake", "salah catat"),
                                    ("over", "masa persetujuannya habis"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(fields=["office", "erased_at"], name="cadres_alum_office__7db759_idx"),
                            models.Index(fields=["until"], name="cadres_alum_until_fb7592_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_alumnus_a_client_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erased_at__isnull", True),
                                    models.Q(("contact", ""), ("name", "")),
                                    _connector="OR",
                                ),
                                name="erased_is_empty",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CadreSheet",
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
                        ("subject", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=200)),
                        ("rows", models.JSONField()),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("entered_at", models.DateTimeField(null=True)),
                        ("counts", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-made_at"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CadreStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.UUIDField()),
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
                    ],
                    options={
                        "ordering": ["row", "number"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("row", "number"), name="cadrestep_one_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outreach",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        ("client", models.UUIDField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("withdrawn", models.BooleanField(default=False)),
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
                        (
                            "programme",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("p2p", "Pendidikan Pengawas Partisipatif (P2P)"),
                                    ("forum", "Forum Warga Pengawasan Partisipatif"),
                                    ("corner", "Pojok Pengawasan"),
                                    ("university", "Kerja Sama dengan Perguruan Tinggi"),
                                    ("village", "Kampung Pengawasan Partisipatif"),
                                    ("digital", "Komunitas Digital Pengawasan Partisipatif"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("meeting", "tatap muka"),
                                    ("online", "daring"),
                                    ("both", "tatap muka dan daring"),
                                    ("visit", "kunjungan ke sekolah, kampus, atau komunitas"),
                                    ("broadcast", "siaran dan media"),
                                    ("other", "lainnya"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("day", models.DateField()),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("participants", models.PositiveIntegerField(blank=True, null=True)),
                        ("women", models.PositiveIntegerField(blank=True, null=True)),
                        ("men", models.PositiveIntegerField(blank=True, null=True)),
                        ("disability", models.PositiveIntegerField(blank=True, null=True)),
                        ("first_voters", models.PositiveIntegerField(blank=True, null=True)),
                        ("elderly", models.PositiveIntegerField(blank=True, null=True)),
                        ("customary", models.PositiveIntegerField(blank=True, null=True)),
                        ("source", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["-day", "-made_at", "pk"],
                        "indexes": [
                            models.Index(fields=["office", "day"], name="cadres_outr_office__8fd8b2_idx"),
                            models.Index(fields=["programme", "day"], name="cadres_outr_program_bee15c_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_outreach_a_client_number")
                        ],
                    },
                ),
            ],
        ),
        append_only("cadres_cadrestep"),
    ]
