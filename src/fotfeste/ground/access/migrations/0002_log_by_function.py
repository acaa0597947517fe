"""The log is written by a function of the database, sessions can be ended, and attempts are counted by address."""

import datetime

import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# `stated` counts only while the owner of the database has said, in the comment on it, that a demo is being filled
# (ground/database/showroom.py): the demo has a past. The application cannot write that comment.
WRITE_LOG = """
CREATE OR REPLACE FUNCTION access_write_log(
    acting bigint, doing text, about uuid, kind_of_object text, key_of_object text, why text, way text, ended text,
    came_from text, stated timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who_name text := '';
    who_role text := '';
    who_unit text := '';
    moment timestamptz := clock_timestamp();
    written bigint;
BEGIN
    IF acting IS NULL THEN
        IF ended <> 'refused' THEN
            RAISE EXCEPTION 'The log takes a line without a user only for a refusal.' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        SELECT u.name, u.role, COALESCE((
                   SELECT t.name FROM public.access_membership m JOIN public.access_unit t ON t.id = m.unit_id
                   WHERE m.user_id = u.id AND m.ends_on IS NULL ORDER BY m.starts_on, m.id LIMIT 1), '')
          INTO who_name, who_role, who_unit FROM public.access_user u WHERE u.id = acting;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'The log takes no line of a user who does not exist (%).', acting
                USING ERRCODE = 'foreign_key_violation';
        END IF;
    END IF;
    IF stated IS NOT NULL AND EXISTS (
        SELECT FROM pg_database d WHERE d.datname = current_database()
           AND shobj_description(d.oid, 'pg_database') = 'Fotfeste demo, being filled') THEN
        moment := stated;
    END IF;
    INSERT INTO public.access_logentry (at, user_id, user_name, role, unit, act, person_id, object_type, object_id,
                                        purpose, channel, outcome, address, previous_hash, hash)
         VALUES (moment, acting, who_name, who_role, who_unit, doing, about, kind_of_object, key_of_object,
                 why, way, ended, came_from, '', '')
      RETURNING id INTO written;
    RETURN written;
END $$;
REVOKE ALL ON FUNCTION access_write_log FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name='user', name='sessions_ended', field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sign_in', 'sign_in'), ('reset', 'reset')], max_length=10)),
                ('address', models.CharField(max_length=45)),
                ('account', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AlterModelTableComment(
            name='logentry',
            table_comment='append-only by function: every look, act, refusal and sign-in',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='logentry',
            name='log_is_chained',
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_ends_after_start',
        ),
        migrations.AddField(
            model_name='logentry',
            name='address',
            field=models.CharField(blank=True, db_default='', max_length=45),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='logentry',
            trigger=pgtrigger.compiler.Trigger(name='log_is_chained', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    PERFORM pg_advisory_xact_lock(7203111);\n                    SELECT COALESCE((SELECT hash FROM access_logentry ORDER BY id DESC LIMIT 1), \'\')\n                      INTO NEW.previous_hash;\n                    NEW.id := nextval(pg_get_serial_sequence(\'access_logentry\', \'id\'));\n                    NEW.hash := encode(sha256(convert_to(concat_ws(\'|\', NEW.previous_hash, NEW.id::text,\n                        to_char(NEW.at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US\'),\n                        COALESCE(NEW.user_id::text, \'\'), NEW.user_name, NEW.role, NEW.unit, NEW.act,\n                        COALESCE(NEW.person_id::text, \'\'), NEW.object_type, NEW.object_id, NEW.purpose,\n                        NEW.channel, NEW.outcome, NULLIF(NEW.address, \'\')), \'UTF8\')), \'hex\');\n                    RETURN NEW;\n                ', hash='f97700bffa767d2d6822ed3c8edc5e98d3c3ec57', operation='INSERT', pgid='pgtrigger_log_is_chained_c6f95', table='access_logentry', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '-', models.Value(datetime.timedelta(days=1)))), _connector='OR'), name='membership_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['kind', 'address', '-at'], name='attempts_of_address'),
        ),
        migrations.RunSQL(WRITE_LOG, reverse_sql="DROP FUNCTION access_write_log"),
    ]
