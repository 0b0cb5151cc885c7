from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0006_keys_and_kinds'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='email',
            name='html',
        ),
    ]
