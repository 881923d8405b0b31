import django.db.models.deletion
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_chain_per_office"),
        ("audit", "0003_checkpoints"),
        ("audit", "0004_readers_indexes"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.BigIntegerField(unique=True)),
                        ("at", models.DateTimeField()),
                        ("moved", models.JSONField()),
                        ("whole", models.BooleanField()),
                        ("chains", models.PositiveIntegerField()),
                        ("root", models.CharField(max_length=64)),
                        ("previous", models.CharField(max_length=64)),
                        ("key", models.CharField(max_length=32)),
                        ("signature", models.CharField(max_length=128)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("asked_by", models.CharField(default="system", max_length=200)),
                    ],
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="Cosignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "checkpoint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cosignatures",
                                to="audit.checkpoint",
                            ),
                        ),
                        ("office", models.CharField(max_length=8)),
                        ("at", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=32)),
                        ("public_key", models.TextField()),
                        ("signature", models.CharField(max_length=128)),
                        ("taken_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["checkpoint", "office"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("checkpoint", "office", "key"), name="one_cosignature_a_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stream", models.CharField(default="system", max_length=8)),
                        ("number", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        ("action", models.CharField(max_length=80)),
                        ("actor", models.CharField(max_length=200)),
                        ("person", models.BigIntegerField(null=True)),
                        ("address", models.CharField(blank=True, max_length=45)),
                        ("request", models.CharField(blank=True, max_length=32)),
                        ("subject", models.CharField(max_length=200)),
                        ("detail", models.JSONField(default=dict)),
                        ("previous", models.CharField(max_length=64)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["subject"], name="audit_entry_subject_63dbdf_idx"),
                            models.Index(fields=["action", "at"], name="audit_entry_action_9f4e42_idx"),
                            models.Index(fields=["stream", "id"], name="audit_entry_of_an_office"),
                            models.Index(fields=["person", "id"], name="audit_entry_of_a_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("stream", "number"), name="one_entry_a_number")
                        ],
                    },
                ),
            ],
        ),
        append_only("audit_entry"),
        append_only("audit_checkpoint"),
        append_only("audit_cosignature"),
    ]
