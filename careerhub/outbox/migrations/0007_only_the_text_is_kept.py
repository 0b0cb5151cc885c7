from django.db import migrations, models


class Migration(migrations.Migration):
    # The column stays, with a default, so that the version before still serves while this runs.

    dependencies = [
        ('outbox', '0006_keys_and_kinds'),
    ]

    operations = [
        migrations.AlterField(
            model_name='email',
            name='html',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name='email', name='html')],
        ),
    ]
