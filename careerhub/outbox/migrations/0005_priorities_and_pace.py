import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0004_suppression'),
    ]

    operations = [
        migrations.AddField(
            model_name='email',
            name='urgency',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Urgent'), (1, 'Normal'), (2, 'Bulk')], default=1),
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('domain', models.CharField(max_length=254, primary_key=True, serialize=False)),
                ('free_at', models.DateTimeField()),
                ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=3)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='email',
            name='email_due',
        ),
        migrations.AddIndex(
            model_name='email',
            index=models.Index(condition=models.Q(('not_before', None), ('state', 'scheduled')), fields=['urgency', 'send_at', 'id'], name='email_due'),
        ),
        migrations.AddIndex(
            model_name='email',
            index=models.Index(condition=models.Q(('not_before__isnull', False), ('state', 'scheduled')), fields=['urgency', 'not_before', 'id'], name='email_resting'),
        ),
        # A claim reads the front of these indexes, which is where the dead entries are.
        migrations.RunSQL(
            "ALTER TABLE outbox_email SET (autovacuum_vacuum_scale_factor = 0.02)",
            "ALTER TABLE outbox_email RESET (autovacuum_vacuum_scale_factor)",
        ),
    ]
