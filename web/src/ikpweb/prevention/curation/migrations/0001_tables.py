import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("curation", "0001_versions")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Subject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sort",
                            models.CharField(
                                choices=[
                                    ("calendar", "kalender tahapan"),
                                    ("links", "kaitan indikator dengan tahapan"),
                                    ("action", "tindakan"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("withdrawn", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["sort", "code"],
                        "constraints": [models.UniqueConstraint(fields=("sort", "code"), name="one_subject_a_code")],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="curation.subject",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "move",
                            models.CharField(
                                choices=[
                                    ("ship", "bawaan perangkat lunak"),
                                    ("make", "dibuat"),
                                    ("change", "diubah"),
                                    ("accept", "diterima dari usulan"),
                                    ("withdraw", "ditarik"),
                                    ("restore", "diberlakukan lagi"),
                                ],
                                max_length=10,
                            ),
                        ),
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
                        "ordering": ["subject", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("subject", "number"), name="one_version_a_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("code", models.CharField(max_length=80)),
                        ("base", models.PositiveIntegerField(default=0)),
                        ("content", models.JSONField()),
                        ("why", models.CharField(max_length=1000)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "menunggu kurasi"),
                                    ("accepted", "diterima"),
                                    ("refused", "ditolak"),
                                    ("withdrawn", "ditarik"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.office"
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
                            "became",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="curation.version",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-changed_at", "pk"],
                        "indexes": [
                            models.Index(fields=["status", "changed_at"], name="curation_pr_status_3f85bb_idx"),
                            models.Index(fields=["office", "status"], name="curation_pr_office__fbca76_idx"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="curation.proposal",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("move", models.CharField(max_length=10)),
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
                        "ordering": ["proposal", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "number"), name="one_step_a_proposal")
                        ],
                    },
                ),
            ],
        ),
        append_only("curation_version"),
        append_only("curation_proposalstep"),
    ]
