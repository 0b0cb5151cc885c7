
import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What the directory repeats of a profile: kept by the database itself, so that no writer can forget.
KEEP_ENTRY = r"""
CREATE FUNCTION interviews_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO interviews_directoryentry AS entry (
        mentor_id, is_shown, first_generation, field, city, majors,
        given, in_term, has_hours, due_at
    )
    SELECT NEW.user_id, NEW.is_listed AND person.is_active, NEW.first_generation,
        NEW.industry, NEW.city, NEW.majors, 0, FALSE, FALSE, to_timestamp(0)
    FROM people_user AS person WHERE person.id = NEW.user_id
    ON CONFLICT (mentor_id) DO UPDATE SET
        is_shown = excluded.is_shown, first_generation = excluded.first_generation,
        field = excluded.field, city = excluded.city, majors = excluded.majors
    WHERE (entry.is_shown, entry.first_generation, entry.field, entry.city, entry.majors)
        IS DISTINCT FROM (excluded.is_shown, excluded.first_generation, excluded.field,
            excluded.city, excluded.majors);

    IF TG_OP = 'INSERT' OR (OLD.majors, OLD.topics) IS DISTINCT FROM (NEW.majors, NEW.topics)
        OR NOT EXISTS (SELECT FROM interviews_directorywords AS words WHERE words.mentor_id = NEW.user_id)
    THEN
        INSERT INTO interviews_directorywords AS words (mentor_id, majors, majors_folded, topic_words)
        SELECT NEW.user_id,
            studied.majors,
            ARRAY(SELECT DISTINCT lower(major) FROM unnest(studied.majors) AS major),
            ARRAY(SELECT DISTINCT word[1]
                FROM regexp_matches(lower(NEW.topics), '\w{5,}', 'g') AS word)
        FROM (SELECT ARRAY(
            SELECT btrim(major, E' \t\n\r') FROM regexp_split_to_table(NEW.majors, '[,;]') AS major
            WHERE btrim(major, E' \t\n\r') <> ''
        )) AS studied(majors)
        ON CONFLICT (mentor_id) DO UPDATE SET majors = excluded.majors,
            majors_folded = excluded.majors_folded, topic_words = excluded.topic_words;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER interviews_keep_entry AFTER INSERT OR UPDATE ON people_mentorprofile
    FOR EACH ROW EXECUTE FUNCTION interviews_keep_entry();

CREATE FUNCTION interviews_keep_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE interviews_directoryentry AS entry
    SET is_shown = profile.is_listed AND NEW.is_active,
        due_at = CASE WHEN NEW.zone = OLD.zone THEN entry.due_at ELSE to_timestamp(0) END
    FROM people_mentorprofile AS profile
    WHERE profile.user_id = NEW.id AND entry.mentor_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER interviews_keep_person AFTER UPDATE ON people_user
    FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active OR OLD.zone <> NEW.zone)
    EXECUTE FUNCTION interviews_keep_person();

UPDATE people_mentorprofile SET name = name;
"""

# Whoever changes what an entry's times rest on makes it due. Actions refresh it in the same
# transaction; what they do not know of, the workers find.
MARK_DUE = """
CREATE FUNCTION interviews_mark_due() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    person bigint := changed ->> TG_ARGV[0];
BEGIN
    IF TG_ARGV[0] = 'schedule_id' THEN
        SELECT mentor_id INTO person FROM interviews_schedule WHERE id = person;
    END IF;
    UPDATE interviews_directoryentry SET due_at = to_timestamp(0)
    WHERE mentor_id = person AND due_at > to_timestamp(0);
    RETURN NULL;
END $$;

CREATE FUNCTION interviews_mark_all_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE interviews_directoryentry SET due_at = to_timestamp(0) WHERE due_at > to_timestamp(0);
    RETURN NULL;
END $$;
"""
WATCHED = {
    "interviews_schedule": "mentor_id",
    "interviews_weeklyhours": "schedule_id",
    "interviews_hoursexception": "schedule_id",
    "interviews_timeoff": "schedule_id",
    "interviews_commitment": "person_id",
    "interviews_busytime": "person_id",
}
WATCH = "".join(
    f"CREATE TRIGGER interviews_mark_due AFTER INSERT OR UPDATE OR DELETE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION interviews_mark_due('{column}');"
    for table, column in WATCHED.items()
)
UNWATCH = "".join(f"DROP TRIGGER interviews_mark_due ON {table};" for table in WATCHED)
RULES = (
    "zone", "length_minutes", "step_minutes", "notice_hours", "window_days", "window_until",
    "buffer_before_minutes", "buffer_after_minutes",
    "mentor_day_cap", "mentor_week_cap", "mentor_term_cap",
)
WATCH_OFFICE = "".join(
    f"CREATE TRIGGER interviews_mark_all_due AFTER INSERT OR UPDATE OR DELETE ON {table}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION interviews_mark_all_due();"
    for table in ("office_term", "office_holiday")
) + (
    "CREATE TRIGGER interviews_mark_all_due AFTER UPDATE ON office_policies FOR EACH ROW"
    f" WHEN (ROW({', '.join(f'OLD.{rule}' for rule in RULES)})"
    f" IS DISTINCT FROM ROW({', '.join(f'NEW.{rule}' for rule in RULES)}))"
    " EXECUTE FUNCTION interviews_mark_all_due();"
)
UNWATCH_OFFICE = "".join(
    f"DROP TRIGGER interviews_mark_all_due ON {table};"
    for table in ("office_term", "office_holiday", "office_policies")
)
FORGET = """
DROP TRIGGER interviews_keep_entry ON people_mentorprofile;
DROP TRIGGER interviews_keep_person ON people_user;
DROP FUNCTION interviews_keep_entry;
DROP FUNCTION interviews_keep_person;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0002_arranging'),
        ('people', '0003_arranging'),
        ('office', '0003_arranging'),
    ]

    operations = [
        migrations.CreateModel(
            name='DirectoryEntry',
            fields=[
                ('mentor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='directory_entry', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('is_shown', models.BooleanField(default=False)),
                ('first_generation', models.BooleanField(default=False)),
                ('field', models.CharField(blank=True, max_length=100)),
                ('city', models.CharField(blank=True, max_length=100)),
                ('majors', models.CharField(blank=True, max_length=200)),
                ('given', models.PositiveIntegerField(default=0)),
                ('term_cap', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('in_term', models.BooleanField(default=False)),
                ('has_hours', models.BooleanField(default=False)),
                ('resting_until', models.DateField(blank=True, null=True)),
                ('booker_not_before', models.TimeField(blank=True, null=True)),
                ('soonest_at', models.DateTimeField(blank=True, null=True)),
                ('soonest_from', models.DateTimeField(blank=True, null=True)),
                ('soonest_until', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
            ],
            options={
                'verbose_name_plural': 'directory entries',
                'indexes': [models.Index(fields=['due_at'], name='entry_due')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryWords',
            fields=[
                ('mentor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='interviews.directoryentry')),
                ('majors', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('majors_folded', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('topic_words', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
            ],
            options={
                'verbose_name_plural': 'directory words',
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['majors'], name='words_majors'),
                    django.contrib.postgres.indexes.GinIndex(fields=['majors_folded'], name='words_majors_folded'),
                    django.contrib.postgres.indexes.GinIndex(fields=['topic_words'], name='words_topics'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FreeWindow',
            fields=[
                ('pk', models.CompositePrimaryKey('mentor_id', 'first_start_at', blank=True, editable=False, primary_key=True, serialize=False)),
                ('first_start_at', models.DateTimeField()),
                ('last_start_at', models.DateTimeField()),
                ('shown_from', models.DateTimeField()),
                ('step_minutes', models.SmallIntegerField()),
                ('length_minutes', models.SmallIntegerField()),
                ('notice_minutes', models.SmallIntegerField()),
                ('booker_not_before', models.TimeField(blank=True, null=True)),
                ('mentor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='interviews.directoryentry')),
            ],
            options={
                'indexes': [models.Index(fields=['first_start_at'], include=('mentor', 'last_start_at', 'shown_from', 'step_minutes', 'length_minutes', 'notice_minutes', 'booker_not_before'), name='window_first_start')],
            },
        ),
        migrations.RunSQL(KEEP_ENTRY, FORGET),
        migrations.RunSQL(
            MARK_DUE,
            "DROP FUNCTION interviews_mark_due; DROP FUNCTION interviews_mark_all_due;",
        ),
        migrations.RunSQL(WATCH, UNWATCH),
        migrations.RunSQL(WATCH_OFFICE, UNWATCH_OFFICE),
    ]
