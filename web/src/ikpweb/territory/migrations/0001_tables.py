import django.db.models.deletion
from django.db import migrations, models

from ikpweb.kit.migrations import CreateTables


class Migration(migrations.Migration):
    replaces = [("territory", "0001_initial"), ("territory", "0002_office")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        ("code", models.CharField(max_length=8, primary_key=True, serialize=False)),
                        (
                            "level",
                            models.CharField(choices=[("province", "province"), ("regency", "regency")], max_length=10),
                        ),
                        ("bps_code", models.CharField(blank=True, max_length=4)),
                        ("name", models.CharField(max_length=100)),
                        ("kind", models.CharField(max_length=20)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="territory.unit",
                            ),
                        ),
                        (
                            "parent_of_34",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children_of_34",
                                to="territory.unit",
                            ),
                        ),
                        ("valid_from", models.DateField(null=True)),
                        ("valid_to", models.DateField(null=True)),
                        ("legal_base", models.CharField(blank=True, max_length=100)),
                        ("lat", models.FloatField(null=True)),
                        ("lon", models.FloatField(null=True)),
                        ("area_km2", models.FloatField(null=True)),
                    ],
                    options={
                        "ordering": ["code"],
                        "indexes": [models.Index(fields=["level", "code"], name="territory_u_level_46b022_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Office",
                    fields=[
                        ("code", models.CharField(max_length=8, primary_key=True, serialize=False)),
                        (
                            "level",
                            models.CharField(
                                choices=[("centre", "centre"), ("province", "province"), ("regency", "regency")],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        (
                            "unit",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="office",
                                to="territory.unit",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="territory.office",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("valid_from", models.DateField(null=True)),
                        ("valid_to", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["code"],
                        "indexes": [models.Index(fields=["parent", "code"], name="territory_o_parent__7b156f_idx")],
                    },
                ),
            ],
        ),
    ]
