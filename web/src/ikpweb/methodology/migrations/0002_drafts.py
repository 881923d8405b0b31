"""Drafts of the next edition, weighting by experts, freezing by two people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ikpweb.audit.guards import append_only
from ikpweb.methodology.guards import keep_frozen


class Migration(migrations.Migration):
    dependencies = [
        ("methodology", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="edition",
            options={"ordering": [models.OrderBy(models.F("launched"), descending=True, nulls_first=True), "code"]},
        ),
        migrations.AddField(
            model_name="edition",
            name="origin",
            field=models.CharField(
                choices=[("shipped", "dari mesin ikp"), ("authored", "ditulis di sini")],
                default="shipped",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="public",
            field=models.BooleanField(default=True),  # what is there was shipped, and is public
        ),
        migrations.AlterField(
            model_name="edition",
            name="public",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[("open", "ditulis"), ("frozen", "dibekukan"), ("discarded", "dibuang")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="methodology.edition"
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="methodology.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at"],
            },
        ),
        migrations.CreateModel(
            name="Weighting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("due", models.DateField(null=True)),
                ("asked", models.JSONField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("applied", models.PositiveIntegerField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weightings", to="methodology.draft"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "weighting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="experts", to="methodology.weighting"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ExpertScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40)),
                ("score", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="methodology.expert"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("expert", "indicator"), name="one_score_an_indicator"),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 1), ("score__lte", 4)), name="score_from_1_to_4"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="freezes", to="methodology.draft"
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("draft",),
                        name="one_standing_draft_freeze",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=30)),
                ("about", models.CharField(blank=True, max_length=40)),
                ("changes", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="methodology.draft"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="one_draft_revision_a_number")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="weighting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)), fields=("draft",), name="one_open_weighting_a_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(fields=("weighting", "person"), name="one_expert_a_person"),
        ),
        append_only("methodology_revision"),
        keep_frozen(),
    ]
