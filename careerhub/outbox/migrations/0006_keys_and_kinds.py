from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0005_priorities_and_pace'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='email',
            name='key',
            field=models.CharField(max_length=200),
        ),
        migrations.AddIndex(
            model_name='email',
            index=models.Index(fields=['kind', 'state', '-send_at'], name='email_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='email',
            constraint=models.UniqueConstraint(fields=('key',), name='email_key'),
        ),
    ]
