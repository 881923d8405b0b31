import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("partners", "0001_first")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Partner",
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
                        ("name", models.CharField(max_length=200)),
                        ("plain", models.CharField(max_length=200)),
                        (
                            "sector",
                            models.CharField(
                                choices=[
                                    ("local-government", "pemerintah daerah dan perangkatnya"),
                                    ("village", "pemerintah desa dan kelurahan"),
                                    ("state-body", "instansi pusat dan lembaga negara"),
                                    ("election-body", "penyelenggara pemilu lain"),
                                    ("law", "penegak hukum"),
                                    ("university", "perguruan tinggi"),
                                    ("school", "sekolah dan madrasah"),
                                    ("religion", "organisasi keagamaan"),
                                    ("youth", "pemuda, pelajar, dan mahasiswa"),
                                    ("women", "organisasi perempuan"),
                                    ("disability", "organisasi penyandang disabilitas"),
                                    ("customary", "masyarakat adat"),
                                    ("media", "media dan organisasi pers"),
                                    ("monitor", "pemantau dan organisasi masyarakat sipil"),
                                    ("profession", "profesi dan dunia usaha"),
                                    ("community", "komunitas warga dan komunitas digital"),
                                    ("other", "lainnya"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "nasional"),
                                    ("province", "provinsi"),
                                    ("regency", "kabupaten/kota"),
                                    ("district", "kecamatan, desa, atau kelurahan"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("contact", models.CharField(blank=True, max_length=200)),
                        ("about", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(fields=["office", "plain"], name="partners_pa_office__5454d0_idx"),
                            models.Index(fields=["sector"], name="partners_pa_sector_34fb3e_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_partner_a_client_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
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
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="partners.partner",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("mou", "nota kesepahaman (MoU)"),
                                    ("pks", "perjanjian kerja sama (PKS)"),
                                    ("other", "bentuk lain"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=100)),
                        ("plain", models.CharField(blank=True, max_length=200)),
                        ("title", models.CharField(max_length=300)),
                        ("signed_on", models.DateField()),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("scope", models.CharField(blank=True, max_length=2000)),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="partners.agreement",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("units", models.ManyToManyField(blank=True, related_name="agreements", to="territory.unit")),
                    ],
                    options={
                        "ordering": ["-valid_from", "-made_at", "pk"],
                        "indexes": [
                            models.Index(fields=["office", "plain"], name="partners_ag_office__2b2a6c_idx"),
                            models.Index(fields=["valid_to"], name="partners_ag_valid_t_c77ffc_idx"),
                            models.Index(fields=["office", "valid_from"], name="partners_ag_office__57af9d_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_agreement_a_client_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn", False)),
                                fields=("renews",),
                                name="one_renewal_an_agreement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="agreement_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="partners.agreement",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("what", models.CharField(max_length=500)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("participants", models.PositiveIntegerField(blank=True, null=True)),
                        ("action", models.CharField(blank=True, max_length=60)),
                    ],
                    options={
                        "ordering": ["-day", "-made_at", "pk"],
                        "indexes": [models.Index(fields=["office", "day"], name="partners_ac_office__a31df5_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("office", "client"), name="one_activity_a_client_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerSheet",
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
                    name="PartnerStep",
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
                            models.UniqueConstraint(fields=("row", "number"), name="partnerstep_one_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="partners.agreement",
                            ),
                        ),
                        ("valid_to", models.DateField()),
                        ("before", models.PositiveSmallIntegerField()),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("people", models.PositiveIntegerField()),
                        ("sent_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-sent_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "valid_to", "before"), name="one_reminder_a_time"
                            )
                        ],
                    },
                ),
            ],
        ),
        append_only("partners_partnerstep"),
    ]
