"""The table that counts failed attempts of all workers together; see CACHES in the settings."""

from django.core.management import call_command
from django.db import migrations


def make_table(_apps, editor):
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitation_membership")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
