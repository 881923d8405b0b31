import django.db.models.deletion
from django.db import migrations, models

from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("maps", "0001_boundaries")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="BoundarySet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.SlugField(max_length=60, unique=True)),
                        ("preset", models.CharField(max_length=10)),
                        ("file_name", models.CharField(max_length=200)),
                        ("file_digest", models.CharField(max_length=64)),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("licence", models.CharField(blank=True, max_length=200)),
                        ("valid_from", models.DateField(null=True)),
                        ("valid_to", models.DateField(null=True)),
                        ("report", models.JSONField(default=dict)),
                        ("imported_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="BoundaryLayer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "boundary_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="layers",
                                to="maps.boundaryset",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("regency", "regency"),
                                    ("province", "province"),
                                    ("province-34", "province of the 34"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("gzipped", models.BinaryField()),
                        ("brotlied", models.BinaryField()),
                        ("digest", models.CharField(max_length=64)),
                        ("bounds", models.JSONField()),
                        ("points", models.JSONField()),
                        ("tolerance", models.FloatField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("boundary_set", "level"), name="one_boundary_layer_per_level"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
