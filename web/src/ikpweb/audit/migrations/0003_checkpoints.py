"""Checkpoints over the ends of all chains, and the offices' signatures of them."""

import django.db.models.deletion
from django.db import migrations, models

from ikpweb.audit.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain_per_office")]
    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office", models.CharField(max_length=8)),
                ("at", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=32)),
                ("public_key", models.TextField()),
                ("signature", models.CharField(max_length=128)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cosignatures", to="audit.checkpoint"
                    ),
                ),
            ],
            options={"ordering": ["checkpoint", "office"]},
        ),
        migrations.AddConstraint(
            "cosignature",
            models.UniqueConstraint(fields=["checkpoint", "office", "key"], name="one_cosignature_a_key"),
        ),
        append_only("audit_checkpoint"),
        append_only("audit_cosignature"),
    ]
