"""Lines of the log no longer wait for each other; they are sealed in batches afterwards (docs/adr/0030).

Lines there are keep their chain: their transaction stays empty, and the first seal takes them all.
"""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Time, name, role and unit are filled in by the trigger, so that they are the database's whoever inserts.
WRITE_LOG = """
CREATE OR REPLACE FUNCTION access_write_log(
    acting bigint, doing text, about uuid, kind_of_object text, key_of_object text, why text, way text, ended text,
    came_from text, stated timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    written bigint;
BEGIN
    INSERT INTO public.access_logentry (at, user_id, user_name, role, unit, act, person_id, object_type, object_id,
                                        purpose, channel, outcome, address, previous_hash, hash)
         VALUES (stated, acting, '', '', '', doing, about, kind_of_object, key_of_object,
                 why, way, ended, came_from, '', '')
      RETURNING id INTO written;
    RETURN written;
END $$;
"""
BEFORE = import_module("fotfeste.ground.access.migrations.0002_log_by_function").WRITE_LOG


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_plain_words_for_labels'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogSeal',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('era', models.PositiveIntegerField()),
                ('at', models.CharField(max_length=26)),
                ('snapshot', models.TextField(blank=True)),
                ('lines_before', models.PositiveBigIntegerField()),
                ('members', models.BinaryField()),
                ('doubts', models.TextField(blank=True)),
                ('key', models.CharField(max_length=16)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('mac', models.CharField(max_length=64)),
            ],
            options={
                'db_table_comment': 'append-only: batches of lines of the log, sealed',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='logentry',
            name='log_is_chained',
        ),
        migrations.AddField(
            model_name='logentry',
            name='transaction',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['transaction'], name='log_by_transaction'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='logentry',
            trigger=pgtrigger.compiler.Trigger(name='log_is_filled_in', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE acting record;', func='\n                    NEW.id := nextval(pg_get_serial_sequence(\'public.access_logentry\', \'id\'));\n                    NEW.transaction := pg_current_xact_id()::text::bigint;\n                    NEW.previous_hash := \'\';\n                    NEW.user_name := \'\'; NEW.role := \'\'; NEW.unit := \'\';\n                    IF NEW.at IS NULL OR NOT EXISTS (\n                        SELECT FROM pg_database d WHERE d.datname = current_database()\n                           AND shobj_description(d.oid, \'pg_database\') = \'Fotfeste demo, being filled\') THEN\n                        NEW.at := clock_timestamp();\n                    END IF;\n                    IF NEW.user_id IS NULL THEN\n                        IF NEW.outcome <> \'refused\' THEN\n                            RAISE EXCEPTION \'The log takes a line without a user only for a refusal.\'\n                                USING ERRCODE = \'check_violation\';\n                        END IF;\n                    ELSE\n                        SELECT u.name, u.role, COALESCE((\n                                   SELECT t.name FROM public.access_membership m\n                                     JOIN public.access_unit t ON t.id = m.unit_id\n                                    WHERE m.user_id = u.id AND m.ends_on IS NULL\n                                    ORDER BY m.starts_on, m.id LIMIT 1), \'\') AS unit\n                          INTO acting FROM public.access_user u WHERE u.id = NEW.user_id;\n                        IF NOT FOUND THEN\n                            RAISE EXCEPTION \'The log takes no line of a user who does not exist (%).\', NEW.user_id\n                                USING ERRCODE = \'foreign_key_violation\';\n                        END IF;\n                        NEW.user_name := acting.name; NEW.role := acting.role; NEW.unit := acting.unit;\n                    END IF;\n                    SELECT encode(sha256(convert_to(\n                               string_agg(COALESCE(octet_length(p.part) || \':\' || p.part, \'-\') || \',\', \'\' ORDER BY n),\n                               \'UTF8\')), \'hex\')\n                      INTO NEW.hash\n                      FROM unnest(ARRAY[\'fotfeste.log.2\', NEW.id::text, NEW.transaction::text,\n                               to_char(NEW.at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US\'), NEW.user_id::text,\n                               NEW.user_name, NEW.role, NEW.unit, NEW.act, NEW.person_id::text, NEW.object_type,\n                               NEW.object_id, NEW.purpose, NEW.channel, NEW.outcome, NEW.address, NEW.previous_hash])\n                           WITH ORDINALITY AS p(part, n);\n                    RETURN NEW;\n                ', hash='09b341b5db90646b99a6eb40f0f065e4dc3e1293', operation='INSERT', pgid='pgtrigger_log_is_filled_in_4e13a', table='access_logentry', when='BEFORE')),
        ),
        migrations.RunSQL(WRITE_LOG, reverse_sql=BEFORE),
    ]
