-- Written by `python -m tools.schema` from the migrations b4e8d2dbdeebb898, for PostgreSQL 17.

SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;
CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;
CREATE FUNCTION public.access_write_log(acting bigint, doing text, about uuid, kind_of_object text, key_of_object text, why text, way text, ended text, came_from text, stated timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION public.pgtrigger_delete_delete_1a64f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_planneddoseevent" ("episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visits", "week") VALUES (OLD."episode_id", OLD."id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."visits", OLD."week"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_372f2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitmeasureevent" ("as_before", "assistance_level", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") VALUES (OLD."as_before", OLD."assistance_level", OLD."id", OLD."measure_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."visit_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_7b433() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_servicelevelevent" ("episode_id", "hours_per_week", "id", "kind", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."episode_id", OLD."hours_per_week", OLD."id", OLD."kind", OLD."moment", _pgh_attach_context(), NOW(), 'delete', OLD."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_c2e6d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitstaffevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "visit_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."user_id", OLD."visit_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_episode_steps_d886f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{active:completed,active:dropped_out,active:on_hold,active:planned,completed:active,completed:on_hold,dropped_out:active,dropped_out:on_hold,dropped_out:planned,on_hold:active,on_hold:completed,on_hold:dropped_out,planned:active,planned:dropped_out}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_follow_up_steps_b4341() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{cancelled:due,cancelled:no_answer,due:cancelled,due:done,due:no_answer,no_answer:cancelled,no_answer:done}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_goal_steps_699a4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{active:adjusted,active:attained,active:given_up,active:not_attained,active:not_rated,active:partly_attained,adjusted:adjusted,adjusted:attained,adjusted:given_up,adjusted:not_attained,adjusted:not_rated,adjusted:partly_attained,given_up:active,given_up:adjusted,not_rated:active,not_rated:adjusted,not_rated:attained,not_rated:given_up,not_rated:not_attained,not_rated:partly_attained}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_11426() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_holdevent" ("ended_with_period", "episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resumed_note", "resumed_on", "starts_on", "written_at", "written_by_id") VALUES (NEW."ended_with_period", NEW."episode_id", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reason", NEW."resumed_note", NEW."resumed_on", NEW."starts_on", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_16b49() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_servicelevelevent" ("episode_id", "hours_per_week", "id", "kind", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."episode_id", NEW."hours_per_week", NEW."id", NEW."kind", NEW."moment", _pgh_attach_context(), NOW(), 'insert', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_1a361() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_relativeevent" ("consented_on", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relationship", "user_id", "withdrawn_on") VALUES (NEW."consented_on", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."phone", NEW."relationship", NEW."user_id", NEW."withdrawn_on"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_29b81() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_personevent" ("address", "alert", "birth_date", "city", "created_at", "died_on", "family_name", "given_name", "gp_name", "id", "interpreter", "known_as_id", "language", "large_print", "lives_alone", "moved_on", "municipality_number", "national_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "sex", "sort_name", "user_id") VALUES (NEW."address", NEW."alert", NEW."birth_date", NEW."city", NEW."created_at", NEW."died_on", NEW."family_name", NEW."given_name", NEW."gp_name", NEW."id", NEW."interpreter", NEW."known_as_id", NEW."language", NEW."large_print", NEW."lives_alone", NEW."moved_on", NEW."municipality_number", NEW."national_number", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."phone", NEW."postal_code", NEW."sex", NEW."sort_name", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_2d1ec() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "board_taskevent" ("assigned_to_id", "done_at", "done_by_id", "due_on", "episode_id", "fell_away", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."assigned_to_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."episode_id", NEW."fell_away", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."text"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_436d4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_handoverevent" ("check_on", "contact_id", "does_alone", "episode_id", "help_not_to_give", "id", "introductions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id", "training_goes_on", "written_at", "written_by_id") VALUES (NEW."check_on", NEW."contact_id", NEW."does_alone", NEW."episode_id", NEW."help_not_to_give", NEW."id", NEW."introductions", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."to_unit_id", NEW."training_goes_on", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_45870() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitstaffevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "visit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."user_id", NEW."visit_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_518b9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_deferralevent" ("answered_at", "answered_by_id", "answered_on", "asked_on", "decision_id", "granted", "id", "over_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_at", "received_by_id", "words") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."answered_on", NEW."asked_on", NEW."decision_id", NEW."granted", NEW."id", NEW."over_on", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reason", NEW."received_at", NEW."received_by_id", NEW."words"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_5ce4e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_careteammemberevent" ("ended_with_period", "ends_on", "ends_on_before_end", "episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id") VALUES (NEW."ended_with_period", NEW."ends_on", NEW."ends_on_before_end", NEW."episode_id", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_69cde() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_measureevent" ("area", "description", "done_by", "ended_with_period", "ends_on", "ends_on_before_end", "goal_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "target_level", "times_per_week") VALUES (NEW."area", NEW."description", NEW."done_by", NEW."ended_with_period", NEW."ends_on", NEW."ends_on_before_end", NEW."goal_id", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."starts_on", NEW."target_level", NEW."times_per_week"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_7c2be() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitmeasureevent" ("as_before", "assistance_level", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") VALUES (NEW."as_before", NEW."assistance_level", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."visit_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_8186e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_episodeevent" ("closed_at", "closed_by_id", "computed_outcome", "dropout_reason", "end_agreed", "ended_on", "evaluation", "group", "id", "import_key", "outcome", "outcome_note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end_on", "planned_start_on", "referral_id", "reopened_on", "reopened_reason", "reported_hours_per_week", "started_on", "state", "team_id", "what_matters") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."computed_outcome", NEW."dropout_reason", NEW."end_agreed", NEW."ended_on", NEW."evaluation", NEW."group", NEW."id", NEW."import_key", NEW."outcome", NEW."outcome_note", NEW."person_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."planned_end_on", NEW."planned_start_on", NEW."referral_id", NEW."reopened_on", NEW."reopened_reason", NEW."reported_hours_per_week", NEW."started_on", NEW."state", NEW."team_id", NEW."what_matters"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_973aa() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "board_meetingnoteevent" ("decision", "episode_id", "id", "meeting_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed", "written_at", "written_by_id") VALUES (NEW."decision", NEW."episode_id", NEW."id", NEW."meeting_id", NEW."note", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reviewed", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_9af0e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_referralevent" ("answer_due_on", "answered_on", "case_number", "cause", "closed_for", "contact_due_on", "contact_note", "contacted_on", "content_digest", "discharge_on", "episode_opened", "function_loss", "function_loss_on", "handled_by_id", "home_situation", "hours_per_week", "id", "import_key", "name_as_written", "note", "office_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "referrer", "referrer_name", "registered_at", "registered_by_id", "route", "services_today", "state", "state_when_closed", "team_id", "urgent", "what_matters", "withdrawn_reason", "written_about_id") VALUES (NEW."answer_due_on", NEW."answered_on", NEW."case_number", NEW."cause", NEW."closed_for", NEW."contact_due_on", NEW."contact_note", NEW."contacted_on", NEW."content_digest", NEW."discharge_on", NEW."episode_opened", NEW."function_loss", NEW."function_loss_on", NEW."handled_by_id", NEW."home_situation", NEW."hours_per_week", NEW."id", NEW."import_key", NEW."name_as_written", NEW."note", NEW."office_id", NEW."person_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."received_on", NEW."referrer", NEW."referrer_name", NEW."registered_at", NEW."registered_by_id", NEW."route", NEW."services_today", NEW."state", NEW."state_when_closed", NEW."team_id", NEW."urgent", NEW."what_matters", NEW."withdrawn_reason", NEW."written_about_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_9d6da() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitevent" ("cancelled_for", "deviation", "effort", "episode_id", "first_visit", "first_visit_exception", "id", "minutes_on_site", "minutes_travel", "note", "outside_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_minutes", "recorded_at", "recorded_by_id", "started_at", "state") VALUES (NEW."cancelled_for", NEW."deviation", NEW."effort", NEW."episode_id", NEW."first_visit", NEW."first_visit_exception", NEW."id", NEW."minutes_on_site", NEW."minutes_travel", NEW."note", NEW."outside_reason", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."planned_at", NEW."planned_minutes", NEW."recorded_at", NEW."recorded_by_id", NEW."started_at", NEW."state"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_a386a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "assessment_assessmentevent" ("answers", "assessed_on", "assessor_id", "complete", "corrects_id", "episode_id", "id", "instrument", "missing_reason", "note", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "values", "version") VALUES (NEW."answers", NEW."assessed_on", NEW."assessor_id", NEW."complete", NEW."corrects_id", NEW."episode_id", NEW."id", NEW."instrument", NEW."missing_reason", NEW."note", NEW."occasion", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."recorded_at", NEW."values", NEW."version"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_ab899() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "board_meetingevent" ("closed_at", "id", "led_by_id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (NEW."closed_at", NEW."id", NEW."led_by_id", NEW."opened_at", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."team_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_ad1c8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_servicelevelsknownevent" ("episode_id", "id", "known_on", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."episode_id", NEW."id", NEW."known_on", NEW."moment", _pgh_attach_context(), NOW(), 'insert', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_b29e9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_appealevent" ("decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "text") VALUES (NEW."decision_id", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."received_by_id", NEW."received_on", NEW."text"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_b5353() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_followupevent" ("attempts", "cancelled_for", "done_by_id", "done_on", "due_on", "episode_id", "id", "lives_at_home", "method", "new_period_offered", "note", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."attempts", NEW."cancelled_for", NEW."done_by_id", NEW."done_on", NEW."due_on", NEW."episode_id", NEW."id", NEW."lives_at_home", NEW."method", NEW."new_period_offered", NEW."note", NEW."occasion", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."state"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_b89df() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_hearingevent" ("at", "by_id", "episode_id", "id", "kind", "letter_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "replied_on", "reply", "reply_by", "words") VALUES (NEW."at", NEW."by_id", NEW."episode_id", NEW."id", NEW."kind", NEW."letter_id", NEW."on", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."referral_id", NEW."replied_on", NEW."reply", NEW."reply_by", NEW."words"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_d9abc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_planneddoseevent" ("episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visits", "week") VALUES (NEW."episode_id", NEW."id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."visits", NEW."week"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_dd472() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_decisioncompetenceevent" ("assessed_by_id", "assessed_on", "corrects_id", "finding", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "shown_to_kin_on", "shown_to_person_on", "why", "written_at") VALUES (NEW."assessed_by_id", NEW."assessed_on", NEW."corrects_id", NEW."finding", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."question", NEW."shown_to_kin_on", NEW."shown_to_person_on", NEW."why", NEW."written_at"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_e6f6c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_letterevent" ("episode_id", "html", "id", "kind", "language", "large_print", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "title", "to", "written_at", "written_by_id") VALUES (NEW."episode_id", NEW."html", NEW."id", NEW."kind", NEW."language", NEW."large_print", NEW."person_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."referral_id", NEW."title", NEW."to", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_e73da() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_screeningevent" ("alternative", "answer_to_referrer", "answers", "id", "included", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recommended", "recommended_because", "referral_id", "screened_at", "screened_by_id") VALUES (NEW."alternative", NEW."answer_to_referrer", NEW."answers", NEW."id", NEW."included", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reason", NEW."recommended", NEW."recommended_because", NEW."referral_id", NEW."screened_at", NEW."screened_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_feafb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_goalevent" ("assessed_item", "assessment_id", "closed_on", "episode_id", "id", "own_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_after", "rating_before", "reason", "reason_before_end", "set_by_id", "set_on", "state", "state_before_end", "target_on", "term") VALUES (NEW."assessed_item", NEW."assessment_id", NEW."closed_on", NEW."episode_id", NEW."id", NEW."own_words", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."rating_after", NEW."rating_before", NEW."reason", NEW."reason_before_end", NEW."set_by_id", NEW."set_on", NEW."state", NEW."state_before_end", NEW."target_on", NEW."term"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_ffe2e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_decisionevent" ("alternative", "alternative_words", "appeal_before", "asked_for", "changes_id", "content", "decided_at", "decided_by_id", "decided_on", "ended_before_on", "ends_on", "fell_away_for", "fell_away_on", "fell_away_reason", "goals", "id", "legal_basis", "outcome", "person_id", "persons_view", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_alike_to", "reason_facts", "reason_rules", "reason_weighed", "referral_id", "starts_on", "takes_effect_later_on", "takes_effect_on", "visits_per_week_first", "visits_per_week_last", "waits_since") VALUES (NEW."alternative", NEW."alternative_words", NEW."appeal_before", NEW."asked_for", NEW."changes_id", NEW."content", NEW."decided_at", NEW."decided_by_id", NEW."decided_on", NEW."ended_before_on", NEW."ends_on", NEW."fell_away_for", NEW."fell_away_on", NEW."fell_away_reason", NEW."goals", NEW."id", NEW."legal_basis", NEW."outcome", NEW."person_id", NEW."persons_view", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."reason_alike_to", NEW."reason_facts", NEW."reason_rules", NEW."reason_weighed", NEW."referral_id", NEW."starts_on", NEW."takes_effect_later_on", NEW."takes_effect_on", NEW."visits_per_week_first", NEW."visits_per_week_last", NEW."waits_since"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_log_is_append_only_34e92() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_log_is_chained_c6f95() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    PERFORM pg_advisory_xact_lock(7203111);
                    SELECT COALESCE((SELECT hash FROM access_logentry ORDER BY id DESC LIMIT 1), '')
                      INTO NEW.previous_hash;
                    NEW.id := nextval(pg_get_serial_sequence('access_logentry', 'id'));
                    NEW.hash := encode(sha256(convert_to(concat_ws('|', NEW.previous_hash, NEW.id::text,
                        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                        COALESCE(NEW.user_id::text, ''), NEW.user_name, NEW.role, NEW.unit, NEW.act,
                        COALESCE(NEW.person_id::text, ''), NEW.object_type, NEW.object_id, NEW.purpose,
                        NEW.channel, NEW.outcome, NULLIF(NEW.address, '')), 'UTF8')), 'hex');
                    RETURN NEW;
                
                END;
            $$;
CREATE FUNCTION public.pgtrigger_log_is_filled_in_4e13a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE acting record;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    NEW.id := nextval(pg_get_serial_sequence('public.access_logentry', 'id'));
                    NEW.transaction := pg_current_xact_id()::text::bigint;
                    NEW.previous_hash := '';
                    NEW.user_name := ''; NEW.role := ''; NEW.unit := '';
                    IF NEW.at IS NULL OR NOT EXISTS (
                        SELECT FROM pg_database d WHERE d.datname = current_database()
                           AND shobj_description(d.oid, 'pg_database') = 'Fotfeste demo, being filled') THEN
                        NEW.at := clock_timestamp();
                    END IF;
                    IF NEW.user_id IS NULL THEN
                        IF NEW.outcome <> 'refused' THEN
                            RAISE EXCEPTION 'The log takes a line without a user only for a refusal.'
                                USING ERRCODE = 'check_violation';
                        END IF;
                    ELSE
                        SELECT u.name, u.role, COALESCE((
                                   SELECT t.name FROM public.access_membership m
                                     JOIN public.access_unit t ON t.id = m.unit_id
                                    WHERE m.user_id = u.id AND m.ends_on IS NULL
                                    ORDER BY m.starts_on, m.id LIMIT 1), '') AS unit
                          INTO acting FROM public.access_user u WHERE u.id = NEW.user_id;
                        IF NOT FOUND THEN
                            RAISE EXCEPTION 'The log takes no line of a user who does not exist (%).', NEW.user_id
                                USING ERRCODE = 'foreign_key_violation';
                        END IF;
                        NEW.user_name := acting.name; NEW.role := acting.role; NEW.unit := acting.unit;
                    END IF;
                    SELECT encode(sha256(convert_to(
                               string_agg(COALESCE(octet_length(p.part) || ':' || p.part, '-') || ',', '' ORDER BY n),
                               'UTF8')), 'hex')
                      INTO NEW.hash
                      FROM unnest(ARRAY['fotfeste.log.2', NEW.id::text, NEW.transaction::text,
                               to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.user_id::text,
                               NEW.user_name, NEW.role, NEW.unit, NEW.act, NEW.person_id::text, NEW.object_type,
                               NEW.object_id, NEW.purpose, NEW.channel, NEW.outcome, NEW.address, NEW.previous_hash])
                           WITH ORDINALITY AS p(part, n);
                    RETURN NEW;
                
                END;
            $$;
CREATE FUNCTION public.pgtrigger_referral_steps_eb46f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{accepted:granted,accepted:refused,accepted:withdrawn,contacted:accepted,contacted:declined,contacted:withdrawn,granted:withdrawn,received:accepted,received:contacted,received:declined,received:withdrawn,withdrawn:accepted,withdrawn:contacted,withdrawn:granted,withdrawn:received}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_26a2e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_deferralevent" ("answered_at", "answered_by_id", "answered_on", "asked_on", "decision_id", "granted", "id", "over_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_at", "received_by_id", "words") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."answered_on", NEW."asked_on", NEW."decision_id", NEW."granted", NEW."id", NEW."over_on", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reason", NEW."received_at", NEW."received_by_id", NEW."words"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_271bf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitstaffevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "visit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."user_id", NEW."visit_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_2822d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_measureevent" ("area", "description", "done_by", "ended_with_period", "ends_on", "ends_on_before_end", "goal_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "target_level", "times_per_week") VALUES (NEW."area", NEW."description", NEW."done_by", NEW."ended_with_period", NEW."ends_on", NEW."ends_on_before_end", NEW."goal_id", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."starts_on", NEW."target_level", NEW."times_per_week"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_36aee() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_servicelevelsknownevent" ("episode_id", "id", "known_on", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."episode_id", NEW."id", NEW."known_on", NEW."moment", _pgh_attach_context(), NOW(), 'update', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_40b5c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_letterevent" ("episode_id", "html", "id", "kind", "language", "large_print", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "title", "to", "written_at", "written_by_id") VALUES (NEW."episode_id", NEW."html", NEW."id", NEW."kind", NEW."language", NEW."large_print", NEW."person_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."referral_id", NEW."title", NEW."to", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_4187f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "board_meetingevent" ("closed_at", "id", "led_by_id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (NEW."closed_at", NEW."id", NEW."led_by_id", NEW."opened_at", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."team_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_41cf1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitevent" ("cancelled_for", "deviation", "effort", "episode_id", "first_visit", "first_visit_exception", "id", "minutes_on_site", "minutes_travel", "note", "outside_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_minutes", "recorded_at", "recorded_by_id", "started_at", "state") VALUES (NEW."cancelled_for", NEW."deviation", NEW."effort", NEW."episode_id", NEW."first_visit", NEW."first_visit_exception", NEW."id", NEW."minutes_on_site", NEW."minutes_travel", NEW."note", NEW."outside_reason", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."planned_at", NEW."planned_minutes", NEW."recorded_at", NEW."recorded_by_id", NEW."started_at", NEW."state"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_5d3a3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_holdevent" ("ended_with_period", "episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resumed_note", "resumed_on", "starts_on", "written_at", "written_by_id") VALUES (NEW."ended_with_period", NEW."episode_id", NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reason", NEW."resumed_note", NEW."resumed_on", NEW."starts_on", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_7568e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_careteammemberevent" ("ended_with_period", "ends_on", "ends_on_before_end", "episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id") VALUES (NEW."ended_with_period", NEW."ends_on", NEW."ends_on_before_end", NEW."episode_id", NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_7d286() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_decisionevent" ("alternative", "alternative_words", "appeal_before", "asked_for", "changes_id", "content", "decided_at", "decided_by_id", "decided_on", "ended_before_on", "ends_on", "fell_away_for", "fell_away_on", "fell_away_reason", "goals", "id", "legal_basis", "outcome", "person_id", "persons_view", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_alike_to", "reason_facts", "reason_rules", "reason_weighed", "referral_id", "starts_on", "takes_effect_later_on", "takes_effect_on", "visits_per_week_first", "visits_per_week_last", "waits_since") VALUES (NEW."alternative", NEW."alternative_words", NEW."appeal_before", NEW."asked_for", NEW."changes_id", NEW."content", NEW."decided_at", NEW."decided_by_id", NEW."decided_on", NEW."ended_before_on", NEW."ends_on", NEW."fell_away_for", NEW."fell_away_on", NEW."fell_away_reason", NEW."goals", NEW."id", NEW."legal_basis", NEW."outcome", NEW."person_id", NEW."persons_view", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reason_alike_to", NEW."reason_facts", NEW."reason_rules", NEW."reason_weighed", NEW."referral_id", NEW."starts_on", NEW."takes_effect_later_on", NEW."takes_effect_on", NEW."visits_per_week_first", NEW."visits_per_week_last", NEW."waits_since"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_7d42c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_followupevent" ("attempts", "cancelled_for", "done_by_id", "done_on", "due_on", "episode_id", "id", "lives_at_home", "method", "new_period_offered", "note", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."attempts", NEW."cancelled_for", NEW."done_by_id", NEW."done_on", NEW."due_on", NEW."episode_id", NEW."id", NEW."lives_at_home", NEW."method", NEW."new_period_offered", NEW."note", NEW."occasion", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."state"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_81f06() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "board_taskevent" ("assigned_to_id", "done_at", "done_by_id", "due_on", "episode_id", "fell_away", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."assigned_to_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."episode_id", NEW."fell_away", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."text"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_97a4d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_goalevent" ("assessed_item", "assessment_id", "closed_on", "episode_id", "id", "own_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_after", "rating_before", "reason", "reason_before_end", "set_by_id", "set_on", "state", "state_before_end", "target_on", "term") VALUES (NEW."assessed_item", NEW."assessment_id", NEW."closed_on", NEW."episode_id", NEW."id", NEW."own_words", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."rating_after", NEW."rating_before", NEW."reason", NEW."reason_before_end", NEW."set_by_id", NEW."set_on", NEW."state", NEW."state_before_end", NEW."target_on", NEW."term"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_98a4d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_handoverevent" ("check_on", "contact_id", "does_alone", "episode_id", "help_not_to_give", "id", "introductions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_unit_id", "training_goes_on", "written_at", "written_by_id") VALUES (NEW."check_on", NEW."contact_id", NEW."does_alone", NEW."episode_id", NEW."help_not_to_give", NEW."id", NEW."introductions", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."to_unit_id", NEW."training_goes_on", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_9a6d5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_episodeevent" ("closed_at", "closed_by_id", "computed_outcome", "dropout_reason", "end_agreed", "ended_on", "evaluation", "group", "id", "import_key", "outcome", "outcome_note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end_on", "planned_start_on", "referral_id", "reopened_on", "reopened_reason", "reported_hours_per_week", "started_on", "state", "team_id", "what_matters") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."computed_outcome", NEW."dropout_reason", NEW."end_agreed", NEW."ended_on", NEW."evaluation", NEW."group", NEW."id", NEW."import_key", NEW."outcome", NEW."outcome_note", NEW."person_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."planned_end_on", NEW."planned_start_on", NEW."referral_id", NEW."reopened_on", NEW."reopened_reason", NEW."reported_hours_per_week", NEW."started_on", NEW."state", NEW."team_id", NEW."what_matters"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_9e654() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "assessment_assessmentevent" ("answers", "assessed_on", "assessor_id", "complete", "corrects_id", "episode_id", "id", "instrument", "missing_reason", "note", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "values", "version") VALUES (NEW."answers", NEW."assessed_on", NEW."assessor_id", NEW."complete", NEW."corrects_id", NEW."episode_id", NEW."id", NEW."instrument", NEW."missing_reason", NEW."note", NEW."occasion", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."recorded_at", NEW."values", NEW."version"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_a7120() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_appealevent" ("decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "text") VALUES (NEW."decision_id", NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."received_by_id", NEW."received_on", NEW."text"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_acc42() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_relativeevent" ("consented_on", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relationship", "user_id", "withdrawn_on") VALUES (NEW."consented_on", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."phone", NEW."relationship", NEW."user_id", NEW."withdrawn_on"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_baf37() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_hearingevent" ("at", "by_id", "episode_id", "id", "kind", "letter_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "replied_on", "reply", "reply_by", "words") VALUES (NEW."at", NEW."by_id", NEW."episode_id", NEW."id", NEW."kind", NEW."letter_id", NEW."on", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."referral_id", NEW."replied_on", NEW."reply", NEW."reply_by", NEW."words"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_bc2d1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_referralevent" ("answer_due_on", "answered_on", "case_number", "cause", "closed_for", "contact_due_on", "contact_note", "contacted_on", "content_digest", "discharge_on", "episode_opened", "function_loss", "function_loss_on", "handled_by_id", "home_situation", "hours_per_week", "id", "import_key", "name_as_written", "note", "office_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "referrer", "referrer_name", "registered_at", "registered_by_id", "route", "services_today", "state", "state_when_closed", "team_id", "urgent", "what_matters", "withdrawn_reason", "written_about_id") VALUES (NEW."answer_due_on", NEW."answered_on", NEW."case_number", NEW."cause", NEW."closed_for", NEW."contact_due_on", NEW."contact_note", NEW."contacted_on", NEW."content_digest", NEW."discharge_on", NEW."episode_opened", NEW."function_loss", NEW."function_loss_on", NEW."handled_by_id", NEW."home_situation", NEW."hours_per_week", NEW."id", NEW."import_key", NEW."name_as_written", NEW."note", NEW."office_id", NEW."person_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."received_on", NEW."referrer", NEW."referrer_name", NEW."registered_at", NEW."registered_by_id", NEW."route", NEW."services_today", NEW."state", NEW."state_when_closed", NEW."team_id", NEW."urgent", NEW."what_matters", NEW."withdrawn_reason", NEW."written_about_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_bd429() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_servicelevelevent" ("episode_id", "hours_per_week", "id", "kind", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."episode_id", NEW."hours_per_week", NEW."id", NEW."kind", NEW."moment", _pgh_attach_context(), NOW(), 'update', NEW."id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_c2841() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "goals_planneddoseevent" ("episode_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visits", "week") VALUES (NEW."episode_id", NEW."id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."visits", NEW."week"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_c56a2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_screeningevent" ("alternative", "answer_to_referrer", "answers", "id", "included", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recommended", "recommended_because", "referral_id", "screened_at", "screened_by_id") VALUES (NEW."alternative", NEW."answer_to_referrer", NEW."answers", NEW."id", NEW."included", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reason", NEW."recommended", NEW."recommended_because", NEW."referral_id", NEW."screened_at", NEW."screened_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_e219e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "visits_visitmeasureevent" ("as_before", "assistance_level", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") VALUES (NEW."as_before", NEW."assistance_level", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."visit_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_e2b4e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "board_meetingnoteevent" ("decision", "episode_id", "id", "meeting_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed", "written_at", "written_by_id") VALUES (NEW."decision", NEW."episode_id", NEW."id", NEW."meeting_id", NEW."note", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reviewed", NEW."written_at", NEW."written_by_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_e5143() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_personevent" ("address", "alert", "birth_date", "city", "created_at", "died_on", "family_name", "given_name", "gp_name", "id", "interpreter", "known_as_id", "language", "large_print", "lives_alone", "moved_on", "municipality_number", "national_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "sex", "sort_name", "user_id") VALUES (NEW."address", NEW."alert", NEW."birth_date", NEW."city", NEW."created_at", NEW."died_on", NEW."family_name", NEW."given_name", NEW."gp_name", NEW."id", NEW."interpreter", NEW."known_as_id", NEW."language", NEW."large_print", NEW."lives_alone", NEW."moved_on", NEW."municipality_number", NEW."national_number", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."phone", NEW."postal_code", NEW."sex", NEW."sort_name", NEW."user_id"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_ee37a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "pathway_decisioncompetenceevent" ("assessed_by_id", "assessed_on", "corrects_id", "finding", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "shown_to_kin_on", "shown_to_person_on", "why", "written_at") VALUES (NEW."assessed_by_id", NEW."assessed_on", NEW."corrects_id", NEW."finding", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."question", NEW."shown_to_kin_on", NEW."shown_to_person_on", NEW."why", NEW."written_at"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_visit_steps_66da0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{cancelled:planned,done:not_done,done:planned,not_done:done,not_done:planned,planned:cancelled,planned:done,planned:not_done}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE TABLE public.access_attempt (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    address character varying(45) NOT NULL,
    account character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.access_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_logentry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_name character varying(120) NOT NULL,
    role character varying(20) NOT NULL,
    unit character varying(120) NOT NULL,
    act character varying(40) NOT NULL,
    person_id uuid,
    object_type character varying(40) NOT NULL,
    object_id character varying(60) NOT NULL,
    purpose character varying(20) NOT NULL,
    channel character varying(20) NOT NULL,
    outcome character varying(10) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    user_id bigint,
    address character varying(45) DEFAULT ''::character varying NOT NULL,
    transaction bigint
);
COMMENT ON TABLE public.access_logentry IS 'append-only by function: every look, act, refusal and sign-in';
ALTER TABLE public.access_logentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_logentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_logseal (
    number bigint NOT NULL,
    era integer NOT NULL,
    at character varying(26) NOT NULL,
    snapshot text NOT NULL,
    lines_before bigint NOT NULL,
    members bytea NOT NULL,
    doubts text NOT NULL,
    key character varying(16) NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    mac character varying(64) NOT NULL,
    CONSTRAINT access_logseal_era_check CHECK ((era >= 0)),
    CONSTRAINT access_logseal_lines_before_check CHECK ((lines_before >= 0)),
    CONSTRAINT access_logseal_number_check CHECK ((number >= 0))
);
COMMENT ON TABLE public.access_logseal IS 'append-only: batches of lines of the log, sealed';
CREATE TABLE public.access_membership (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    user_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT membership_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on >= (starts_on - '1 day'::interval))))
);
ALTER TABLE public.access_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_unit (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(20) NOT NULL,
    parent_id bigint
);
ALTER TABLE public.access_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    public_id uuid NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    role character varying(20) NOT NULL,
    profession character varying(30) NOT NULL,
    language character varying(5) NOT NULL,
    is_active boolean NOT NULL,
    is_persona boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sessions_ended integer NOT NULL,
    CONSTRAINT access_user_sessions_ended_check CHECK ((sessions_ended >= 0))
);
ALTER TABLE public.access_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assessment_assessment (
    id uuid NOT NULL,
    instrument character varying(30) NOT NULL,
    version character varying(40) NOT NULL,
    occasion character varying(20) NOT NULL,
    assessed_on date NOT NULL,
    answers jsonb NOT NULL,
    "values" jsonb NOT NULL,
    complete boolean NOT NULL,
    missing_reason character varying(30) NOT NULL,
    note text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    assessor_id bigint NOT NULL,
    corrects_id uuid,
    episode_id uuid NOT NULL,
    CONSTRAINT assessment_not_corrected_by_itself CHECK (((corrects_id IS NULL) OR (NOT ((corrects_id = id) AND (corrects_id IS NOT NULL)))))
);
CREATE TABLE public.assessment_assessmentevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    instrument character varying(30) NOT NULL,
    version character varying(40) NOT NULL,
    occasion character varying(20) NOT NULL,
    assessed_on date NOT NULL,
    answers jsonb NOT NULL,
    "values" jsonb NOT NULL,
    complete boolean NOT NULL,
    missing_reason character varying(30) NOT NULL,
    note text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    assessor_id bigint NOT NULL,
    corrects_id uuid,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL
);
ALTER TABLE public.assessment_assessmentevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessment_assessmentevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);
ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);
ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);
ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.board_meeting (
    id bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    led_by_id bigint NOT NULL,
    team_id bigint NOT NULL
);
ALTER TABLE public.board_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.board_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.board_meetingevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    led_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    team_id bigint NOT NULL
);
ALTER TABLE public.board_meetingevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.board_meetingevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.board_meetingnote (
    id bigint NOT NULL,
    note text NOT NULL,
    decision text NOT NULL,
    reviewed boolean NOT NULL,
    written_at timestamp with time zone NOT NULL,
    episode_id uuid NOT NULL,
    meeting_id bigint NOT NULL,
    written_by_id bigint NOT NULL
);
ALTER TABLE public.board_meetingnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.board_meetingnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.board_meetingnoteevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    note text NOT NULL,
    decision text NOT NULL,
    reviewed boolean NOT NULL,
    written_at timestamp with time zone NOT NULL,
    episode_id uuid NOT NULL,
    meeting_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    written_by_id bigint NOT NULL
);
ALTER TABLE public.board_meetingnoteevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.board_meetingnoteevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.board_task (
    id uuid NOT NULL,
    text character varying(200) NOT NULL,
    due_on date,
    made_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    assigned_to_id bigint NOT NULL,
    done_by_id bigint,
    episode_id uuid NOT NULL,
    made_by_id bigint NOT NULL,
    fell_away character varying(20) NOT NULL
);
CREATE TABLE public.board_taskevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    text character varying(200) NOT NULL,
    due_on date,
    made_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    assigned_to_id bigint NOT NULL,
    done_by_id bigint,
    episode_id uuid NOT NULL,
    made_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    fell_away character varying(20) NOT NULL
);
ALTER TABLE public.board_taskevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.board_taskevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.drafts_draft (
    id bigint NOT NULL,
    form character varying(200) NOT NULL,
    instance uuid NOT NULL,
    person_id uuid,
    sealed text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.drafts_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.drafts_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.drafts_receipt (
    id bigint NOT NULL,
    instance uuid NOT NULL,
    content character varying(64) NOT NULL,
    leads_to character varying(500) NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.drafts_receipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.drafts_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.goals_dosechange (
    id bigint NOT NULL,
    from_week smallint NOT NULL,
    before smallint[] NOT NULL,
    after smallint[] NOT NULL,
    reason character varying(200) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint NOT NULL,
    episode_id uuid NOT NULL,
    CONSTRAINT goals_dosechange_from_week_check CHECK ((from_week >= 0))
);
COMMENT ON TABLE public.goals_dosechange IS 'append-only: how the planned visits of an episode were changed';
ALTER TABLE public.goals_dosechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_dosechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.goals_goal (
    id uuid NOT NULL,
    own_words text NOT NULL,
    term character varying(10) NOT NULL,
    state character varying(20) NOT NULL,
    assessed_item character varying(60) NOT NULL,
    target_on date,
    rating_before smallint,
    rating_after smallint,
    set_on date NOT NULL,
    closed_on date,
    reason text NOT NULL,
    assessment_id uuid,
    episode_id uuid NOT NULL,
    set_by_id bigint NOT NULL,
    reason_before_end text NOT NULL,
    state_before_end character varying(20) NOT NULL,
    CONSTRAINT goal_closed_has_date_and_reason CHECK (((NOT ((state)::text = ANY ((ARRAY['attained'::character varying, 'given_up'::character varying, 'not_attained'::character varying, 'not_rated'::character varying, 'partly_attained'::character varying])::text[]))) OR ((closed_on IS NOT NULL) AND (NOT (reason = ''::text))))),
    CONSTRAINT goal_has_words CHECK ((NOT (own_words = ''::text))),
    CONSTRAINT goal_ratings_1_to_10 CHECK ((((rating_before IS NULL) OR ((rating_before >= 1) AND (rating_before <= 10))) AND ((rating_after IS NULL) OR ((rating_after >= 1) AND (rating_after <= 10))))),
    CONSTRAINT goals_goal_rating_after_check CHECK ((rating_after >= 0)),
    CONSTRAINT goals_goal_rating_before_check CHECK ((rating_before >= 0))
);
CREATE TABLE public.goals_goalevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    own_words text NOT NULL,
    term character varying(10) NOT NULL,
    state character varying(20) NOT NULL,
    assessed_item character varying(60) NOT NULL,
    target_on date,
    rating_before smallint,
    rating_after smallint,
    set_on date NOT NULL,
    closed_on date,
    reason text NOT NULL,
    assessment_id uuid,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    set_by_id bigint NOT NULL,
    reason_before_end text NOT NULL,
    state_before_end character varying(20) NOT NULL,
    CONSTRAINT goals_goalevent_rating_after_check CHECK ((rating_after >= 0)),
    CONSTRAINT goals_goalevent_rating_before_check CHECK ((rating_before >= 0))
);
ALTER TABLE public.goals_goalevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_goalevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.goals_measure (
    id uuid NOT NULL,
    area character varying(30) NOT NULL,
    description character varying(200) NOT NULL,
    done_by character varying(20) NOT NULL,
    times_per_week smallint NOT NULL,
    minutes smallint,
    target_level smallint,
    starts_on date NOT NULL,
    ends_on date,
    goal_id uuid NOT NULL,
    ended_with_period boolean NOT NULL,
    ends_on_before_end date,
    CONSTRAINT goals_measure_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT goals_measure_target_level_check CHECK ((target_level >= 0)),
    CONSTRAINT goals_measure_times_per_week_check CHECK ((times_per_week >= 0)),
    CONSTRAINT measure_level_0_to_5 CHECK (((target_level IS NULL) OR ((target_level >= 0) AND (target_level <= 5))))
);
CREATE TABLE public.goals_measureevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    area character varying(30) NOT NULL,
    description character varying(200) NOT NULL,
    done_by character varying(20) NOT NULL,
    times_per_week smallint NOT NULL,
    minutes smallint,
    target_level smallint,
    starts_on date NOT NULL,
    ends_on date,
    goal_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    ended_with_period boolean NOT NULL,
    ends_on_before_end date,
    CONSTRAINT goals_measureevent_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT goals_measureevent_target_level_check CHECK ((target_level >= 0)),
    CONSTRAINT goals_measureevent_times_per_week_check CHECK ((times_per_week >= 0))
);
ALTER TABLE public.goals_measureevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_measureevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.goals_planneddose (
    id bigint NOT NULL,
    week smallint NOT NULL,
    visits smallint NOT NULL,
    episode_id uuid NOT NULL,
    CONSTRAINT goals_planneddose_visits_check CHECK ((visits >= 0)),
    CONSTRAINT goals_planneddose_week_check CHECK ((week >= 0))
);
ALTER TABLE public.goals_planneddose ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_planneddose_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.goals_planneddoseevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    week smallint NOT NULL,
    visits smallint NOT NULL,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT goals_planneddoseevent_visits_check CHECK ((visits >= 0)),
    CONSTRAINT goals_planneddoseevent_week_check CHECK ((week >= 0))
);
ALTER TABLE public.goals_planneddoseevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_planneddoseevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.intake_upload (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    name character varying(160) NOT NULL,
    content bytea NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    added integer,
    present integer,
    sent_by_id bigint NOT NULL,
    CONSTRAINT intake_upload_added_check CHECK ((added >= 0)),
    CONSTRAINT intake_upload_present_check CHECK ((present >= 0)),
    CONSTRAINT upload_taken_has_counts CHECK ((((added IS NULL) AND (present IS NULL) AND (taken_at IS NULL)) OR ((added IS NOT NULL) AND (present IS NOT NULL) AND (taken_at IS NOT NULL))))
);
CREATE TABLE public.pathway_appeal (
    id bigint NOT NULL,
    received_on date NOT NULL,
    text text NOT NULL,
    received_by_id bigint NOT NULL,
    decision_id bigint NOT NULL
);
ALTER TABLE public.pathway_appeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_appealevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    received_on date NOT NULL,
    text text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    received_by_id bigint NOT NULL,
    decision_id bigint NOT NULL
);
ALTER TABLE public.pathway_appealevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_appealevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_careteammember (
    id bigint NOT NULL,
    role character varying(30) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    user_id bigint NOT NULL,
    episode_id uuid NOT NULL,
    ended_with_period boolean NOT NULL,
    ends_on_before_end date
);
ALTER TABLE public.pathway_careteammember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_careteammember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_careteammemberevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    role character varying(30) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    user_id bigint NOT NULL,
    episode_id uuid NOT NULL,
    ended_with_period boolean NOT NULL,
    ends_on_before_end date
);
ALTER TABLE public.pathway_careteammemberevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_careteammemberevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.pathway_case_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.pathway_contactattempt (
    id uuid NOT NULL,
    key uuid NOT NULL,
    note text NOT NULL,
    tried_at timestamp with time zone NOT NULL,
    referral_id uuid NOT NULL,
    tried_by_id bigint NOT NULL,
    undoes_id uuid,
    CONSTRAINT attempt_undoes_another CHECK ((NOT ((undoes_id = id) AND (undoes_id IS NOT NULL))))
);
COMMENT ON TABLE public.pathway_contactattempt IS 'append-only: tries to reach a person who was referred';
CREATE TABLE public.pathway_decision (
    id bigint NOT NULL,
    starts_on date,
    ends_on date,
    visits_per_week_first smallint,
    visits_per_week_last smallint,
    content text NOT NULL,
    goals text NOT NULL,
    reason_facts text NOT NULL,
    decided_on date NOT NULL,
    appeal_before date NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by_id bigint NOT NULL,
    referral_id uuid,
    alternative character varying(30) NOT NULL,
    alternative_words text NOT NULL,
    asked_for text NOT NULL,
    changes_id bigint,
    legal_basis character varying(40)[] NOT NULL,
    outcome character varying(20) NOT NULL,
    person_id uuid NOT NULL,
    persons_view text NOT NULL,
    reason_alike_to character varying(20) NOT NULL,
    reason_rules text NOT NULL,
    reason_weighed text NOT NULL,
    takes_effect_on date,
    granted boolean GENERATED ALWAYS AS (
CASE
    WHEN ((outcome)::text = ANY ((ARRAY['granted'::character varying, 'granted_in_part'::character varying])::text[])) THEN true
    ELSE false
END) STORED,
    ended_before_on date,
    fell_away_for character varying(20) NOT NULL,
    fell_away_on date,
    fell_away_reason text NOT NULL,
    takes_effect_later_on date,
    waits_since date,
    CONSTRAINT decision_answers_or_changes CHECK ((((changes_id IS NULL) AND ((outcome)::text = ANY ((ARRAY['granted'::character varying, 'granted_in_part'::character varying, 'other_service'::character varying, 'refused'::character varying])::text[])) AND (referral_id IS NOT NULL)) OR ((changes_id IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['ended_early'::character varying, 'extended'::character varying, 'reduced'::character varying])::text[])) AND (referral_id IS NULL)))),
    CONSTRAINT decision_change_says_from_when CHECK (((changes_id IS NULL) OR ((ended_before_on IS NOT NULL) AND (ends_on IS NOT NULL) AND (takes_effect_on IS NOT NULL)))),
    CONSTRAINT decision_fell_away_has_why CHECK (((((fell_away_for)::text = ''::text) AND (fell_away_on IS NULL)) OR ((fell_away_on IS NOT NULL) AND (NOT ((fell_away_for)::text = ''::text))))),
    CONSTRAINT decision_granted_has_period CHECK (((NOT ((outcome)::text = ANY ((ARRAY['granted'::character varying, 'granted_in_part'::character varying])::text[]))) OR ((ends_on > starts_on) AND (starts_on IS NOT NULL)))),
    CONSTRAINT decision_has_reason CHECK ((NOT (reason_facts = ''::text))),
    CONSTRAINT decision_known_outcome CHECK (((outcome)::text = ANY ((ARRAY['ended_early'::character varying, 'extended'::character varying, 'granted'::character varying, 'granted_in_part'::character varying, 'other_service'::character varying, 'reduced'::character varying, 'refused'::character varying])::text[]))),
    CONSTRAINT decision_only_changes_wait_or_fall_away CHECK (((changes_id IS NOT NULL) OR (((fell_away_for)::text = ''::text) AND (fell_away_on IS NULL) AND (takes_effect_later_on IS NULL) AND (waits_since IS NULL)))),
    CONSTRAINT decision_other_service_names_it CHECK (((NOT ((outcome)::text = 'other_service'::text)) OR (NOT ((alternative)::text = ''::text)))),
    CONSTRAINT pathway_decision_visits_per_week_first_check CHECK ((visits_per_week_first >= 0)),
    CONSTRAINT pathway_decision_visits_per_week_last_check CHECK ((visits_per_week_last >= 0))
);
ALTER TABLE public.pathway_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_decisioncompetence (
    id uuid NOT NULL,
    question text NOT NULL,
    assessed_on date NOT NULL,
    finding character varying(20) NOT NULL,
    why text NOT NULL,
    shown_to_person_on date,
    shown_to_kin_on date,
    written_at timestamp with time zone NOT NULL,
    assessed_by_id bigint NOT NULL,
    corrects_id uuid,
    person_id uuid NOT NULL,
    CONSTRAINT competence_corrects_another CHECK ((NOT ((corrects_id = id) AND (corrects_id IS NOT NULL)))),
    CONSTRAINT competence_known_finding CHECK (((finding)::text = ANY ((ARRAY['able'::character varying, 'not_able'::character varying])::text[]))),
    CONSTRAINT competence_says_question_and_why CHECK (((NOT (question = ''::text)) AND (NOT (why = ''::text)))),
    CONSTRAINT competence_shown_after_assessed CHECK ((((shown_to_person_on IS NULL) OR (shown_to_person_on >= assessed_on)) AND ((shown_to_kin_on IS NULL) OR (shown_to_kin_on >= assessed_on))))
);
CREATE TABLE public.pathway_decisioncompetenceevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    question text NOT NULL,
    assessed_on date NOT NULL,
    finding character varying(20) NOT NULL,
    why text NOT NULL,
    shown_to_person_on date,
    shown_to_kin_on date,
    written_at timestamp with time zone NOT NULL,
    assessed_by_id bigint NOT NULL,
    corrects_id uuid,
    person_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL
);
ALTER TABLE public.pathway_decisioncompetenceevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_decisioncompetenceevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_decisionevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    starts_on date,
    ends_on date,
    visits_per_week_first smallint,
    visits_per_week_last smallint,
    content text NOT NULL,
    goals text NOT NULL,
    reason_facts text NOT NULL,
    decided_on date NOT NULL,
    appeal_before date NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    referral_id uuid,
    alternative character varying(30) NOT NULL,
    alternative_words text NOT NULL,
    asked_for text NOT NULL,
    changes_id bigint,
    legal_basis character varying(40)[] NOT NULL,
    outcome character varying(20) NOT NULL,
    person_id uuid NOT NULL,
    persons_view text NOT NULL,
    reason_alike_to character varying(20) NOT NULL,
    reason_rules text NOT NULL,
    reason_weighed text NOT NULL,
    takes_effect_on date,
    ended_before_on date,
    fell_away_for character varying(20) NOT NULL,
    fell_away_on date,
    fell_away_reason text NOT NULL,
    takes_effect_later_on date,
    waits_since date,
    CONSTRAINT pathway_decisionevent_visits_per_week_first_check CHECK ((visits_per_week_first >= 0)),
    CONSTRAINT pathway_decisionevent_visits_per_week_last_check CHECK ((visits_per_week_last >= 0))
);
ALTER TABLE public.pathway_decisionevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_decisionevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_deferral (
    id bigint NOT NULL,
    asked_on date NOT NULL,
    words text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    granted boolean,
    reason text NOT NULL,
    answered_on date,
    answered_at timestamp with time zone,
    over_on date,
    answered_by_id bigint,
    decision_id bigint NOT NULL,
    received_by_id bigint NOT NULL,
    CONSTRAINT deferral_answered_has_day CHECK ((((answered_by_id IS NULL) AND (answered_on IS NULL) AND (granted IS NULL)) OR ((answered_by_id IS NOT NULL) AND (answered_on >= asked_on) AND (granted IS NOT NULL)))),
    CONSTRAINT deferral_has_words CHECK ((NOT (words = ''::text))),
    CONSTRAINT deferral_over_after_granted CHECK (((over_on IS NULL) OR (granted AND (over_on >= answered_on)))),
    CONSTRAINT deferral_refused_has_reason CHECK (((NOT ((NOT granted) AND (granted IS NOT NULL))) OR (NOT (reason = ''::text))))
);
ALTER TABLE public.pathway_deferral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_deferral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_deferralevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    asked_on date NOT NULL,
    words text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    granted boolean,
    reason text NOT NULL,
    answered_on date,
    answered_at timestamp with time zone,
    over_on date,
    answered_by_id bigint,
    decision_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    received_by_id bigint NOT NULL
);
ALTER TABLE public.pathway_deferralevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_deferralevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_dispatch (
    id bigint NOT NULL,
    way character varying(20) NOT NULL,
    sent_on date NOT NULL,
    written_at timestamp with time zone NOT NULL,
    letter_id uuid NOT NULL,
    takes_back_id bigint,
    written_by_id bigint NOT NULL
);
COMMENT ON TABLE public.pathway_dispatch IS 'append-only: when and how letters left the house';
ALTER TABLE public.pathway_dispatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_dispatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_episode (
    id uuid NOT NULL,
    state character varying(20) NOT NULL,
    "group" character varying(20) NOT NULL,
    planned_start_on date NOT NULL,
    planned_end_on date NOT NULL,
    started_on date,
    ended_on date,
    what_matters text NOT NULL,
    reported_hours_per_week numeric(5,2),
    dropout_reason character varying(20) NOT NULL,
    computed_outcome character varying(30) NOT NULL,
    outcome character varying(30) NOT NULL,
    outcome_note text NOT NULL,
    evaluation text NOT NULL,
    closed_at timestamp with time zone,
    import_key character varying(64),
    closed_by_id bigint,
    team_id bigint NOT NULL,
    person_id uuid NOT NULL,
    referral_id uuid,
    reopened_on date,
    reopened_reason text NOT NULL,
    end_agreed boolean NOT NULL,
    CONSTRAINT episode_active_has_start CHECK (((NOT ((state)::text = ANY ((ARRAY['active'::character varying, 'on_hold'::character varying, 'completed'::character varying])::text[]))) OR (started_on IS NOT NULL))),
    CONSTRAINT episode_completed_has_outcome CHECK (((NOT ((state)::text = 'completed'::text)) OR (((dropout_reason)::text = ''::text) AND (ended_on IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['fewer_services'::character varying, 'no_service'::character varying, 'same_or_more_services'::character varying])::text[]))))),
    CONSTRAINT episode_dropout_has_reason CHECK (((NOT ((state)::text = 'dropped_out'::text)) OR ((ended_on IS NOT NULL) AND ((outcome)::text = 'dropout'::text) AND (NOT ((dropout_reason)::text = ''::text))))),
    CONSTRAINT episode_ends_after_start CHECK (((ended_on IS NULL) OR (ended_on >= started_on))),
    CONSTRAINT episode_known_state CHECK (((state)::text = ANY ((ARRAY['active'::character varying, 'completed'::character varying, 'dropped_out'::character varying, 'on_hold'::character varying, 'planned'::character varying])::text[]))),
    CONSTRAINT episode_running_has_no_outcome CHECK ((((state)::text = ANY ((ARRAY['completed'::character varying, 'dropped_out'::character varying])::text[])) OR (((dropout_reason)::text = ''::text) AND (ended_on IS NULL) AND ((outcome)::text = ''::text))))
);
CREATE TABLE public.pathway_episodeevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    state character varying(20) NOT NULL,
    "group" character varying(20) NOT NULL,
    planned_start_on date NOT NULL,
    planned_end_on date NOT NULL,
    started_on date,
    ended_on date,
    what_matters text NOT NULL,
    reported_hours_per_week numeric(5,2),
    dropout_reason character varying(20) NOT NULL,
    computed_outcome character varying(30) NOT NULL,
    outcome character varying(30) NOT NULL,
    outcome_note text NOT NULL,
    evaluation text NOT NULL,
    closed_at timestamp with time zone,
    import_key character varying(64),
    closed_by_id bigint,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    team_id bigint NOT NULL,
    person_id uuid NOT NULL,
    referral_id uuid,
    reopened_on date,
    reopened_reason text NOT NULL,
    end_agreed boolean NOT NULL
);
ALTER TABLE public.pathway_episodeevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_episodeevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_followup (
    id bigint NOT NULL,
    occasion character varying(20) NOT NULL,
    state character varying(20) NOT NULL,
    due_on date NOT NULL,
    attempts smallint NOT NULL,
    done_on date,
    method character varying(20) NOT NULL,
    lives_at_home boolean,
    new_period_offered boolean,
    note text NOT NULL,
    done_by_id bigint,
    episode_id uuid NOT NULL,
    cancelled_for character varying(20) NOT NULL,
    CONSTRAINT follow_up_closed_has_date CHECK ((((state)::text = ANY ((ARRAY['due'::character varying, 'cancelled'::character varying])::text[])) OR (done_on IS NOT NULL))),
    CONSTRAINT pathway_followup_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.pathway_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_followupevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    occasion character varying(20) NOT NULL,
    state character varying(20) NOT NULL,
    due_on date NOT NULL,
    attempts smallint NOT NULL,
    done_on date,
    method character varying(20) NOT NULL,
    lives_at_home boolean,
    new_period_offered boolean,
    note text NOT NULL,
    done_by_id bigint,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    cancelled_for character varying(20) NOT NULL,
    CONSTRAINT pathway_followupevent_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.pathway_followupevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_followupevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_handover (
    id bigint NOT NULL,
    does_alone text NOT NULL,
    help_not_to_give text NOT NULL,
    training_goes_on text NOT NULL,
    check_on date NOT NULL,
    introductions text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    contact_id bigint,
    episode_id uuid NOT NULL,
    to_unit_id bigint NOT NULL,
    written_by_id bigint NOT NULL
);
ALTER TABLE public.pathway_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_handoverevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    does_alone text NOT NULL,
    help_not_to_give text NOT NULL,
    training_goes_on text NOT NULL,
    check_on date NOT NULL,
    introductions text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    contact_id bigint,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    to_unit_id bigint NOT NULL,
    written_by_id bigint NOT NULL
);
ALTER TABLE public.pathway_handoverevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_handoverevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_hearing (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    "on" date NOT NULL,
    words text NOT NULL,
    reply_by date,
    replied_on date,
    reply text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    episode_id uuid,
    letter_id uuid,
    referral_id uuid,
    CONSTRAINT hearing_before_one_decision CHECK ((((episode_id IS NULL) AND (referral_id IS NOT NULL)) OR ((episode_id IS NOT NULL) AND (referral_id IS NULL)))),
    CONSTRAINT hearing_has_words CHECK ((NOT (words = ''::text))),
    CONSTRAINT hearing_reply_has_day_and_words CHECK ((((replied_on IS NULL) AND (reply = ''::text)) OR ((replied_on >= "on") AND (NOT (reply = ''::text))))),
    CONSTRAINT hearing_warning_says_until_when CHECK (((((kind)::text = 'conversation'::text) AND (replied_on IS NULL) AND (reply = ''::text) AND (reply_by IS NULL)) OR (((kind)::text = 'warning'::text) AND (reply_by > "on"))))
);
ALTER TABLE public.pathway_hearing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_hearing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_hearingevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    "on" date NOT NULL,
    words text NOT NULL,
    reply_by date,
    replied_on date,
    reply text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    episode_id uuid,
    letter_id uuid,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    referral_id uuid
);
ALTER TABLE public.pathway_hearingevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_hearingevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_hold (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    reason text NOT NULL,
    resumed_on date,
    resumed_note text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    episode_id uuid NOT NULL,
    written_by_id bigint NOT NULL,
    ended_with_period boolean NOT NULL,
    CONSTRAINT hold_ends_after_start CHECK (((resumed_on IS NULL) OR (resumed_on >= starts_on))),
    CONSTRAINT hold_has_reason CHECK ((NOT (reason = ''::text)))
);
ALTER TABLE public.pathway_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_holdevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    starts_on date NOT NULL,
    reason text NOT NULL,
    resumed_on date,
    resumed_note text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    ended_with_period boolean NOT NULL
);
ALTER TABLE public.pathway_holdevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_holdevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_interpreteruse (
    id uuid NOT NULL,
    "on" date NOT NULL,
    language character varying(40) NOT NULL,
    used boolean NOT NULL,
    why_not text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    follow_up_id bigint,
    referral_id uuid,
    written_by_id bigint NOT NULL,
    CONSTRAINT interpreter_not_used_says_why CHECK ((used OR (NOT (why_not = ''::text)))),
    CONSTRAINT interpreter_use_of_one_contact CHECK ((((follow_up_id IS NULL) AND (referral_id IS NOT NULL)) OR ((follow_up_id IS NOT NULL) AND (referral_id IS NULL))))
);
COMMENT ON TABLE public.pathway_interpreteruse IS 'append-only: interpreter used or not, contact by contact';
CREATE TABLE public.pathway_letter (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    "to" character varying(160) NOT NULL,
    title character varying(160) NOT NULL,
    language character varying(5) NOT NULL,
    large_print boolean NOT NULL,
    html text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    episode_id uuid,
    written_by_id bigint NOT NULL,
    person_id uuid NOT NULL,
    referral_id uuid
);
COMMENT ON TABLE public.pathway_letter IS 'append-only: letters as they left the house';
CREATE TABLE public.pathway_letterevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    "to" character varying(160) NOT NULL,
    title character varying(160) NOT NULL,
    language character varying(5) NOT NULL,
    large_print boolean NOT NULL,
    html text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    episode_id uuid,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    written_by_id bigint NOT NULL,
    person_id uuid NOT NULL,
    referral_id uuid
);
ALTER TABLE public.pathway_letterevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_letterevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_person (
    id uuid NOT NULL,
    national_number character varying(11) NOT NULL,
    given_name character varying(80) NOT NULL,
    family_name character varying(80) NOT NULL,
    sort_name character varying(240) NOT NULL,
    birth_date date,
    sex character varying(10) NOT NULL,
    address character varying(160) NOT NULL,
    postal_code character varying(4) NOT NULL,
    city character varying(80) NOT NULL,
    municipality_number character varying(4) NOT NULL,
    phone character varying(20) NOT NULL,
    language character varying(5) NOT NULL,
    interpreter character varying(40) NOT NULL,
    large_print boolean NOT NULL,
    lives_alone boolean,
    alert character varying(200) NOT NULL,
    gp_name character varying(120) NOT NULL,
    died_on date,
    created_at timestamp with time zone NOT NULL,
    user_id bigint,
    name_words tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(translate(((COALESCE(given_name, ''::character varying))::text || COALESCE((COALESCE(' '::text, ''::text) || (COALESCE(family_name, ''::character varying))::text), ''::text)), 'áàâãāăąǎAÁÀÂÃĀĂĄǍBçćčĉċCÇĆČĈĊďđðDĎĐÐéèêëēėęěEÉÈÊËĒĖĘĚFğģǥǧGĞĢǤǦHíìîïīįıIÍÌÎÏĪĮJķǩKĶǨłľļĺLŁĽĻĹMñńňņŋNÑŃŇŅŊóòôõōOÓÒÔÕŌPQřŕRŘŔšśşșSŠŚŞȘťŧţțTŤŦŢȚúùûūůųUÚÙÛŪŮŲVWXüűýÿYÜŰÝŸžźżʒǯZŽŹŻƷǮäÆÄöőœØÖŐŒÅ-‐‑–/.,_''’`´()" '::text, 'aaaaaaaaaaaaaaaaabcccccccccccdddddddeeeeeeeeeeeeeeeeefggggggggghiiiiiiiiiiiiiijkkkkklllllllllmnnnnnnnnnnnooooooooooopqrrrrrssssssssstttttttttuuuuuuuuuuuuuvwxyyyyyyyyyzzzzzzzzzzzæææøøøøøøøå                '::text), ' '::text), ''::text))) STORED,
    known_as_id uuid,
    moved_on date,
    CONSTRAINT person_not_known_as_self CHECK ((NOT ((known_as_id = id) AND (known_as_id IS NOT NULL))))
);
CREATE TABLE public.pathway_personevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    national_number character varying(11) NOT NULL,
    given_name character varying(80) NOT NULL,
    family_name character varying(80) NOT NULL,
    sort_name character varying(240) NOT NULL,
    birth_date date,
    sex character varying(10) NOT NULL,
    address character varying(160) NOT NULL,
    postal_code character varying(4) NOT NULL,
    city character varying(80) NOT NULL,
    municipality_number character varying(4) NOT NULL,
    phone character varying(20) NOT NULL,
    language character varying(5) NOT NULL,
    interpreter character varying(40) NOT NULL,
    large_print boolean NOT NULL,
    lives_alone boolean,
    alert character varying(200) NOT NULL,
    gp_name character varying(120) NOT NULL,
    died_on date,
    created_at timestamp with time zone NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    user_id bigint,
    known_as_id uuid,
    moved_on date
);
ALTER TABLE public.pathway_personevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_personevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_preliminaryanswer (
    id uuid NOT NULL,
    why text NOT NULL,
    expected_on date NOT NULL,
    written_at timestamp with time zone NOT NULL,
    letter_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT preliminary_answer_says_why CHECK ((NOT (why = ''::text)))
);
COMMENT ON TABLE public.pathway_preliminaryanswer IS 'append-only: preliminary answers as they were sent';
CREATE TABLE public.pathway_referral (
    id uuid NOT NULL,
    state character varying(20) NOT NULL,
    received_on date NOT NULL,
    contact_due_on date NOT NULL,
    route character varying(30) NOT NULL,
    referrer character varying(30) NOT NULL,
    referrer_name character varying(120) NOT NULL,
    function_loss character varying(10) NOT NULL,
    function_loss_on date,
    cause character varying(30) NOT NULL,
    services_today character varying(30)[] NOT NULL,
    hours_per_week numeric(5,2),
    what_matters text NOT NULL,
    home_situation text NOT NULL,
    urgent boolean NOT NULL,
    discharge_on date,
    note text NOT NULL,
    contacted_on date,
    contact_note text NOT NULL,
    answered_on date,
    withdrawn_reason text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    import_key character varying(64),
    handled_by_id bigint,
    office_id bigint NOT NULL,
    person_id uuid NOT NULL,
    registered_by_id bigint NOT NULL,
    team_id bigint,
    answer_due_on date NOT NULL,
    name_as_written character varying(160) NOT NULL,
    episode_opened boolean NOT NULL,
    waits boolean GENERATED ALWAYS AS (
CASE
    WHEN ((state)::text = ANY ((ARRAY['accepted'::character varying, 'contacted'::character varying, 'received'::character varying])::text[])) THEN true
    WHEN ((NOT episode_opened) AND ((state)::text = 'granted'::text)) THEN true
    ELSE false
END) STORED,
    content_digest character varying(64) NOT NULL,
    written_about_id uuid,
    closed_for character varying(20) NOT NULL,
    state_when_closed character varying(20) NOT NULL,
    case_number character varying(20) NOT NULL,
    CONSTRAINT referral_closed_is_answered CHECK (((NOT ((state)::text = ANY ((ARRAY['declined'::character varying, 'granted'::character varying, 'refused'::character varying, 'withdrawn'::character varying])::text[]))) OR (answered_on IS NOT NULL))),
    CONSTRAINT referral_contacted_has_date CHECK (((NOT ((state)::text = 'contacted'::text)) OR (contacted_on IS NOT NULL))),
    CONSTRAINT referral_hours_in_a_week CHECK (((hours_per_week IS NULL) OR ((hours_per_week >= (0)::numeric) AND (hours_per_week <= (168)::numeric)))),
    CONSTRAINT referral_known_state CHECK (((state)::text = ANY ((ARRAY['accepted'::character varying, 'contacted'::character varying, 'declined'::character varying, 'granted'::character varying, 'received'::character varying, 'refused'::character varying, 'withdrawn'::character varying])::text[])))
);
CREATE TABLE public.pathway_referralevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    state character varying(20) NOT NULL,
    received_on date NOT NULL,
    contact_due_on date NOT NULL,
    route character varying(30) NOT NULL,
    referrer character varying(30) NOT NULL,
    referrer_name character varying(120) NOT NULL,
    function_loss character varying(10) NOT NULL,
    function_loss_on date,
    cause character varying(30) NOT NULL,
    services_today character varying(30)[] NOT NULL,
    hours_per_week numeric(5,2),
    what_matters text NOT NULL,
    home_situation text NOT NULL,
    urgent boolean NOT NULL,
    discharge_on date,
    note text NOT NULL,
    contacted_on date,
    contact_note text NOT NULL,
    answered_on date,
    withdrawn_reason text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    import_key character varying(64),
    handled_by_id bigint,
    office_id bigint NOT NULL,
    person_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    registered_by_id bigint NOT NULL,
    team_id bigint,
    answer_due_on date NOT NULL,
    name_as_written character varying(160) NOT NULL,
    episode_opened boolean NOT NULL,
    content_digest character varying(64) NOT NULL,
    written_about_id uuid,
    closed_for character varying(20) NOT NULL,
    state_when_closed character varying(20) NOT NULL,
    case_number character varying(20) NOT NULL
);
ALTER TABLE public.pathway_referralevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_referralevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_relative (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    relationship character varying(60) NOT NULL,
    phone character varying(20) NOT NULL,
    consented_on date,
    withdrawn_on date,
    person_id uuid NOT NULL,
    user_id bigint,
    CONSTRAINT relative_withdrawn_after_consent CHECK (((withdrawn_on IS NULL) OR ((consented_on IS NOT NULL) AND (withdrawn_on >= consented_on))))
);
ALTER TABLE public.pathway_relative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_relative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_relativeevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    relationship character varying(60) NOT NULL,
    phone character varying(20) NOT NULL,
    consented_on date,
    withdrawn_on date,
    person_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    user_id bigint
);
ALTER TABLE public.pathway_relativeevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_relativeevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_screening (
    id bigint NOT NULL,
    answers jsonb NOT NULL,
    recommended character varying(20) NOT NULL,
    recommended_because jsonb NOT NULL,
    included boolean NOT NULL,
    reason text NOT NULL,
    alternative character varying(30) NOT NULL,
    answer_to_referrer text NOT NULL,
    screened_at timestamp with time zone NOT NULL,
    referral_id uuid NOT NULL,
    screened_by_id bigint NOT NULL,
    CONSTRAINT screening_has_reason CHECK ((NOT (reason = ''::text)))
);
ALTER TABLE public.pathway_screening ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_screening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_screeningevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    answers jsonb NOT NULL,
    recommended character varying(20) NOT NULL,
    recommended_because jsonb NOT NULL,
    included boolean NOT NULL,
    reason text NOT NULL,
    alternative character varying(30) NOT NULL,
    answer_to_referrer text NOT NULL,
    screened_at timestamp with time zone NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    referral_id uuid NOT NULL,
    screened_by_id bigint NOT NULL
);
ALTER TABLE public.pathway_screeningevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_screeningevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_servicelevel (
    id bigint NOT NULL,
    moment character varying(20) NOT NULL,
    kind character varying(30) NOT NULL,
    hours_per_week numeric(5,2) NOT NULL,
    episode_id uuid NOT NULL,
    CONSTRAINT service_hours_in_a_week CHECK (((hours_per_week >= (0)::numeric) AND (hours_per_week <= (168)::numeric)))
);
ALTER TABLE public.pathway_servicelevel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_servicelevel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_servicelevelevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    moment character varying(20) NOT NULL,
    kind character varying(30) NOT NULL,
    hours_per_week numeric(5,2) NOT NULL,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.pathway_servicelevelevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_servicelevelevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_servicelevelsknown (
    id bigint NOT NULL,
    moment character varying(20) NOT NULL,
    known_on date NOT NULL,
    episode_id uuid NOT NULL
);
ALTER TABLE public.pathway_servicelevelsknown ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_servicelevelsknown_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_servicelevelsknownevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    moment character varying(20) NOT NULL,
    known_on date NOT NULL,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.pathway_servicelevelsknownevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_servicelevelsknownevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_servicemodelversion (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    text text NOT NULL,
    effective_from date NOT NULL,
    note character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT service_model_has_text CHECK ((NOT (text = ''::text)))
);
COMMENT ON TABLE public.pathway_servicemodelversion IS 'append-only: the municipality''s service model, version by version';
ALTER TABLE public.pathway_servicemodelversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_servicemodelversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pathway_sharing (
    id bigint NOT NULL,
    with_whom character varying(20) NOT NULL,
    agrees boolean NOT NULL,
    said_on date NOT NULL,
    written_at timestamp with time zone NOT NULL,
    person_id uuid NOT NULL,
    referral_id uuid,
    relative_id bigint,
    written_by_id bigint NOT NULL,
    CONSTRAINT sharing_names_one_receiver CHECK ((((referral_id IS NULL) AND (relative_id IS NULL) AND ((with_whom)::text = 'gp'::text)) OR ((referral_id IS NOT NULL) AND (relative_id IS NULL) AND ((with_whom)::text = 'referrer'::text)) OR ((referral_id IS NULL) AND (relative_id IS NOT NULL) AND ((with_whom)::text = 'relative'::text))))
);
COMMENT ON TABLE public.pathway_sharing IS 'append-only: what persons said about telling others';
ALTER TABLE public.pathway_sharing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pathway_sharing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.visits_visit (
    id uuid NOT NULL,
    state character varying(20) NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    planned_minutes smallint NOT NULL,
    first_visit boolean NOT NULL,
    started_at timestamp with time zone,
    minutes_on_site smallint,
    minutes_travel smallint,
    effort smallint,
    deviation character varying(20) NOT NULL,
    note text NOT NULL,
    recorded_at timestamp with time zone,
    episode_id uuid NOT NULL,
    recorded_by_id bigint,
    first_visit_exception text NOT NULL,
    cancelled_for character varying(20) NOT NULL,
    outside_reason text NOT NULL,
    CONSTRAINT visit_done_has_minutes CHECK (((NOT ((state)::text = 'done'::text)) OR (minutes_on_site IS NOT NULL))),
    CONSTRAINT visit_effort_0_to_10 CHECK (((effort IS NULL) OR (effort <= 10))),
    CONSTRAINT visit_known_state CHECK (((state)::text = ANY ((ARRAY['cancelled'::character varying, 'done'::character varying, 'not_done'::character varying, 'planned'::character varying])::text[]))),
    CONSTRAINT visit_not_done_says_why CHECK (((NOT ((state)::text = 'not_done'::text)) OR (NOT ((deviation)::text = ''::text)))),
    CONSTRAINT visits_visit_effort_check CHECK ((effort >= 0)),
    CONSTRAINT visits_visit_minutes_on_site_check CHECK ((minutes_on_site >= 0)),
    CONSTRAINT visits_visit_minutes_travel_check CHECK ((minutes_travel >= 0)),
    CONSTRAINT visits_visit_planned_minutes_check CHECK ((planned_minutes >= 0))
);
CREATE TABLE public.visits_visitevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id uuid NOT NULL,
    state character varying(20) NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    planned_minutes smallint NOT NULL,
    first_visit boolean NOT NULL,
    started_at timestamp with time zone,
    minutes_on_site smallint,
    minutes_travel smallint,
    effort smallint,
    deviation character varying(20) NOT NULL,
    note text NOT NULL,
    recorded_at timestamp with time zone,
    episode_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id uuid NOT NULL,
    recorded_by_id bigint,
    first_visit_exception text NOT NULL,
    cancelled_for character varying(20) NOT NULL,
    outside_reason text NOT NULL,
    CONSTRAINT visits_visitevent_effort_check CHECK ((effort >= 0)),
    CONSTRAINT visits_visitevent_minutes_on_site_check CHECK ((minutes_on_site >= 0)),
    CONSTRAINT visits_visitevent_minutes_travel_check CHECK ((minutes_travel >= 0)),
    CONSTRAINT visits_visitevent_planned_minutes_check CHECK ((planned_minutes >= 0))
);
ALTER TABLE public.visits_visitevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visitevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.visits_visitmeasure (
    id bigint NOT NULL,
    assistance_level smallint,
    measure_id uuid NOT NULL,
    visit_id uuid NOT NULL,
    as_before boolean NOT NULL,
    CONSTRAINT trained_level_0_to_5 CHECK (((assistance_level IS NULL) OR ((assistance_level >= 0) AND (assistance_level <= 5)))),
    CONSTRAINT visits_visitmeasure_assistance_level_check CHECK ((assistance_level >= 0))
);
ALTER TABLE public.visits_visitmeasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visitmeasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.visits_visitmeasureevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    assistance_level smallint,
    measure_id uuid NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    visit_id uuid NOT NULL,
    as_before boolean NOT NULL,
    CONSTRAINT visits_visitmeasureevent_assistance_level_check CHECK ((assistance_level >= 0))
);
ALTER TABLE public.visits_visitmeasureevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visitmeasureevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.visits_visitstaff (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    visit_id uuid NOT NULL
);
ALTER TABLE public.visits_visitstaff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visitstaff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.visits_visitstaffevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    user_id bigint NOT NULL,
    visit_id uuid NOT NULL
);
ALTER TABLE public.visits_visitstaffevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visitstaffevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO public.auth_permission VALUES
	(1, 'Can add permission', 3, 'add_permission'),
	(2, 'Can change permission', 3, 'change_permission'),
	(3, 'Can delete permission', 3, 'delete_permission'),
	(4, 'Can view permission', 3, 'view_permission'),
	(5, 'Can add group', 4, 'add_group'),
	(6, 'Can change group', 4, 'change_group'),
	(7, 'Can delete group', 4, 'delete_group'),
	(8, 'Can view group', 4, 'view_group'),
	(9, 'Can add content type', 5, 'add_contenttype'),
	(10, 'Can change content type', 5, 'change_contenttype'),
	(11, 'Can delete content type', 5, 'delete_contenttype'),
	(12, 'Can view content type', 5, 'view_contenttype'),
	(13, 'Can add session', 6, 'add_session'),
	(14, 'Can change session', 6, 'change_session'),
	(15, 'Can delete session', 6, 'delete_session'),
	(16, 'Can view session', 6, 'view_session'),
	(17, 'Can add email address', 7, 'add_emailaddress'),
	(18, 'Can change email address', 7, 'change_emailaddress'),
	(19, 'Can delete email address', 7, 'delete_emailaddress'),
	(20, 'Can view email address', 7, 'view_emailaddress'),
	(21, 'Can add email confirmation', 8, 'add_emailconfirmation'),
	(22, 'Can change email confirmation', 8, 'change_emailconfirmation'),
	(23, 'Can delete email confirmation', 8, 'delete_emailconfirmation'),
	(24, 'Can view email confirmation', 8, 'view_emailconfirmation'),
	(25, 'Can add access attempt', 9, 'add_accessattempt'),
	(26, 'Can change access attempt', 9, 'change_accessattempt'),
	(27, 'Can delete access attempt', 9, 'delete_accessattempt'),
	(28, 'Can view access attempt', 9, 'view_accessattempt'),
	(29, 'Can add access log', 10, 'add_accesslog'),
	(30, 'Can change access log', 10, 'change_accesslog'),
	(31, 'Can delete access log', 10, 'delete_accesslog'),
	(32, 'Can view access log', 10, 'view_accesslog'),
	(33, 'Can add access failure', 11, 'add_accessfailurelog'),
	(34, 'Can change access failure', 11, 'change_accessfailurelog'),
	(35, 'Can delete access failure', 11, 'delete_accessfailurelog'),
	(36, 'Can view access failure', 11, 'view_accessfailurelog'),
	(37, 'Can add access attempt expiration', 12, 'add_accessattemptexpiration'),
	(38, 'Can change access attempt expiration', 12, 'change_accessattemptexpiration'),
	(39, 'Can delete access attempt expiration', 12, 'delete_accessattemptexpiration'),
	(40, 'Can view access attempt expiration', 12, 'view_accessattemptexpiration'),
	(41, 'Can add context', 13, 'add_context'),
	(42, 'Can change context', 13, 'change_context'),
	(43, 'Can delete context', 13, 'delete_context'),
	(44, 'Can view context', 13, 'view_context'),
	(45, 'Can add events', 1, 'add_events'),
	(46, 'Can change events', 1, 'change_events'),
	(47, 'Can delete events', 1, 'delete_events'),
	(48, 'Can view events', 1, 'view_events'),
	(49, 'Can add middleware events', 2, 'add_middlewareevents'),
	(50, 'Can change middleware events', 2, 'change_middlewareevents'),
	(51, 'Can delete middleware events', 2, 'delete_middlewareevents'),
	(52, 'Can view middleware events', 2, 'view_middlewareevents'),
	(53, 'Can add procrastinate event', 14, 'add_procrastinateevent'),
	(54, 'Can change procrastinate event', 14, 'change_procrastinateevent'),
	(55, 'Can delete procrastinate event', 14, 'delete_procrastinateevent'),
	(56, 'Can view procrastinate event', 14, 'view_procrastinateevent'),
	(57, 'Can add procrastinate job', 15, 'add_procrastinatejob'),
	(58, 'Can change procrastinate job', 15, 'change_procrastinatejob'),
	(59, 'Can delete procrastinate job', 15, 'delete_procrastinatejob'),
	(60, 'Can view procrastinate job', 15, 'view_procrastinatejob'),
	(61, 'Can add procrastinate periodic defer', 16, 'add_procrastinateperiodicdefer'),
	(62, 'Can change procrastinate periodic defer', 16, 'change_procrastinateperiodicdefer'),
	(63, 'Can delete procrastinate periodic defer', 16, 'delete_procrastinateperiodicdefer'),
	(64, 'Can view procrastinate periodic defer', 16, 'view_procrastinateperiodicdefer'),
	(65, 'Can add procrastinate worker', 17, 'add_procrastinateworker'),
	(66, 'Can change procrastinate worker', 17, 'change_procrastinateworker'),
	(67, 'Can delete procrastinate worker', 17, 'delete_procrastinateworker'),
	(68, 'Can view procrastinate worker', 17, 'view_procrastinateworker'),
	(69, 'Can add user', 18, 'add_user'),
	(70, 'Can change user', 18, 'change_user'),
	(71, 'Can delete user', 18, 'delete_user'),
	(72, 'Can view user', 18, 'view_user'),
	(73, 'Can add unit', 19, 'add_unit'),
	(74, 'Can change unit', 19, 'change_unit'),
	(75, 'Can delete unit', 19, 'delete_unit'),
	(76, 'Can view unit', 19, 'view_unit'),
	(77, 'Can add membership', 20, 'add_membership'),
	(78, 'Can change membership', 20, 'change_membership'),
	(79, 'Can delete membership', 20, 'delete_membership'),
	(80, 'Can view membership', 20, 'view_membership'),
	(81, 'Can add log entry', 21, 'add_logentry'),
	(82, 'Can change log entry', 21, 'change_logentry'),
	(83, 'Can delete log entry', 21, 'delete_logentry'),
	(84, 'Can view log entry', 21, 'view_logentry'),
	(85, 'Can add attempt', 22, 'add_attempt'),
	(86, 'Can change attempt', 22, 'change_attempt'),
	(87, 'Can delete attempt', 22, 'delete_attempt'),
	(88, 'Can view attempt', 22, 'view_attempt'),
	(89, 'Can add log seal', 23, 'add_logseal'),
	(90, 'Can change log seal', 23, 'change_logseal'),
	(91, 'Can delete log seal', 23, 'delete_logseal'),
	(92, 'Can view log seal', 23, 'view_logseal'),
	(93, 'Can add draft', 24, 'add_draft'),
	(94, 'Can change draft', 24, 'change_draft'),
	(95, 'Can delete draft', 24, 'delete_draft'),
	(96, 'Can view draft', 24, 'view_draft'),
	(97, 'Can add receipt', 25, 'add_receipt'),
	(98, 'Can change receipt', 25, 'change_receipt'),
	(99, 'Can delete receipt', 25, 'delete_receipt'),
	(100, 'Can view receipt', 25, 'view_receipt'),
	(101, 'Can add service model version', 26, 'add_servicemodelversion'),
	(102, 'Can change service model version', 26, 'change_servicemodelversion'),
	(103, 'Can delete service model version', 26, 'delete_servicemodelversion'),
	(104, 'Can view service model version', 26, 'view_servicemodelversion'),
	(105, 'Can add appeal', 27, 'add_appeal'),
	(106, 'Can change appeal', 27, 'change_appeal'),
	(107, 'Can delete appeal', 27, 'delete_appeal'),
	(108, 'Can view appeal', 27, 'view_appeal'),
	(109, 'Can add care team member', 28, 'add_careteammember'),
	(110, 'Can change care team member', 28, 'change_careteammember'),
	(111, 'Can delete care team member', 28, 'delete_careteammember'),
	(112, 'Can view care team member', 28, 'view_careteammember'),
	(113, 'Can add decision', 29, 'add_decision'),
	(114, 'Can change decision', 29, 'change_decision'),
	(115, 'Can delete decision', 29, 'delete_decision'),
	(116, 'Can view decision', 29, 'view_decision'),
	(117, 'Can add appeal event', 30, 'add_appealevent'),
	(118, 'Can change appeal event', 30, 'change_appealevent'),
	(119, 'Can delete appeal event', 30, 'delete_appealevent'),
	(120, 'Can view appeal event', 30, 'view_appealevent'),
	(121, 'Can add episode', 31, 'add_episode'),
	(122, 'Can change episode', 31, 'change_episode'),
	(123, 'Can delete episode', 31, 'delete_episode'),
	(124, 'Can view episode', 31, 'view_episode'),
	(125, 'Can add care team member event', 32, 'add_careteammemberevent'),
	(126, 'Can change care team member event', 32, 'change_careteammemberevent'),
	(127, 'Can delete care team member event', 32, 'delete_careteammemberevent'),
	(128, 'Can view care team member event', 32, 'view_careteammemberevent'),
	(129, 'Can add follow up', 33, 'add_followup'),
	(130, 'Can change follow up', 33, 'change_followup'),
	(131, 'Can delete follow up', 33, 'delete_followup'),
	(132, 'Can view follow up', 33, 'view_followup'),
	(133, 'Can add follow up event', 34, 'add_followupevent'),
	(134, 'Can change follow up event', 34, 'change_followupevent'),
	(135, 'Can delete follow up event', 34, 'delete_followupevent'),
	(136, 'Can view follow up event', 34, 'view_followupevent'),
	(137, 'Can add hand over', 35, 'add_handover'),
	(138, 'Can change hand over', 35, 'change_handover'),
	(139, 'Can delete hand over', 35, 'delete_handover'),
	(140, 'Can view hand over', 35, 'view_handover'),
	(141, 'Can add hand over event', 36, 'add_handoverevent'),
	(142, 'Can change hand over event', 36, 'change_handoverevent'),
	(143, 'Can delete hand over event', 36, 'delete_handoverevent'),
	(144, 'Can view hand over event', 36, 'view_handoverevent'),
	(145, 'Can add person', 37, 'add_person'),
	(146, 'Can change person', 37, 'change_person'),
	(147, 'Can delete person', 37, 'delete_person'),
	(148, 'Can view person', 37, 'view_person'),
	(149, 'Can add letter', 38, 'add_letter'),
	(150, 'Can change letter', 38, 'change_letter'),
	(151, 'Can delete letter', 38, 'delete_letter'),
	(152, 'Can view letter', 38, 'view_letter'),
	(153, 'Can add person event', 39, 'add_personevent'),
	(154, 'Can change person event', 39, 'change_personevent'),
	(155, 'Can delete person event', 39, 'delete_personevent'),
	(156, 'Can view person event', 39, 'view_personevent'),
	(157, 'Can add referral', 40, 'add_referral'),
	(158, 'Can change referral', 40, 'change_referral'),
	(159, 'Can delete referral', 40, 'delete_referral'),
	(160, 'Can view referral', 40, 'view_referral'),
	(161, 'Can add letter event', 41, 'add_letterevent'),
	(162, 'Can change letter event', 41, 'change_letterevent'),
	(163, 'Can delete letter event', 41, 'delete_letterevent'),
	(164, 'Can view letter event', 41, 'view_letterevent'),
	(165, 'Can add episode event', 42, 'add_episodeevent'),
	(166, 'Can change episode event', 42, 'change_episodeevent'),
	(167, 'Can delete episode event', 42, 'delete_episodeevent'),
	(168, 'Can view episode event', 42, 'view_episodeevent'),
	(169, 'Can add decision event', 43, 'add_decisionevent'),
	(170, 'Can change decision event', 43, 'change_decisionevent'),
	(171, 'Can delete decision event', 43, 'delete_decisionevent'),
	(172, 'Can view decision event', 43, 'view_decisionevent'),
	(173, 'Can add referral event', 44, 'add_referralevent'),
	(174, 'Can change referral event', 44, 'change_referralevent'),
	(175, 'Can delete referral event', 44, 'delete_referralevent'),
	(176, 'Can view referral event', 44, 'view_referralevent'),
	(177, 'Can add relative', 45, 'add_relative'),
	(178, 'Can change relative', 45, 'change_relative'),
	(179, 'Can delete relative', 45, 'delete_relative'),
	(180, 'Can view relative', 45, 'view_relative'),
	(181, 'Can add relative event', 46, 'add_relativeevent'),
	(182, 'Can change relative event', 46, 'change_relativeevent'),
	(183, 'Can delete relative event', 46, 'delete_relativeevent'),
	(184, 'Can view relative event', 46, 'view_relativeevent'),
	(185, 'Can add screening', 47, 'add_screening'),
	(186, 'Can change screening', 47, 'change_screening'),
	(187, 'Can delete screening', 47, 'delete_screening'),
	(188, 'Can view screening', 47, 'view_screening'),
	(189, 'Can add screening event', 48, 'add_screeningevent'),
	(190, 'Can change screening event', 48, 'change_screeningevent'),
	(191, 'Can delete screening event', 48, 'delete_screeningevent'),
	(192, 'Can view screening event', 48, 'view_screeningevent'),
	(193, 'Can add service level', 49, 'add_servicelevel'),
	(194, 'Can change service level', 49, 'change_servicelevel'),
	(195, 'Can delete service level', 49, 'delete_servicelevel'),
	(196, 'Can view service level', 49, 'view_servicelevel'),
	(197, 'Can add service level event', 50, 'add_servicelevelevent'),
	(198, 'Can change service level event', 50, 'change_servicelevelevent'),
	(199, 'Can delete service level event', 50, 'delete_servicelevelevent'),
	(200, 'Can view service level event', 50, 'view_servicelevelevent'),
	(201, 'Can add service levels known', 51, 'add_servicelevelsknown'),
	(202, 'Can change service levels known', 51, 'change_servicelevelsknown'),
	(203, 'Can delete service levels known', 51, 'delete_servicelevelsknown'),
	(204, 'Can view service levels known', 51, 'view_servicelevelsknown'),
	(205, 'Can add service levels known event', 52, 'add_servicelevelsknownevent'),
	(206, 'Can change service levels known event', 52, 'change_servicelevelsknownevent'),
	(207, 'Can delete service levels known event', 52, 'delete_servicelevelsknownevent'),
	(208, 'Can view service levels known event', 52, 'view_servicelevelsknownevent'),
	(209, 'Can add hold', 53, 'add_hold'),
	(210, 'Can change hold', 53, 'change_hold'),
	(211, 'Can delete hold', 53, 'delete_hold'),
	(212, 'Can view hold', 53, 'view_hold'),
	(213, 'Can add hold event', 54, 'add_holdevent'),
	(214, 'Can change hold event', 54, 'change_holdevent'),
	(215, 'Can delete hold event', 54, 'delete_holdevent'),
	(216, 'Can view hold event', 54, 'view_holdevent'),
	(217, 'Can add hearing', 55, 'add_hearing'),
	(218, 'Can change hearing', 55, 'change_hearing'),
	(219, 'Can delete hearing', 55, 'delete_hearing'),
	(220, 'Can view hearing', 55, 'view_hearing'),
	(221, 'Can add hearing event', 56, 'add_hearingevent'),
	(222, 'Can change hearing event', 56, 'change_hearingevent'),
	(223, 'Can delete hearing event', 56, 'delete_hearingevent'),
	(224, 'Can view hearing event', 56, 'view_hearingevent'),
	(225, 'Can add deferral', 57, 'add_deferral'),
	(226, 'Can change deferral', 57, 'change_deferral'),
	(227, 'Can delete deferral', 57, 'delete_deferral'),
	(228, 'Can view deferral', 57, 'view_deferral'),
	(229, 'Can add deferral event', 58, 'add_deferralevent'),
	(230, 'Can change deferral event', 58, 'change_deferralevent'),
	(231, 'Can delete deferral event', 58, 'delete_deferralevent'),
	(232, 'Can view deferral event', 58, 'view_deferralevent'),
	(233, 'Can add dispatch', 59, 'add_dispatch'),
	(234, 'Can change dispatch', 59, 'change_dispatch'),
	(235, 'Can delete dispatch', 59, 'delete_dispatch'),
	(236, 'Can view dispatch', 59, 'view_dispatch'),
	(237, 'Can add sharing', 60, 'add_sharing'),
	(238, 'Can change sharing', 60, 'change_sharing'),
	(239, 'Can delete sharing', 60, 'delete_sharing'),
	(240, 'Can view sharing', 60, 'view_sharing'),
	(241, 'Can add decision competence', 61, 'add_decisioncompetence'),
	(242, 'Can change decision competence', 61, 'change_decisioncompetence'),
	(243, 'Can delete decision competence', 61, 'delete_decisioncompetence'),
	(244, 'Can view decision competence', 61, 'view_decisioncompetence'),
	(245, 'Can add decision competence event', 62, 'add_decisioncompetenceevent'),
	(246, 'Can change decision competence event', 62, 'change_decisioncompetenceevent'),
	(247, 'Can delete decision competence event', 62, 'delete_decisioncompetenceevent'),
	(248, 'Can view decision competence event', 62, 'view_decisioncompetenceevent'),
	(249, 'Can add interpreter use', 63, 'add_interpreteruse'),
	(250, 'Can change interpreter use', 63, 'change_interpreteruse'),
	(251, 'Can delete interpreter use', 63, 'delete_interpreteruse'),
	(252, 'Can view interpreter use', 63, 'view_interpreteruse'),
	(253, 'Can add preliminary answer', 64, 'add_preliminaryanswer'),
	(254, 'Can change preliminary answer', 64, 'change_preliminaryanswer'),
	(255, 'Can delete preliminary answer', 64, 'delete_preliminaryanswer'),
	(256, 'Can view preliminary answer', 64, 'view_preliminaryanswer'),
	(257, 'Can add contact attempt', 65, 'add_contactattempt'),
	(258, 'Can change contact attempt', 65, 'change_contactattempt'),
	(259, 'Can delete contact attempt', 65, 'delete_contactattempt'),
	(260, 'Can view contact attempt', 65, 'view_contactattempt'),
	(261, 'Can add assessment event', 66, 'add_assessmentevent'),
	(262, 'Can change assessment event', 66, 'change_assessmentevent'),
	(263, 'Can delete assessment event', 66, 'delete_assessmentevent'),
	(264, 'Can view assessment event', 66, 'view_assessmentevent'),
	(265, 'Can add assessment', 67, 'add_assessment'),
	(266, 'Can change assessment', 67, 'change_assessment'),
	(267, 'Can delete assessment', 67, 'delete_assessment'),
	(268, 'Can view assessment', 67, 'view_assessment'),
	(269, 'Can add goal event', 68, 'add_goalevent'),
	(270, 'Can change goal event', 68, 'change_goalevent'),
	(271, 'Can delete goal event', 68, 'delete_goalevent'),
	(272, 'Can view goal event', 68, 'view_goalevent'),
	(273, 'Can add measure', 69, 'add_measure'),
	(274, 'Can change measure', 69, 'change_measure'),
	(275, 'Can delete measure', 69, 'delete_measure'),
	(276, 'Can view measure', 69, 'view_measure'),
	(277, 'Can add measure event', 70, 'add_measureevent'),
	(278, 'Can change measure event', 70, 'change_measureevent'),
	(279, 'Can delete measure event', 70, 'delete_measureevent'),
	(280, 'Can view measure event', 70, 'view_measureevent'),
	(281, 'Can add planned dose', 71, 'add_planneddose'),
	(282, 'Can change planned dose', 71, 'change_planneddose'),
	(283, 'Can delete planned dose', 71, 'delete_planneddose'),
	(284, 'Can view planned dose', 71, 'view_planneddose'),
	(285, 'Can add planned dose event', 72, 'add_planneddoseevent'),
	(286, 'Can change planned dose event', 72, 'change_planneddoseevent'),
	(287, 'Can delete planned dose event', 72, 'delete_planneddoseevent'),
	(288, 'Can view planned dose event', 72, 'view_planneddoseevent'),
	(289, 'Can add goal', 73, 'add_goal'),
	(290, 'Can change goal', 73, 'change_goal'),
	(291, 'Can delete goal', 73, 'delete_goal'),
	(292, 'Can view goal', 73, 'view_goal'),
	(293, 'Can add dose change', 74, 'add_dosechange'),
	(294, 'Can change dose change', 74, 'change_dosechange'),
	(295, 'Can delete dose change', 74, 'delete_dosechange'),
	(296, 'Can view dose change', 74, 'view_dosechange'),
	(297, 'Can add visit', 75, 'add_visit'),
	(298, 'Can change visit', 75, 'change_visit'),
	(299, 'Can delete visit', 75, 'delete_visit'),
	(300, 'Can view visit', 75, 'view_visit'),
	(301, 'Can add visit event', 76, 'add_visitevent'),
	(302, 'Can change visit event', 76, 'change_visitevent'),
	(303, 'Can delete visit event', 76, 'delete_visitevent'),
	(304, 'Can view visit event', 76, 'view_visitevent'),
	(305, 'Can add visit measure', 77, 'add_visitmeasure'),
	(306, 'Can change visit measure', 77, 'change_visitmeasure'),
	(307, 'Can delete visit measure', 77, 'delete_visitmeasure'),
	(308, 'Can view visit measure', 77, 'view_visitmeasure'),
	(309, 'Can add visit measure event', 78, 'add_visitmeasureevent'),
	(310, 'Can change visit measure event', 78, 'change_visitmeasureevent'),
	(311, 'Can delete visit measure event', 78, 'delete_visitmeasureevent'),
	(312, 'Can view visit measure event', 78, 'view_visitmeasureevent'),
	(313, 'Can add visit staff', 79, 'add_visitstaff'),
	(314, 'Can change visit staff', 79, 'change_visitstaff'),
	(315, 'Can delete visit staff', 79, 'delete_visitstaff'),
	(316, 'Can view visit staff', 79, 'view_visitstaff'),
	(317, 'Can add visit staff event', 80, 'add_visitstaffevent'),
	(318, 'Can change visit staff event', 80, 'change_visitstaffevent'),
	(319, 'Can delete visit staff event', 80, 'delete_visitstaffevent'),
	(320, 'Can view visit staff event', 80, 'view_visitstaffevent'),
	(321, 'Can add meeting note', 81, 'add_meetingnote'),
	(322, 'Can change meeting note', 81, 'change_meetingnote'),
	(323, 'Can delete meeting note', 81, 'delete_meetingnote'),
	(324, 'Can view meeting note', 81, 'view_meetingnote'),
	(325, 'Can add meeting note event', 82, 'add_meetingnoteevent'),
	(326, 'Can change meeting note event', 82, 'change_meetingnoteevent'),
	(327, 'Can delete meeting note event', 82, 'delete_meetingnoteevent'),
	(328, 'Can view meeting note event', 82, 'view_meetingnoteevent'),
	(329, 'Can add task', 83, 'add_task'),
	(330, 'Can change task', 83, 'change_task'),
	(331, 'Can delete task', 83, 'delete_task'),
	(332, 'Can view task', 83, 'view_task'),
	(333, 'Can add task event', 84, 'add_taskevent'),
	(334, 'Can change task event', 84, 'change_taskevent'),
	(335, 'Can delete task event', 84, 'delete_taskevent'),
	(336, 'Can view task event', 84, 'view_taskevent'),
	(337, 'Can add meeting', 85, 'add_meeting'),
	(338, 'Can change meeting', 85, 'change_meeting'),
	(339, 'Can delete meeting', 85, 'delete_meeting'),
	(340, 'Can view meeting', 85, 'view_meeting'),
	(341, 'Can add meeting event', 86, 'add_meetingevent'),
	(342, 'Can change meeting event', 86, 'change_meetingevent'),
	(343, 'Can delete meeting event', 86, 'delete_meetingevent'),
	(344, 'Can view meeting event', 86, 'view_meetingevent'),
	(345, 'Can add upload', 87, 'add_upload'),
	(346, 'Can change upload', 87, 'change_upload'),
	(347, 'Can delete upload', 87, 'delete_upload'),
	(348, 'Can view upload', 87, 'view_upload');
INSERT INTO public.django_content_type VALUES
	(1, 'pghistory', 'events'),
	(2, 'pghistory', 'middlewareevents'),
	(3, 'auth', 'permission'),
	(4, 'auth', 'group'),
	(5, 'contenttypes', 'contenttype'),
	(6, 'sessions', 'session'),
	(7, 'account', 'emailaddress'),
	(8, 'account', 'emailconfirmation'),
	(9, 'axes', 'accessattempt'),
	(10, 'axes', 'accesslog'),
	(11, 'axes', 'accessfailurelog'),
	(12, 'axes', 'accessattemptexpiration'),
	(13, 'pghistory', 'context'),
	(14, 'procrastinate', 'procrastinateevent'),
	(15, 'procrastinate', 'procrastinatejob'),
	(16, 'procrastinate', 'procrastinateperiodicdefer'),
	(17, 'procrastinate', 'procrastinateworker'),
	(18, 'access', 'user'),
	(19, 'access', 'unit'),
	(20, 'access', 'membership'),
	(21, 'access', 'logentry'),
	(22, 'access', 'attempt'),
	(23, 'access', 'logseal'),
	(24, 'drafts', 'draft'),
	(25, 'drafts', 'receipt'),
	(26, 'service_model', 'servicemodelversion'),
	(27, 'pathway', 'appeal'),
	(28, 'pathway', 'careteammember'),
	(29, 'pathway', 'decision'),
	(30, 'pathway', 'appealevent'),
	(31, 'pathway', 'episode'),
	(32, 'pathway', 'careteammemberevent'),
	(33, 'pathway', 'followup'),
	(34, 'pathway', 'followupevent'),
	(35, 'pathway', 'handover'),
	(36, 'pathway', 'handoverevent'),
	(37, 'pathway', 'person'),
	(38, 'pathway', 'letter'),
	(39, 'pathway', 'personevent'),
	(40, 'pathway', 'referral'),
	(41, 'pathway', 'letterevent'),
	(42, 'pathway', 'episodeevent'),
	(43, 'pathway', 'decisionevent'),
	(44, 'pathway', 'referralevent'),
	(45, 'pathway', 'relative'),
	(46, 'pathway', 'relativeevent'),
	(47, 'pathway', 'screening'),
	(48, 'pathway', 'screeningevent'),
	(49, 'pathway', 'servicelevel'),
	(50, 'pathway', 'servicelevelevent'),
	(51, 'pathway', 'servicelevelsknown'),
	(52, 'pathway', 'servicelevelsknownevent'),
	(53, 'pathway', 'hold'),
	(54, 'pathway', 'holdevent'),
	(55, 'pathway', 'hearing'),
	(56, 'pathway', 'hearingevent'),
	(57, 'pathway', 'deferral'),
	(58, 'pathway', 'deferralevent'),
	(59, 'pathway', 'dispatch'),
	(60, 'pathway', 'sharing'),
	(61, 'pathway', 'decisioncompetence'),
	(62, 'pathway', 'decisioncompetenceevent'),
	(63, 'pathway', 'interpreteruse'),
	(64, 'pathway', 'preliminaryanswer'),
	(65, 'pathway', 'contactattempt'),
	(66, 'assessment', 'assessmentevent'),
	(67, 'assessment', 'assessment'),
	(68, 'goals', 'goalevent'),
	(69, 'goals', 'measure'),
	(70, 'goals', 'measureevent'),
	(71, 'goals', 'planneddose'),
	(72, 'goals', 'planneddoseevent'),
	(73, 'goals', 'goal'),
	(74, 'goals', 'dosechange'),
	(75, 'visits', 'visit'),
	(76, 'visits', 'visitevent'),
	(77, 'visits', 'visitmeasure'),
	(78, 'visits', 'visitmeasureevent'),
	(79, 'visits', 'visitstaff'),
	(80, 'visits', 'visitstaffevent'),
	(81, 'board', 'meetingnote'),
	(82, 'board', 'meetingnoteevent'),
	(83, 'board', 'task'),
	(84, 'board', 'taskevent'),
	(85, 'board', 'meeting'),
	(86, 'board', 'meetingevent'),
	(87, 'intake', 'upload');
INSERT INTO public.django_migrations VALUES
	(1, 'access', '0001_initial', now()),
	(2, 'access', '0002_log_by_function', now()),
	(3, 'access', '0003_plain_words_for_labels', now()),
	(4, 'access', '0006_lines_without_waiting', now()),
	(5, 'account', '0001_initial', now()),
	(6, 'account', '0002_email_max_length', now()),
	(7, 'account', '0003_alter_emailaddress_create_unique_verified_email', now()),
	(8, 'account', '0004_alter_emailaddress_drop_unique_email', now()),
	(9, 'account', '0005_emailaddress_idx_upper_email', now()),
	(10, 'account', '0006_emailaddress_lower', now()),
	(11, 'account', '0007_emailaddress_idx_email', now()),
	(12, 'account', '0008_emailaddress_unique_primary_email_fixup', now()),
	(13, 'account', '0009_emailaddress_unique_primary_email', now()),
	(14, 'pghistory', '0001_initial', now()),
	(15, 'pghistory', '0002_aggregateevent', now()),
	(16, 'pghistory', '0003_auto_20201023_1636', now()),
	(17, 'pghistory', '0004_auto_20220906_1625', now()),
	(18, 'pghistory', '0005_events_middlewareevents', now()),
	(19, 'pghistory', '0006_delete_aggregateevent', now()),
	(20, 'pghistory', '0007_auto_20250421_0444', now()),
	(21, 'pathway', '0001_initial', now()),
	(22, 'assessment', '0001_initial', now()),
	(23, 'assessment', '0002_initial', now()),
	(24, 'contenttypes', '0001_initial', now()),
	(25, 'contenttypes', '0002_remove_content_type_name', now()),
	(26, 'auth', '0001_initial', now()),
	(27, 'auth', '0002_alter_permission_name_max_length', now()),
	(28, 'auth', '0003_alter_user_email_max_length', now()),
	(29, 'auth', '0004_alter_user_username_opts', now()),
	(30, 'auth', '0005_alter_user_last_login_null', now()),
	(31, 'auth', '0006_require_contenttypes_0002', now()),
	(32, 'auth', '0007_alter_validators_add_error_messages', now()),
	(33, 'auth', '0008_alter_user_username_max_length', now()),
	(34, 'auth', '0009_alter_user_last_name_max_length', now()),
	(35, 'auth', '0010_alter_group_name_max_length', now()),
	(36, 'auth', '0011_update_proxy_permissions', now()),
	(37, 'auth', '0012_alter_user_first_name_max_length', now()),
	(38, 'axes', '0001_initial', now()),
	(39, 'axes', '0002_auto_20151217_2044', now()),
	(40, 'axes', '0003_auto_20160322_0929', now()),
	(41, 'axes', '0004_auto_20181024_1538', now()),
	(42, 'axes', '0005_remove_accessattempt_trusted', now()),
	(43, 'axes', '0006_remove_accesslog_trusted', now()),
	(44, 'axes', '0007_alter_accessattempt_unique_together', now()),
	(45, 'axes', '0008_accessfailurelog', now()),
	(46, 'axes', '0009_add_session_hash', now()),
	(47, 'axes', '0010_accessattemptexpiration', now()),
	(48, 'board', '0001_initial', now()),
	(49, 'board', '0002_initial', now()),
	(50, 'board', '0003_meeting_history', now()),
	(51, 'board', '0004_what_ends', now()),
	(52, 'board', '0005_decision_changed', now()),
	(53, 'drafts', '0001_initial', now()),
	(54, 'pathway', '0002_names_and_answers', now()),
	(55, 'pathway', '0003_referral_waits', now()),
	(56, 'pathway', '0004_service_model_versions', now()),
	(57, 'pathway', '0005_person_known_from_before', now()),
	(58, 'pathway', '0007_what_ends', now()),
	(59, 'goals', '0001_initial', now()),
	(60, 'goals', '0002_initial', now()),
	(61, 'goals', '0003_what_ends', now()),
	(62, 'goals', '0004_dose_changes', now()),
	(63, 'goals', '0020_history_of_removals', now()),
	(64, 'goals', '0021_plain_words_for_labels', now()),
	(65, 'intake', '0001_initial', now()),
	(66, 'pathway', '0009_letters_are_kept', now()),
	(67, 'pathway', '0010_history_of_persons', now()),
	(68, 'pathway', '0020_history_of_removals', now()),
	(69, 'pathway', '0021_opened_again', now()),
	(70, 'pathway', '0030_decisions_of_their_own', now()),
	(71, 'pathway', '0034_changes_of_decisions', now()),
	(72, 'pathway', '0035_ending_agreed', now()),
	(73, 'pathway', '0036_letters_sent_and_shared', now()),
	(74, 'pathway', '0039_waiting_and_competence', now()),
	(75, 'pathway', '0040_words_of_choices', now()),
	(76, 'pathway', '0050_letter_of_withdrawal', now()),
	(77, 'pathway', '0051_service_model_moves_out', now()),
	(78, 'pathway', '0060_due_list_in_pages', now()),
	(79, 'pathway', '0061_closed_by_day', now()),
	(80, 'procrastinate', '0001_initial', now()),
	(81, 'procrastinate', '0002_drop_started_at_column', now()),
	(82, 'procrastinate', '0003_drop_started_at_column', now()),
	(83, 'procrastinate', '0004_drop_procrastinate_version_table', now()),
	(84, 'procrastinate', '0005_fix_procrastinate_fetch_job', now()),
	(85, 'procrastinate', '0006_fix_trigger_status_events_insert', now()),
	(86, 'procrastinate', '0007_add_queueing_lock_column', now()),
	(87, 'procrastinate', '0008_close_fetch_job_race_condition', now()),
	(88, 'procrastinate', '0009_add_defer_job_function', now()),
	(89, 'procrastinate', '0010_add_procrastinate_periodic_defers', now()),
	(90, 'procrastinate', '0011_add_foreign_key_index', now()),
	(91, 'procrastinate', '0012_add_locks_to_periodic_defer', now()),
	(92, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', now()),
	(93, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', now()),
	(94, 'procrastinate', '0015_add_trigger_on_job_deletion', now()),
	(95, 'procrastinate', '0016_delete_finished_jobs', now()),
	(96, 'procrastinate', '0017_add_checks_to_finish_job', now()),
	(97, 'procrastinate', '0018_add_checks_to_retry_job', now()),
	(98, 'procrastinate', '0019_fix_finish_job_compat_issue', now()),
	(99, 'procrastinate', '0020_add_index_on_procrastinate_jobs', now()),
	(100, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', now()),
	(101, 'procrastinate', '0022_null_locks_excluded', now()),
	(102, 'procrastinate', '0023_remove_old_finish_job_function', now()),
	(103, 'procrastinate', '0024_job_id_bigint', now()),
	(104, 'procrastinate', '0025_add_models', now()),
	(105, 'procrastinate', '0026_add_job_priority', now()),
	(106, 'procrastinate', '0027_add_periodic_job_priority', now()),
	(107, 'procrastinate', '0028_add_cancel_states', now()),
	(108, 'procrastinate', '0029_add_additional_params_to_retry_job', now()),
	(109, 'procrastinate', '0030_alter_procrastinateevent_options', now()),
	(110, 'procrastinate', '0031_add_indexes_for_fetch_job', now()),
	(111, 'procrastinate', '0032_pre_cancel_notification', now()),
	(112, 'procrastinate', '0033_post_cancel_notification', now()),
	(113, 'procrastinate', '0034_pre_add_heartbeat', now()),
	(114, 'procrastinate', '0035_post_add_heartbeat', now()),
	(115, 'procrastinate', '0036_add_worker_model', now()),
	(116, 'procrastinate', '0037_pre_batch_defer_jobs', now()),
	(117, 'procrastinate', '0038_post_batch_defer_jobs', now()),
	(118, 'procrastinate', '0039_pre_priority_lock_fetch_job', now()),
	(119, 'procrastinate', '0040_pre_retry_failed_job', now()),
	(120, 'procrastinate', '0041_post_retry_failed_job', now()),
	(121, 'service_model', '0001_from_the_pathway', now()),
	(122, 'sessions', '0001_initial', now()),
	(123, 'visits', '0001_initial', now()),
	(124, 'visits', '0002_first_visit_exception', now()),
	(125, 'visits', '0003_what_ends', now()),
	(126, 'visits', '0004_outside_the_period', now()),
	(127, 'visits', '0005_history_of_visits', now()),
	(128, 'visits', '0020_back_to_the_plan', now()),
	(129, 'visits', '0021_history_of_removals', now()),
	(130, 'visits', '0022_decision_changed', now());
SELECT pg_catalog.setval('public.access_attempt_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_logentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_membership_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_unit_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.assessment_assessmentevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 348, true);
SELECT pg_catalog.setval('public.axes_accessattempt_id_seq', 1, false);
SELECT pg_catalog.setval('public.axes_accessfailurelog_id_seq', 1, false);
SELECT pg_catalog.setval('public.axes_accesslog_id_seq', 1, false);
SELECT pg_catalog.setval('public.board_meeting_id_seq', 1, false);
SELECT pg_catalog.setval('public.board_meetingevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.board_meetingnote_id_seq', 1, false);
SELECT pg_catalog.setval('public.board_meetingnoteevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.board_taskevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 87, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 130, true);
SELECT pg_catalog.setval('public.drafts_draft_id_seq', 1, false);
SELECT pg_catalog.setval('public.drafts_receipt_id_seq', 1, false);
SELECT pg_catalog.setval('public.goals_dosechange_id_seq', 1, false);
SELECT pg_catalog.setval('public.goals_goalevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.goals_measureevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.goals_planneddose_id_seq', 1, false);
SELECT pg_catalog.setval('public.goals_planneddoseevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_appeal_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_appealevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_careteammember_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_careteammemberevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_case_number', 1, false);
SELECT pg_catalog.setval('public.pathway_decision_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_decisioncompetenceevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_decisionevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_deferral_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_deferralevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_dispatch_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_episodeevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_followup_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_followupevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_handover_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_handoverevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_hearing_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_hearingevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_hold_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_holdevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_letterevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_personevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_referralevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_relative_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_relativeevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_screening_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_screeningevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_servicelevel_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_servicelevelevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_servicelevelsknown_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_servicelevelsknownevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_servicemodelversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.pathway_sharing_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.visits_visitevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.visits_visitmeasure_id_seq', 1, false);
SELECT pg_catalog.setval('public.visits_visitmeasureevent_pgh_id_seq', 1, false);
SELECT pg_catalog.setval('public.visits_visitstaff_id_seq', 1, false);
SELECT pg_catalog.setval('public.visits_visitstaffevent_pgh_id_seq', 1, false);
ALTER TABLE ONLY public.access_attempt
    ADD CONSTRAINT access_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_logentry
    ADD CONSTRAINT access_logentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_logseal
    ADD CONSTRAINT access_logseal_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.access_membership
    ADD CONSTRAINT access_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_unit
    ADD CONSTRAINT access_unit_name_key UNIQUE (name);
ALTER TABLE ONLY public.access_unit
    ADD CONSTRAINT access_unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_user
    ADD CONSTRAINT access_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.access_user
    ADD CONSTRAINT access_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_user
    ADD CONSTRAINT access_user_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assessment_assessment
    ADD CONSTRAINT assessment_assessment_corrects_id_key UNIQUE (corrects_id);
ALTER TABLE ONLY public.assessment_assessment
    ADD CONSTRAINT assessment_assessment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assessment_assessmentevent
    ADD CONSTRAINT assessment_assessmentevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);
ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);
ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.board_meeting
    ADD CONSTRAINT board_meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.board_meetingevent
    ADD CONSTRAINT board_meetingevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.board_meetingnote
    ADD CONSTRAINT board_meetingnote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.board_meetingnoteevent
    ADD CONSTRAINT board_meetingnoteevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.board_task
    ADD CONSTRAINT board_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.board_taskevent
    ADD CONSTRAINT board_taskevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.goals_planneddose
    ADD CONSTRAINT dose_once_per_week UNIQUE (episode_id, week);
ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_instance_key UNIQUE (instance);
ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.drafts_receipt
    ADD CONSTRAINT drafts_receipt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_followup
    ADD CONSTRAINT follow_up_once UNIQUE (episode_id, occasion);
ALTER TABLE ONLY public.goals_dosechange
    ADD CONSTRAINT goals_dosechange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.goals_goal
    ADD CONSTRAINT goals_goal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.goals_goalevent
    ADD CONSTRAINT goals_goalevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.goals_measure
    ADD CONSTRAINT goals_measure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.goals_measureevent
    ADD CONSTRAINT goals_measureevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.goals_planneddose
    ADD CONSTRAINT goals_planneddose_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.goals_planneddoseevent
    ADD CONSTRAINT goals_planneddoseevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.intake_upload
    ADD CONSTRAINT intake_upload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visits_visitmeasure
    ADD CONSTRAINT measure_once_per_visit UNIQUE (visit_id, measure_id);
ALTER TABLE ONLY public.board_meetingnote
    ADD CONSTRAINT one_note_per_person_and_meeting UNIQUE (meeting_id, episode_id);
ALTER TABLE ONLY public.drafts_receipt
    ADD CONSTRAINT one_receipt_per_form_instance UNIQUE (user_id, instance);
ALTER TABLE ONLY public.pathway_appeal
    ADD CONSTRAINT pathway_appeal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_appealevent
    ADD CONSTRAINT pathway_appealevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_careteammember
    ADD CONSTRAINT pathway_careteammember_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_careteammemberevent
    ADD CONSTRAINT pathway_careteammemberevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_contactattempt
    ADD CONSTRAINT pathway_contactattempt_key_key UNIQUE (key);
ALTER TABLE ONLY public.pathway_contactattempt
    ADD CONSTRAINT pathway_contactattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_contactattempt
    ADD CONSTRAINT pathway_contactattempt_undoes_id_key UNIQUE (undoes_id);
ALTER TABLE ONLY public.pathway_decision
    ADD CONSTRAINT pathway_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_decision
    ADD CONSTRAINT pathway_decision_referral_id_key UNIQUE (referral_id);
ALTER TABLE ONLY public.pathway_decisioncompetence
    ADD CONSTRAINT pathway_decisioncompetence_corrects_id_key UNIQUE (corrects_id);
ALTER TABLE ONLY public.pathway_decisioncompetence
    ADD CONSTRAINT pathway_decisioncompetence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_decisioncompetenceevent
    ADD CONSTRAINT pathway_decisioncompetenceevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_decisionevent
    ADD CONSTRAINT pathway_decisionevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_deferral
    ADD CONSTRAINT pathway_deferral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_deferralevent
    ADD CONSTRAINT pathway_deferralevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_dispatch
    ADD CONSTRAINT pathway_dispatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_dispatch
    ADD CONSTRAINT pathway_dispatch_takes_back_id_key UNIQUE (takes_back_id);
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_import_key_key UNIQUE (import_key);
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_referral_id_key UNIQUE (referral_id);
ALTER TABLE ONLY public.pathway_episodeevent
    ADD CONSTRAINT pathway_episodeevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_followup
    ADD CONSTRAINT pathway_followup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_followupevent
    ADD CONSTRAINT pathway_followupevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_handover
    ADD CONSTRAINT pathway_handover_episode_id_key UNIQUE (episode_id);
ALTER TABLE ONLY public.pathway_handover
    ADD CONSTRAINT pathway_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_handoverevent
    ADD CONSTRAINT pathway_handoverevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_hearing
    ADD CONSTRAINT pathway_hearing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_hearingevent
    ADD CONSTRAINT pathway_hearingevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_hold
    ADD CONSTRAINT pathway_hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_holdevent
    ADD CONSTRAINT pathway_holdevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_interpreteruse
    ADD CONSTRAINT pathway_interpreteruse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_letter
    ADD CONSTRAINT pathway_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_letterevent
    ADD CONSTRAINT pathway_letterevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_person
    ADD CONSTRAINT pathway_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_person
    ADD CONSTRAINT pathway_person_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.pathway_personevent
    ADD CONSTRAINT pathway_personevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_preliminaryanswer
    ADD CONSTRAINT pathway_preliminaryanswer_letter_id_key UNIQUE (letter_id);
ALTER TABLE ONLY public.pathway_preliminaryanswer
    ADD CONSTRAINT pathway_preliminaryanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_case_number_20fd7b90_uniq UNIQUE (case_number);
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_import_key_key UNIQUE (import_key);
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_referralevent
    ADD CONSTRAINT pathway_referralevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_relative
    ADD CONSTRAINT pathway_relative_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_relative
    ADD CONSTRAINT pathway_relative_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.pathway_relativeevent
    ADD CONSTRAINT pathway_relativeevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_screening
    ADD CONSTRAINT pathway_screening_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_screening
    ADD CONSTRAINT pathway_screening_referral_id_key UNIQUE (referral_id);
ALTER TABLE ONLY public.pathway_screeningevent
    ADD CONSTRAINT pathway_screeningevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_servicelevel
    ADD CONSTRAINT pathway_servicelevel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_servicelevelevent
    ADD CONSTRAINT pathway_servicelevelevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_servicelevelsknown
    ADD CONSTRAINT pathway_servicelevelsknown_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_servicelevelsknownevent
    ADD CONSTRAINT pathway_servicelevelsknownevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.pathway_servicemodelversion
    ADD CONSTRAINT pathway_servicemodelversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_sharing
    ADD CONSTRAINT pathway_sharing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pathway_servicelevel
    ADD CONSTRAINT service_level_once UNIQUE (episode_id, moment, kind);
ALTER TABLE ONLY public.pathway_servicelevelsknown
    ADD CONSTRAINT service_levels_known_once UNIQUE (episode_id, moment);
ALTER TABLE ONLY public.visits_visitstaff
    ADD CONSTRAINT visit_staff_once UNIQUE (visit_id, user_id);
ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visits_visitevent
    ADD CONSTRAINT visits_visitevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.visits_visitmeasure
    ADD CONSTRAINT visits_visitmeasure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visits_visitmeasureevent
    ADD CONSTRAINT visits_visitmeasureevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.visits_visitstaff
    ADD CONSTRAINT visits_visitstaff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visits_visitstaffevent
    ADD CONSTRAINT visits_visitstaffevent_pkey PRIMARY KEY (pgh_id);
CREATE INDEX access_logentry_user_id_ee78fa9f ON public.access_logentry USING btree (user_id);
CREATE INDEX access_membership_unit_id_0e9f7aed ON public.access_membership USING btree (unit_id);
CREATE INDEX access_membership_user_id_5bf62e16 ON public.access_membership USING btree (user_id);
CREATE INDEX access_unit_name_d1c2aef7_like ON public.access_unit USING btree (name varchar_pattern_ops);
CREATE INDEX access_unit_parent_id_48f46edf ON public.access_unit USING btree (parent_id);
CREATE INDEX access_user_email_f0cf94cd_like ON public.access_user USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX assessment_assessment_assessor_id_32ccbc20 ON public.assessment_assessment USING btree (assessor_id);
CREATE INDEX assessment_assessment_episode_id_7256e6d6 ON public.assessment_assessment USING btree (episode_id);
CREATE INDEX assessment_assessmentevent_assessor_id_95e4bee9 ON public.assessment_assessmentevent USING btree (assessor_id);
CREATE INDEX assessment_assessmentevent_corrects_id_688125fd ON public.assessment_assessmentevent USING btree (corrects_id);
CREATE INDEX assessment_assessmentevent_episode_id_319a8d88 ON public.assessment_assessmentevent USING btree (episode_id);
CREATE INDEX assessment_assessmentevent_pgh_context_id_2d9c4e27 ON public.assessment_assessmentevent USING btree (pgh_context_id);
CREATE INDEX assessment_assessmentevent_pgh_obj_id_a860dc34 ON public.assessment_assessmentevent USING btree (pgh_obj_id);
CREATE INDEX assessment_of_episode ON public.assessment_assessment USING btree (episode_id, instrument, assessed_on);
CREATE INDEX attempts_of_address ON public.access_attempt USING btree (kind, address, at DESC);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);
CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);
CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);
CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);
CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);
CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);
CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);
CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);
CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);
CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);
CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);
CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);
CREATE INDEX board_meeting_led_by_id_a5edfb87 ON public.board_meeting USING btree (led_by_id);
CREATE INDEX board_meeting_team_id_fd1d702c ON public.board_meeting USING btree (team_id);
CREATE INDEX board_meetingevent_led_by_id_b64edf18 ON public.board_meetingevent USING btree (led_by_id);
CREATE INDEX board_meetingevent_pgh_context_id_fe8118b8 ON public.board_meetingevent USING btree (pgh_context_id);
CREATE INDEX board_meetingevent_pgh_obj_id_569cb974 ON public.board_meetingevent USING btree (pgh_obj_id);
CREATE INDEX board_meetingevent_team_id_cdba98e7 ON public.board_meetingevent USING btree (team_id);
CREATE INDEX board_meetingnote_episode_id_659282cd ON public.board_meetingnote USING btree (episode_id);
CREATE INDEX board_meetingnote_meeting_id_2510bee5 ON public.board_meetingnote USING btree (meeting_id);
CREATE INDEX board_meetingnote_written_by_id_60a2e6e0 ON public.board_meetingnote USING btree (written_by_id);
CREATE INDEX board_meetingnoteevent_episode_id_a09740e7 ON public.board_meetingnoteevent USING btree (episode_id);
CREATE INDEX board_meetingnoteevent_meeting_id_8b74f4fc ON public.board_meetingnoteevent USING btree (meeting_id);
CREATE INDEX board_meetingnoteevent_pgh_context_id_77d46625 ON public.board_meetingnoteevent USING btree (pgh_context_id);
CREATE INDEX board_meetingnoteevent_pgh_obj_id_9e0b02ca ON public.board_meetingnoteevent USING btree (pgh_obj_id);
CREATE INDEX board_meetingnoteevent_written_by_id_cac4e9b6 ON public.board_meetingnoteevent USING btree (written_by_id);
CREATE INDEX board_task_assigned_to_id_c15d95e4 ON public.board_task USING btree (assigned_to_id);
CREATE INDEX board_task_done_by_id_7d54560c ON public.board_task USING btree (done_by_id);
CREATE INDEX board_task_episode_id_f1861f61 ON public.board_task USING btree (episode_id);
CREATE INDEX board_task_made_by_id_1028135e ON public.board_task USING btree (made_by_id);
CREATE INDEX board_taskevent_assigned_to_id_a973f527 ON public.board_taskevent USING btree (assigned_to_id);
CREATE INDEX board_taskevent_done_by_id_b6e6d9e7 ON public.board_taskevent USING btree (done_by_id);
CREATE INDEX board_taskevent_episode_id_840dc787 ON public.board_taskevent USING btree (episode_id);
CREATE INDEX board_taskevent_made_by_id_71f6ff4d ON public.board_taskevent USING btree (made_by_id);
CREATE INDEX board_taskevent_pgh_context_id_31f2c69f ON public.board_taskevent USING btree (pgh_context_id);
CREATE INDEX board_taskevent_pgh_obj_id_b0e8f6bf ON public.board_taskevent USING btree (pgh_obj_id);
CREATE UNIQUE INDEX care_relation_once ON public.pathway_careteammember USING btree (episode_id, user_id, role) WHERE (ends_on IS NULL);
CREATE INDEX care_relations_of_user ON public.pathway_careteammember USING btree (user_id, ends_on);
CREATE INDEX dispatch_of_letter ON public.pathway_dispatch USING btree (letter_id, takes_back_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX dose_changes_of_episode ON public.goals_dosechange USING btree (episode_id, changed_at DESC);
CREATE INDEX drafts_by_age ON public.drafts_draft USING btree (updated_at);
CREATE INDEX drafts_draft_user_id_a622a169 ON public.drafts_draft USING btree (user_id);
CREATE INDEX drafts_of_user_by_form ON public.drafts_draft USING btree (user_id, form);
CREATE INDEX drafts_receipt_user_id_60cf1221 ON public.drafts_receipt USING btree (user_id);
CREATE INDEX episode_board ON public.pathway_episode USING btree (team_id, state);
CREATE INDEX episode_of_person ON public.pathway_episode USING btree (person_id, planned_start_on DESC);
CREATE INDEX episode_of_team_ended ON public.pathway_episode USING btree (team_id, ended_on);
CREATE INDEX follow_up_waiting ON public.pathway_followup USING btree (due_on, attempts, id) INCLUDE (episode_id) WHERE ((state)::text = ANY ((ARRAY['due'::character varying, 'no_answer'::character varying])::text[]));
CREATE INDEX goals_dosechange_changed_by_id_12de4e05 ON public.goals_dosechange USING btree (changed_by_id);
CREATE INDEX goals_dosechange_episode_id_b10a47f8 ON public.goals_dosechange USING btree (episode_id);
CREATE INDEX goals_goal_assessment_id_f4f632eb ON public.goals_goal USING btree (assessment_id);
CREATE INDEX goals_goal_episode_id_1bbd62cb ON public.goals_goal USING btree (episode_id);
CREATE INDEX goals_goal_set_by_id_3181af73 ON public.goals_goal USING btree (set_by_id);
CREATE INDEX goals_goalevent_assessment_id_96a655bf ON public.goals_goalevent USING btree (assessment_id);
CREATE INDEX goals_goalevent_episode_id_c701f00d ON public.goals_goalevent USING btree (episode_id);
CREATE INDEX goals_goalevent_pgh_context_id_e6b963dd ON public.goals_goalevent USING btree (pgh_context_id);
CREATE INDEX goals_goalevent_pgh_obj_id_638be92b ON public.goals_goalevent USING btree (pgh_obj_id);
CREATE INDEX goals_goalevent_set_by_id_d8fa5dee ON public.goals_goalevent USING btree (set_by_id);
CREATE INDEX goals_measure_goal_id_e28a6f7b ON public.goals_measure USING btree (goal_id);
CREATE INDEX goals_measureevent_goal_id_5aa2e405 ON public.goals_measureevent USING btree (goal_id);
CREATE INDEX goals_measureevent_pgh_context_id_fd502ced ON public.goals_measureevent USING btree (pgh_context_id);
CREATE INDEX goals_measureevent_pgh_obj_id_2fab7cb1 ON public.goals_measureevent USING btree (pgh_obj_id);
CREATE INDEX goals_planneddose_episode_id_5d118f17 ON public.goals_planneddose USING btree (episode_id);
CREATE INDEX goals_planneddoseevent_episode_id_d3398499 ON public.goals_planneddoseevent USING btree (episode_id);
CREATE INDEX goals_planneddoseevent_pgh_context_id_fcc8f345 ON public.goals_planneddoseevent USING btree (pgh_context_id);
CREATE INDEX goals_planneddoseevent_pgh_obj_id_7802e261 ON public.goals_planneddoseevent USING btree (pgh_obj_id);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX intake_upload_sent_at_7f6eeee2 ON public.intake_upload USING btree (sent_at);
CREATE INDEX intake_upload_sent_by_id_d9f4d8db ON public.intake_upload USING btree (sent_by_id);
CREATE INDEX log_by_time ON public.access_logentry USING btree (at DESC);
CREATE INDEX log_by_transaction ON public.access_logentry USING btree (transaction);
CREATE INDEX log_of_person ON public.access_logentry USING btree (person_id, at DESC);
CREATE UNIQUE INDEX one_coordinator_at_a_time ON public.pathway_careteammember USING btree (episode_id) WHERE ((ends_on IS NULL) AND ((role)::text = 'coordinator'::text));
CREATE UNIQUE INDEX one_hold_at_a_time ON public.pathway_hold USING btree (episode_id) WHERE (resumed_on IS NULL);
CREATE UNIQUE INDEX one_open_meeting_per_team ON public.board_meeting USING btree (team_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX one_unanswered_deferral_at_a_time ON public.pathway_deferral USING btree (decision_id) WHERE (granted IS NULL);
CREATE INDEX open_tasks_of_episode ON public.board_task USING btree (episode_id, done_at);
CREATE INDEX pathway_appeal_decision_id_5dbc6953 ON public.pathway_appeal USING btree (decision_id);
CREATE INDEX pathway_appeal_received_by_id_47ed8547 ON public.pathway_appeal USING btree (received_by_id);
CREATE INDEX pathway_appealevent_decision_id_414aff37 ON public.pathway_appealevent USING btree (decision_id);
CREATE INDEX pathway_appealevent_pgh_context_id_8684540e ON public.pathway_appealevent USING btree (pgh_context_id);
CREATE INDEX pathway_appealevent_pgh_obj_id_d3cbad5d ON public.pathway_appealevent USING btree (pgh_obj_id);
CREATE INDEX pathway_appealevent_received_by_id_c835ecff ON public.pathway_appealevent USING btree (received_by_id);
CREATE INDEX pathway_careteammember_episode_id_9f8a0c03 ON public.pathway_careteammember USING btree (episode_id);
CREATE INDEX pathway_careteammember_user_id_0ce2b09a ON public.pathway_careteammember USING btree (user_id);
CREATE INDEX pathway_careteammemberevent_episode_id_3297c5cb ON public.pathway_careteammemberevent USING btree (episode_id);
CREATE INDEX pathway_careteammemberevent_pgh_context_id_eb13cbfb ON public.pathway_careteammemberevent USING btree (pgh_context_id);
CREATE INDEX pathway_careteammemberevent_pgh_obj_id_d3895e69 ON public.pathway_careteammemberevent USING btree (pgh_obj_id);
CREATE INDEX pathway_careteammemberevent_user_id_2e9d1f39 ON public.pathway_careteammemberevent USING btree (user_id);
CREATE INDEX pathway_contactattempt_referral_id_466406a9 ON public.pathway_contactattempt USING btree (referral_id);
CREATE INDEX pathway_contactattempt_tried_by_id_67da46c5 ON public.pathway_contactattempt USING btree (tried_by_id);
CREATE INDEX pathway_decision_changes_id_fbe9f40a ON public.pathway_decision USING btree (changes_id);
CREATE INDEX pathway_decision_decided_by_id_792f77a0 ON public.pathway_decision USING btree (decided_by_id);
CREATE INDEX pathway_decision_person_id_e3481198 ON public.pathway_decision USING btree (person_id);
CREATE INDEX pathway_decisioncompetence_assessed_by_id_be8b22a0 ON public.pathway_decisioncompetence USING btree (assessed_by_id);
CREATE INDEX pathway_decisioncompetence_person_id_fc0e0658 ON public.pathway_decisioncompetence USING btree (person_id);
CREATE INDEX pathway_decisioncompetenceevent_assessed_by_id_e9cc3e56 ON public.pathway_decisioncompetenceevent USING btree (assessed_by_id);
CREATE INDEX pathway_decisioncompetenceevent_corrects_id_8aadb776 ON public.pathway_decisioncompetenceevent USING btree (corrects_id);
CREATE INDEX pathway_decisioncompetenceevent_person_id_78f5e90c ON public.pathway_decisioncompetenceevent USING btree (person_id);
CREATE INDEX pathway_decisioncompetenceevent_pgh_context_id_455837cf ON public.pathway_decisioncompetenceevent USING btree (pgh_context_id);
CREATE INDEX pathway_decisioncompetenceevent_pgh_obj_id_ab129746 ON public.pathway_decisioncompetenceevent USING btree (pgh_obj_id);
CREATE INDEX pathway_decisionevent_changes_id_42239b52 ON public.pathway_decisionevent USING btree (changes_id);
CREATE INDEX pathway_decisionevent_decided_by_id_0f0703da ON public.pathway_decisionevent USING btree (decided_by_id);
CREATE INDEX pathway_decisionevent_person_id_d2754e63 ON public.pathway_decisionevent USING btree (person_id);
CREATE INDEX pathway_decisionevent_pgh_context_id_93e100c4 ON public.pathway_decisionevent USING btree (pgh_context_id);
CREATE INDEX pathway_decisionevent_pgh_obj_id_2652594f ON public.pathway_decisionevent USING btree (pgh_obj_id);
CREATE INDEX pathway_decisionevent_referral_id_eb321e01 ON public.pathway_decisionevent USING btree (referral_id);
CREATE INDEX pathway_deferral_answered_by_id_8d7612ac ON public.pathway_deferral USING btree (answered_by_id);
CREATE INDEX pathway_deferral_decision_id_747cf08a ON public.pathway_deferral USING btree (decision_id);
CREATE INDEX pathway_deferral_received_by_id_d76b6db9 ON public.pathway_deferral USING btree (received_by_id);
CREATE INDEX pathway_deferralevent_answered_by_id_2a96a67e ON public.pathway_deferralevent USING btree (answered_by_id);
CREATE INDEX pathway_deferralevent_decision_id_553fdb96 ON public.pathway_deferralevent USING btree (decision_id);
CREATE INDEX pathway_deferralevent_pgh_context_id_5b92bb49 ON public.pathway_deferralevent USING btree (pgh_context_id);
CREATE INDEX pathway_deferralevent_pgh_obj_id_e60923c6 ON public.pathway_deferralevent USING btree (pgh_obj_id);
CREATE INDEX pathway_deferralevent_received_by_id_3d8e1667 ON public.pathway_deferralevent USING btree (received_by_id);
CREATE INDEX pathway_dispatch_letter_id_59ff61b7 ON public.pathway_dispatch USING btree (letter_id);
CREATE INDEX pathway_dispatch_written_by_id_5f923b71 ON public.pathway_dispatch USING btree (written_by_id);
CREATE INDEX pathway_episode_closed_by_id_f87577c0 ON public.pathway_episode USING btree (closed_by_id);
CREATE INDEX pathway_episode_import_key_d11e99ef_like ON public.pathway_episode USING btree (import_key varchar_pattern_ops);
CREATE INDEX pathway_episode_person_id_4e7569d9 ON public.pathway_episode USING btree (person_id);
CREATE INDEX pathway_episode_team_id_f6554137 ON public.pathway_episode USING btree (team_id);
CREATE INDEX pathway_episodeevent_closed_by_id_dfeb5a23 ON public.pathway_episodeevent USING btree (closed_by_id);
CREATE INDEX pathway_episodeevent_person_id_6d374874 ON public.pathway_episodeevent USING btree (person_id);
CREATE INDEX pathway_episodeevent_pgh_context_id_64958120 ON public.pathway_episodeevent USING btree (pgh_context_id);
CREATE INDEX pathway_episodeevent_pgh_obj_id_753b078e ON public.pathway_episodeevent USING btree (pgh_obj_id);
CREATE INDEX pathway_episodeevent_referral_id_f50aa1e8 ON public.pathway_episodeevent USING btree (referral_id);
CREATE INDEX pathway_episodeevent_team_id_44581cea ON public.pathway_episodeevent USING btree (team_id);
CREATE INDEX pathway_followup_done_by_id_38ae6536 ON public.pathway_followup USING btree (done_by_id);
CREATE INDEX pathway_followup_episode_id_2ac38150 ON public.pathway_followup USING btree (episode_id);
CREATE INDEX pathway_followupevent_done_by_id_d0d86000 ON public.pathway_followupevent USING btree (done_by_id);
CREATE INDEX pathway_followupevent_episode_id_4678e20f ON public.pathway_followupevent USING btree (episode_id);
CREATE INDEX pathway_followupevent_pgh_context_id_c5b677cd ON public.pathway_followupevent USING btree (pgh_context_id);
CREATE INDEX pathway_followupevent_pgh_obj_id_ceda3340 ON public.pathway_followupevent USING btree (pgh_obj_id);
CREATE INDEX pathway_handover_contact_id_fbf4d068 ON public.pathway_handover USING btree (contact_id);
CREATE INDEX pathway_handover_to_unit_id_2e893420 ON public.pathway_handover USING btree (to_unit_id);
CREATE INDEX pathway_handover_written_by_id_887aa400 ON public.pathway_handover USING btree (written_by_id);
CREATE INDEX pathway_handoverevent_contact_id_cb41e312 ON public.pathway_handoverevent USING btree (contact_id);
CREATE INDEX pathway_handoverevent_episode_id_f49a3f36 ON public.pathway_handoverevent USING btree (episode_id);
CREATE INDEX pathway_handoverevent_pgh_context_id_cbad3b57 ON public.pathway_handoverevent USING btree (pgh_context_id);
CREATE INDEX pathway_handoverevent_pgh_obj_id_a626fd81 ON public.pathway_handoverevent USING btree (pgh_obj_id);
CREATE INDEX pathway_handoverevent_to_unit_id_1268932d ON public.pathway_handoverevent USING btree (to_unit_id);
CREATE INDEX pathway_handoverevent_written_by_id_cd97b69e ON public.pathway_handoverevent USING btree (written_by_id);
CREATE INDEX pathway_hearing_by_id_aa6d31cd ON public.pathway_hearing USING btree (by_id);
CREATE INDEX pathway_hearing_episode_id_4e592be5 ON public.pathway_hearing USING btree (episode_id);
CREATE INDEX pathway_hearing_letter_id_ccb7bbf0 ON public.pathway_hearing USING btree (letter_id);
CREATE INDEX pathway_hearing_referral_id_da1dee03 ON public.pathway_hearing USING btree (referral_id);
CREATE INDEX pathway_hearingevent_by_id_c342cd6a ON public.pathway_hearingevent USING btree (by_id);
CREATE INDEX pathway_hearingevent_episode_id_ff6f7efe ON public.pathway_hearingevent USING btree (episode_id);
CREATE INDEX pathway_hearingevent_letter_id_266ece9d ON public.pathway_hearingevent USING btree (letter_id);
CREATE INDEX pathway_hearingevent_pgh_context_id_f814c8d9 ON public.pathway_hearingevent USING btree (pgh_context_id);
CREATE INDEX pathway_hearingevent_pgh_obj_id_6fe93a23 ON public.pathway_hearingevent USING btree (pgh_obj_id);
CREATE INDEX pathway_hearingevent_referral_id_2c911963 ON public.pathway_hearingevent USING btree (referral_id);
CREATE INDEX pathway_hold_episode_id_7d1ed44f ON public.pathway_hold USING btree (episode_id);
CREATE INDEX pathway_hold_written_by_id_708b1467 ON public.pathway_hold USING btree (written_by_id);
CREATE INDEX pathway_holdevent_episode_id_f6a5c2ff ON public.pathway_holdevent USING btree (episode_id);
CREATE INDEX pathway_holdevent_pgh_context_id_96d529f4 ON public.pathway_holdevent USING btree (pgh_context_id);
CREATE INDEX pathway_holdevent_pgh_obj_id_d8be69e0 ON public.pathway_holdevent USING btree (pgh_obj_id);
CREATE INDEX pathway_holdevent_written_by_id_bc3e7824 ON public.pathway_holdevent USING btree (written_by_id);
CREATE INDEX pathway_interpreteruse_follow_up_id_0082e51e ON public.pathway_interpreteruse USING btree (follow_up_id);
CREATE INDEX pathway_interpreteruse_referral_id_349ff228 ON public.pathway_interpreteruse USING btree (referral_id);
CREATE INDEX pathway_interpreteruse_written_by_id_ceb64736 ON public.pathway_interpreteruse USING btree (written_by_id);
CREATE INDEX pathway_letter_episode_id_9e62be96 ON public.pathway_letter USING btree (episode_id);
CREATE INDEX pathway_letter_person_id_c048844d ON public.pathway_letter USING btree (person_id);
CREATE INDEX pathway_letter_referral_id_b426e958 ON public.pathway_letter USING btree (referral_id);
CREATE INDEX pathway_letter_written_by_id_469554f0 ON public.pathway_letter USING btree (written_by_id);
CREATE INDEX pathway_letterevent_episode_id_64f7c8bf ON public.pathway_letterevent USING btree (episode_id);
CREATE INDEX pathway_letterevent_person_id_89a612f1 ON public.pathway_letterevent USING btree (person_id);
CREATE INDEX pathway_letterevent_pgh_context_id_a8a2457d ON public.pathway_letterevent USING btree (pgh_context_id);
CREATE INDEX pathway_letterevent_pgh_obj_id_f6cbd9a5 ON public.pathway_letterevent USING btree (pgh_obj_id);
CREATE INDEX pathway_letterevent_referral_id_b0f9a4e4 ON public.pathway_letterevent USING btree (referral_id);
CREATE INDEX pathway_letterevent_written_by_id_b45e536e ON public.pathway_letterevent USING btree (written_by_id);
CREATE INDEX pathway_person_known_as_id_dd15fc66 ON public.pathway_person USING btree (known_as_id);
CREATE INDEX pathway_person_sort_name_fe423da7 ON public.pathway_person USING btree (sort_name);
CREATE INDEX pathway_person_sort_name_fe423da7_like ON public.pathway_person USING btree (sort_name varchar_pattern_ops);
CREATE INDEX pathway_personevent_known_as_id_3c973122 ON public.pathway_personevent USING btree (known_as_id);
CREATE INDEX pathway_personevent_pgh_context_id_75c722de ON public.pathway_personevent USING btree (pgh_context_id);
CREATE INDEX pathway_personevent_pgh_obj_id_733fa21d ON public.pathway_personevent USING btree (pgh_obj_id);
CREATE INDEX pathway_personevent_user_id_48f5690f ON public.pathway_personevent USING btree (user_id);
CREATE INDEX pathway_preliminaryanswer_referral_id_c0133f79 ON public.pathway_preliminaryanswer USING btree (referral_id);
CREATE INDEX pathway_preliminaryanswer_written_by_id_ecd4da8e ON public.pathway_preliminaryanswer USING btree (written_by_id);
CREATE INDEX pathway_referral_case_number_20fd7b90_like ON public.pathway_referral USING btree (case_number varchar_pattern_ops);
CREATE INDEX pathway_referral_handled_by_id_2a4d4bde ON public.pathway_referral USING btree (handled_by_id);
CREATE INDEX pathway_referral_import_key_53164137_like ON public.pathway_referral USING btree (import_key varchar_pattern_ops);
CREATE INDEX pathway_referral_office_id_1955a215 ON public.pathway_referral USING btree (office_id);
CREATE INDEX pathway_referral_person_id_dc6c23d7 ON public.pathway_referral USING btree (person_id);
CREATE INDEX pathway_referral_registered_by_id_db0053a4 ON public.pathway_referral USING btree (registered_by_id);
CREATE INDEX pathway_referral_team_id_0cf4614c ON public.pathway_referral USING btree (team_id);
CREATE INDEX pathway_referral_written_about_id_b634e081 ON public.pathway_referral USING btree (written_about_id);
CREATE INDEX pathway_referralevent_handled_by_id_8a3d345b ON public.pathway_referralevent USING btree (handled_by_id);
CREATE INDEX pathway_referralevent_office_id_f397b030 ON public.pathway_referralevent USING btree (office_id);
CREATE INDEX pathway_referralevent_person_id_50169383 ON public.pathway_referralevent USING btree (person_id);
CREATE INDEX pathway_referralevent_pgh_context_id_af7625f3 ON public.pathway_referralevent USING btree (pgh_context_id);
CREATE INDEX pathway_referralevent_pgh_obj_id_15877bb0 ON public.pathway_referralevent USING btree (pgh_obj_id);
CREATE INDEX pathway_referralevent_registered_by_id_810534f5 ON public.pathway_referralevent USING btree (registered_by_id);
CREATE INDEX pathway_referralevent_team_id_ee3dde60 ON public.pathway_referralevent USING btree (team_id);
CREATE INDEX pathway_referralevent_written_about_id_9606b90e ON public.pathway_referralevent USING btree (written_about_id);
CREATE INDEX pathway_relative_person_id_85829e9e ON public.pathway_relative USING btree (person_id);
CREATE INDEX pathway_relativeevent_person_id_3fc57d4b ON public.pathway_relativeevent USING btree (person_id);
CREATE INDEX pathway_relativeevent_pgh_context_id_f720a1d0 ON public.pathway_relativeevent USING btree (pgh_context_id);
CREATE INDEX pathway_relativeevent_pgh_obj_id_04324273 ON public.pathway_relativeevent USING btree (pgh_obj_id);
CREATE INDEX pathway_relativeevent_user_id_f98dc7b9 ON public.pathway_relativeevent USING btree (user_id);
CREATE INDEX pathway_screening_screened_by_id_f4026905 ON public.pathway_screening USING btree (screened_by_id);
CREATE INDEX pathway_screeningevent_pgh_context_id_27c2494e ON public.pathway_screeningevent USING btree (pgh_context_id);
CREATE INDEX pathway_screeningevent_pgh_obj_id_2f00b17f ON public.pathway_screeningevent USING btree (pgh_obj_id);
CREATE INDEX pathway_screeningevent_referral_id_33fdd0db ON public.pathway_screeningevent USING btree (referral_id);
CREATE INDEX pathway_screeningevent_screened_by_id_7b9c3a0c ON public.pathway_screeningevent USING btree (screened_by_id);
CREATE INDEX pathway_servicelevel_episode_id_db913841 ON public.pathway_servicelevel USING btree (episode_id);
CREATE INDEX pathway_servicelevelevent_episode_id_98c181ab ON public.pathway_servicelevelevent USING btree (episode_id);
CREATE INDEX pathway_servicelevelevent_pgh_context_id_eb751c74 ON public.pathway_servicelevelevent USING btree (pgh_context_id);
CREATE INDEX pathway_servicelevelevent_pgh_obj_id_5b6a61bf ON public.pathway_servicelevelevent USING btree (pgh_obj_id);
CREATE INDEX pathway_servicelevelsknown_episode_id_1d0d3fee ON public.pathway_servicelevelsknown USING btree (episode_id);
CREATE INDEX pathway_servicelevelsknownevent_episode_id_91a196b5 ON public.pathway_servicelevelsknownevent USING btree (episode_id);
CREATE INDEX pathway_servicelevelsknownevent_pgh_context_id_05ad1089 ON public.pathway_servicelevelsknownevent USING btree (pgh_context_id);
CREATE INDEX pathway_servicelevelsknownevent_pgh_obj_id_aed18525 ON public.pathway_servicelevelsknownevent USING btree (pgh_obj_id);
CREATE INDEX pathway_servicemodelversion_made_by_id_9e5da7a0 ON public.pathway_servicemodelversion USING btree (made_by_id);
CREATE INDEX pathway_sharing_person_id_8a4ef85c ON public.pathway_sharing USING btree (person_id);
CREATE INDEX pathway_sharing_referral_id_24c4e1be ON public.pathway_sharing USING btree (referral_id);
CREATE INDEX pathway_sharing_relative_id_efb862f5 ON public.pathway_sharing USING btree (relative_id);
CREATE INDEX pathway_sharing_written_by_id_52f29417 ON public.pathway_sharing USING btree (written_by_id);
CREATE INDEX person_birth_date ON public.pathway_person USING btree (birth_date);
CREATE INDEX person_name_words ON public.pathway_person USING gin (name_words);
CREATE UNIQUE INDEX person_once_per_number ON public.pathway_person USING btree (national_number) WHERE ((NOT ((national_number)::text = ''::text)) AND (known_as_id IS NULL));
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX receipts_by_age ON public.drafts_receipt USING btree (saved_at);
CREATE INDEX referral_inbox ON public.pathway_referral USING btree (state, contact_due_on);
CREATE INDEX referral_of_referrer ON public.pathway_referral USING btree (registered_by_id, received_on DESC);
CREATE INDEX referral_received ON public.pathway_referral USING btree (received_on);
CREATE INDEX referral_waits ON public.pathway_referral USING btree (office_id, team_id) WHERE waits;
CREATE INDEX sharing_of_person ON public.pathway_sharing USING btree (person_id, with_whom);
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX visits_of_day ON public.visits_visit USING btree (planned_at);
CREATE INDEX visits_of_episode ON public.visits_visit USING btree (episode_id, planned_at);
CREATE INDEX visits_visit_episode_id_b3301517 ON public.visits_visit USING btree (episode_id);
CREATE INDEX visits_visit_recorded_by_id_cc977be0 ON public.visits_visit USING btree (recorded_by_id);
CREATE INDEX visits_visitevent_episode_id_adc3d12d ON public.visits_visitevent USING btree (episode_id);
CREATE INDEX visits_visitevent_pgh_context_id_3401b950 ON public.visits_visitevent USING btree (pgh_context_id);
CREATE INDEX visits_visitevent_pgh_obj_id_751ab1e1 ON public.visits_visitevent USING btree (pgh_obj_id);
CREATE INDEX visits_visitevent_recorded_by_id_80972363 ON public.visits_visitevent USING btree (recorded_by_id);
CREATE INDEX visits_visitmeasure_measure_id_80641173 ON public.visits_visitmeasure USING btree (measure_id);
CREATE INDEX visits_visitmeasure_visit_id_48ce59b7 ON public.visits_visitmeasure USING btree (visit_id);
CREATE INDEX visits_visitmeasureevent_measure_id_28ba2500 ON public.visits_visitmeasureevent USING btree (measure_id);
CREATE INDEX visits_visitmeasureevent_pgh_context_id_10389470 ON public.visits_visitmeasureevent USING btree (pgh_context_id);
CREATE INDEX visits_visitmeasureevent_pgh_obj_id_aef40427 ON public.visits_visitmeasureevent USING btree (pgh_obj_id);
CREATE INDEX visits_visitmeasureevent_visit_id_15ce5d16 ON public.visits_visitmeasureevent USING btree (visit_id);
CREATE INDEX visits_visitstaff_user_id_bb48ea3d ON public.visits_visitstaff USING btree (user_id);
CREATE INDEX visits_visitstaff_visit_id_a342e7db ON public.visits_visitstaff USING btree (visit_id);
CREATE INDEX visits_visitstaffevent_pgh_context_id_e9e8c9d7 ON public.visits_visitstaffevent USING btree (pgh_context_id);
CREATE INDEX visits_visitstaffevent_pgh_obj_id_3d8a4464 ON public.visits_visitstaffevent USING btree (pgh_obj_id);
CREATE INDEX visits_visitstaffevent_user_id_fdbe0914 ON public.visits_visitstaffevent USING btree (user_id);
CREATE INDEX visits_visitstaffevent_visit_id_7e318b07 ON public.visits_visitstaffevent USING btree (visit_id);
CREATE TRIGGER pgtrigger_delete_delete_1a64f AFTER DELETE ON public.goals_planneddose FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_1a64f();
COMMENT ON TRIGGER pgtrigger_delete_delete_1a64f ON public.goals_planneddose IS 'db7a4ef1e81e60ded96fe345bb8c09d821df0731';
CREATE TRIGGER pgtrigger_delete_delete_372f2 AFTER DELETE ON public.visits_visitmeasure FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_372f2();
COMMENT ON TRIGGER pgtrigger_delete_delete_372f2 ON public.visits_visitmeasure IS '0c7f2aa941e99ce32861004e7f66303dcb73295e';
CREATE TRIGGER pgtrigger_delete_delete_7b433 AFTER DELETE ON public.pathway_servicelevel FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_7b433();
COMMENT ON TRIGGER pgtrigger_delete_delete_7b433 ON public.pathway_servicelevel IS 'a4b8177d1821c117330dc8413dabc19cff01c691';
CREATE TRIGGER pgtrigger_delete_delete_c2e6d AFTER DELETE ON public.visits_visitstaff FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_c2e6d();
COMMENT ON TRIGGER pgtrigger_delete_delete_c2e6d ON public.visits_visitstaff IS '2315747513187358ccab3f8264107ed6ebc503d2';
CREATE TRIGGER pgtrigger_episode_steps_d886f BEFORE UPDATE ON public.pathway_episode FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_episode_steps_d886f();
COMMENT ON TRIGGER pgtrigger_episode_steps_d886f ON public.pathway_episode IS '6e437f0e3a5a059501aae3b52559e412ea9ea2a7';
CREATE TRIGGER pgtrigger_follow_up_steps_b4341 BEFORE UPDATE ON public.pathway_followup FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_follow_up_steps_b4341();
COMMENT ON TRIGGER pgtrigger_follow_up_steps_b4341 ON public.pathway_followup IS '833fd8964300749df68ffca1192853fcf8546d27';
CREATE TRIGGER pgtrigger_goal_steps_699a4 BEFORE UPDATE ON public.goals_goal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_goal_steps_699a4();
COMMENT ON TRIGGER pgtrigger_goal_steps_699a4 ON public.goals_goal IS '9d9d942fea4342eb58e9c83c6353ab4dd622bc65';
CREATE TRIGGER pgtrigger_insert_insert_11426 AFTER INSERT ON public.pathway_hold FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_11426();
COMMENT ON TRIGGER pgtrigger_insert_insert_11426 ON public.pathway_hold IS '072bc403ff88ce0c6881caf44221fab8b49d4d15';
CREATE TRIGGER pgtrigger_insert_insert_16b49 AFTER INSERT ON public.pathway_servicelevel FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_16b49();
COMMENT ON TRIGGER pgtrigger_insert_insert_16b49 ON public.pathway_servicelevel IS '5048b7c78f3d47cc964a46d3ca48bc02bb1699f7';
CREATE TRIGGER pgtrigger_insert_insert_1a361 AFTER INSERT ON public.pathway_relative FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_1a361();
COMMENT ON TRIGGER pgtrigger_insert_insert_1a361 ON public.pathway_relative IS '145a4f6377e7f941fc7c168cb88c40c86bdaeb30';
CREATE TRIGGER pgtrigger_insert_insert_29b81 AFTER INSERT ON public.pathway_person FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_29b81();
COMMENT ON TRIGGER pgtrigger_insert_insert_29b81 ON public.pathway_person IS '48a7390149ceac70d467cce5755ed0c4bc527d26';
CREATE TRIGGER pgtrigger_insert_insert_2d1ec AFTER INSERT ON public.board_task FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_2d1ec();
COMMENT ON TRIGGER pgtrigger_insert_insert_2d1ec ON public.board_task IS 'b48d13ab3a312eb5adbc85a8f75f1f3d29335aad';
CREATE TRIGGER pgtrigger_insert_insert_436d4 AFTER INSERT ON public.pathway_handover FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_436d4();
COMMENT ON TRIGGER pgtrigger_insert_insert_436d4 ON public.pathway_handover IS 'b9a79e636d07d6e0dce32b08772df638429238fb';
CREATE TRIGGER pgtrigger_insert_insert_45870 AFTER INSERT ON public.visits_visitstaff FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_45870();
COMMENT ON TRIGGER pgtrigger_insert_insert_45870 ON public.visits_visitstaff IS 'b52581af9e96381209c642318e1628be9bb3be7d';
CREATE TRIGGER pgtrigger_insert_insert_518b9 AFTER INSERT ON public.pathway_deferral FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_518b9();
COMMENT ON TRIGGER pgtrigger_insert_insert_518b9 ON public.pathway_deferral IS '36da69fdf68f4dbe53328d70d9d2beec462b0d9d';
CREATE TRIGGER pgtrigger_insert_insert_5ce4e AFTER INSERT ON public.pathway_careteammember FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_5ce4e();
COMMENT ON TRIGGER pgtrigger_insert_insert_5ce4e ON public.pathway_careteammember IS 'a54926795c5b8473e58f32110a90a0e57365a2e3';
CREATE TRIGGER pgtrigger_insert_insert_69cde AFTER INSERT ON public.goals_measure FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_69cde();
COMMENT ON TRIGGER pgtrigger_insert_insert_69cde ON public.goals_measure IS 'bd92303edb8f5192779801857af44c8343fd5367';
CREATE TRIGGER pgtrigger_insert_insert_7c2be AFTER INSERT ON public.visits_visitmeasure FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_7c2be();
COMMENT ON TRIGGER pgtrigger_insert_insert_7c2be ON public.visits_visitmeasure IS '6de4b88ab5d47bf92bad212206a98be23fa4a1da';
CREATE TRIGGER pgtrigger_insert_insert_8186e AFTER INSERT ON public.pathway_episode FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_8186e();
COMMENT ON TRIGGER pgtrigger_insert_insert_8186e ON public.pathway_episode IS '179efe9ce2fa5781b3ff952450425beeccb59e8c';
CREATE TRIGGER pgtrigger_insert_insert_973aa AFTER INSERT ON public.board_meetingnote FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_973aa();
COMMENT ON TRIGGER pgtrigger_insert_insert_973aa ON public.board_meetingnote IS '9471a766724ebf7a665511aab82d4fa5f7f541c3';
CREATE TRIGGER pgtrigger_insert_insert_9af0e AFTER INSERT ON public.pathway_referral FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_9af0e();
COMMENT ON TRIGGER pgtrigger_insert_insert_9af0e ON public.pathway_referral IS '2066d2c1118d7a82c656ec4d3a1d75e320f8bd82';
CREATE TRIGGER pgtrigger_insert_insert_9d6da AFTER INSERT ON public.visits_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_9d6da();
COMMENT ON TRIGGER pgtrigger_insert_insert_9d6da ON public.visits_visit IS 'f66915e117dddcc64c008acbdb3aff2104adb308';
CREATE TRIGGER pgtrigger_insert_insert_a386a AFTER INSERT ON public.assessment_assessment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_a386a();
COMMENT ON TRIGGER pgtrigger_insert_insert_a386a ON public.assessment_assessment IS '0fe35edecaaa19ad40a2238994985bc47525a72f';
CREATE TRIGGER pgtrigger_insert_insert_ab899 AFTER INSERT ON public.board_meeting FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_ab899();
COMMENT ON TRIGGER pgtrigger_insert_insert_ab899 ON public.board_meeting IS '2ce9d18fb60b08ecd80b0f689be3115a588b09e7';
CREATE TRIGGER pgtrigger_insert_insert_ad1c8 AFTER INSERT ON public.pathway_servicelevelsknown FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_ad1c8();
COMMENT ON TRIGGER pgtrigger_insert_insert_ad1c8 ON public.pathway_servicelevelsknown IS 'f7fbf16a9bcc89f1ac58970e460d970016fdb229';
CREATE TRIGGER pgtrigger_insert_insert_b29e9 AFTER INSERT ON public.pathway_appeal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_b29e9();
COMMENT ON TRIGGER pgtrigger_insert_insert_b29e9 ON public.pathway_appeal IS 'ba39b2ea60085b55e50c2ab308b9b55ce138c96b';
CREATE TRIGGER pgtrigger_insert_insert_b5353 AFTER INSERT ON public.pathway_followup FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_b5353();
COMMENT ON TRIGGER pgtrigger_insert_insert_b5353 ON public.pathway_followup IS '78838ccc96098e01622702a892c921e196ad8065';
CREATE TRIGGER pgtrigger_insert_insert_b89df AFTER INSERT ON public.pathway_hearing FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_b89df();
COMMENT ON TRIGGER pgtrigger_insert_insert_b89df ON public.pathway_hearing IS 'cb64bdcc0bccc10ed46382f4a92bfad5228b2a79';
CREATE TRIGGER pgtrigger_insert_insert_d9abc AFTER INSERT ON public.goals_planneddose FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_d9abc();
COMMENT ON TRIGGER pgtrigger_insert_insert_d9abc ON public.goals_planneddose IS '8e45d1a9e2161f7e1227b2293b0dcec89eca9195';
CREATE TRIGGER pgtrigger_insert_insert_dd472 AFTER INSERT ON public.pathway_decisioncompetence FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_dd472();
COMMENT ON TRIGGER pgtrigger_insert_insert_dd472 ON public.pathway_decisioncompetence IS '69a5b5ff84ace573ed502f98e82ed230794ceb4d';
CREATE TRIGGER pgtrigger_insert_insert_e6f6c AFTER INSERT ON public.pathway_letter FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_e6f6c();
COMMENT ON TRIGGER pgtrigger_insert_insert_e6f6c ON public.pathway_letter IS '2b52751f48f8d756c10db0d5f7e0d8e0b2236cec';
CREATE TRIGGER pgtrigger_insert_insert_e73da AFTER INSERT ON public.pathway_screening FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_e73da();
COMMENT ON TRIGGER pgtrigger_insert_insert_e73da ON public.pathway_screening IS 'ac54afb4afe9451628a65031ed94eafd9c7c38ea';
CREATE TRIGGER pgtrigger_insert_insert_feafb AFTER INSERT ON public.goals_goal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_feafb();
COMMENT ON TRIGGER pgtrigger_insert_insert_feafb ON public.goals_goal IS '324da2911344af3401c5c74efca1069846950031';
CREATE TRIGGER pgtrigger_insert_insert_ffe2e AFTER INSERT ON public.pathway_decision FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_ffe2e();
COMMENT ON TRIGGER pgtrigger_insert_insert_ffe2e ON public.pathway_decision IS '0b0626081ee3178c5c0336ef972ab74be19b760b';
CREATE TRIGGER pgtrigger_log_is_append_only_34e92 BEFORE DELETE OR UPDATE ON public.access_logentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_log_is_append_only_34e92();
COMMENT ON TRIGGER pgtrigger_log_is_append_only_34e92 ON public.access_logentry IS '5d638778cb216b398a5c8460e68f142459b2d627';
CREATE TRIGGER pgtrigger_log_is_filled_in_4e13a BEFORE INSERT ON public.access_logentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_log_is_filled_in_4e13a();
COMMENT ON TRIGGER pgtrigger_log_is_filled_in_4e13a ON public.access_logentry IS '09b341b5db90646b99a6eb40f0f065e4dc3e1293';
CREATE TRIGGER pgtrigger_referral_steps_eb46f BEFORE UPDATE ON public.pathway_referral FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_referral_steps_eb46f();
COMMENT ON TRIGGER pgtrigger_referral_steps_eb46f ON public.pathway_referral IS '92c181845d3f5cc696ef448a9c0a5dac895e7fe1';
CREATE TRIGGER pgtrigger_update_update_26a2e AFTER UPDATE ON public.pathway_deferral FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_26a2e();
COMMENT ON TRIGGER pgtrigger_update_update_26a2e ON public.pathway_deferral IS '57ee4fe7c11cd3ebf0677d2c5780624aa0b35114';
CREATE TRIGGER pgtrigger_update_update_271bf AFTER UPDATE ON public.visits_visitstaff FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_271bf();
COMMENT ON TRIGGER pgtrigger_update_update_271bf ON public.visits_visitstaff IS '02406bfc979b6c55af7d554a5f14134e5182b94b';
CREATE TRIGGER pgtrigger_update_update_2822d AFTER UPDATE ON public.goals_measure FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_2822d();
COMMENT ON TRIGGER pgtrigger_update_update_2822d ON public.goals_measure IS '61e31d764785a941caf1620ccfe3787952015c54';
CREATE TRIGGER pgtrigger_update_update_36aee AFTER UPDATE ON public.pathway_servicelevelsknown FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_36aee();
COMMENT ON TRIGGER pgtrigger_update_update_36aee ON public.pathway_servicelevelsknown IS '8a1476451bca8a9b93d2a352103372cc0f097fbc';
CREATE TRIGGER pgtrigger_update_update_40b5c AFTER UPDATE ON public.pathway_letter FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_40b5c();
COMMENT ON TRIGGER pgtrigger_update_update_40b5c ON public.pathway_letter IS '4e4831946a614bbcd9528552fd35730afe8d3ec9';
CREATE TRIGGER pgtrigger_update_update_4187f AFTER UPDATE ON public.board_meeting FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_4187f();
COMMENT ON TRIGGER pgtrigger_update_update_4187f ON public.board_meeting IS '0d6210d152ffc192ccd0eb1735337d68836469a6';
CREATE TRIGGER pgtrigger_update_update_41cf1 AFTER UPDATE ON public.visits_visit FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_41cf1();
COMMENT ON TRIGGER pgtrigger_update_update_41cf1 ON public.visits_visit IS '815b1fa865ef34d849b91d0b6836f0d69875006d';
CREATE TRIGGER pgtrigger_update_update_5d3a3 AFTER UPDATE ON public.pathway_hold FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_5d3a3();
COMMENT ON TRIGGER pgtrigger_update_update_5d3a3 ON public.pathway_hold IS 'f9380fc0059367d90355c25471798bf5caa2dd03';
CREATE TRIGGER pgtrigger_update_update_7568e AFTER UPDATE ON public.pathway_careteammember FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_7568e();
COMMENT ON TRIGGER pgtrigger_update_update_7568e ON public.pathway_careteammember IS 'fef33e42867c203c6e212edd7d75ced4b5ed9ae2';
CREATE TRIGGER pgtrigger_update_update_7d286 AFTER UPDATE ON public.pathway_decision FOR EACH ROW WHEN ((((old.alternative)::text IS DISTINCT FROM (new.alternative)::text) OR (old.alternative_words IS DISTINCT FROM new.alternative_words) OR (old.appeal_before IS DISTINCT FROM new.appeal_before) OR (old.asked_for IS DISTINCT FROM new.asked_for) OR (old.changes_id IS DISTINCT FROM new.changes_id) OR (old.content IS DISTINCT FROM new.content) OR (old.decided_at IS DISTINCT FROM new.decided_at) OR (old.decided_by_id IS DISTINCT FROM new.decided_by_id) OR (old.decided_on IS DISTINCT FROM new.decided_on) OR (old.ended_before_on IS DISTINCT FROM new.ended_before_on) OR (old.ends_on IS DISTINCT FROM new.ends_on) OR ((old.fell_away_for)::text IS DISTINCT FROM (new.fell_away_for)::text) OR (old.fell_away_on IS DISTINCT FROM new.fell_away_on) OR (old.fell_away_reason IS DISTINCT FROM new.fell_away_reason) OR (old.goals IS DISTINCT FROM new.goals) OR (old.id IS DISTINCT FROM new.id) OR (old.legal_basis IS DISTINCT FROM new.legal_basis) OR ((old.outcome)::text IS DISTINCT FROM (new.outcome)::text) OR (old.person_id IS DISTINCT FROM new.person_id) OR (old.persons_view IS DISTINCT FROM new.persons_view) OR ((old.reason_alike_to)::text IS DISTINCT FROM (new.reason_alike_to)::text) OR (old.reason_facts IS DISTINCT FROM new.reason_facts) OR (old.reason_rules IS DISTINCT FROM new.reason_rules) OR (old.reason_weighed IS DISTINCT FROM new.reason_weighed) OR (old.referral_id IS DISTINCT FROM new.referral_id) OR (old.starts_on IS DISTINCT FROM new.starts_on) OR (old.takes_effect_later_on IS DISTINCT FROM new.takes_effect_later_on) OR (old.takes_effect_on IS DISTINCT FROM new.takes_effect_on) OR (old.visits_per_week_first IS DISTINCT FROM new.visits_per_week_first) OR (old.visits_per_week_last IS DISTINCT FROM new.visits_per_week_last) OR (old.waits_since IS DISTINCT FROM new.waits_since))) EXECUTE FUNCTION public.pgtrigger_update_update_7d286();
COMMENT ON TRIGGER pgtrigger_update_update_7d286 ON public.pathway_decision IS '7e2f942566cc65e0cfe3acf6dcf9c2f3990ea753';
CREATE TRIGGER pgtrigger_update_update_7d42c AFTER UPDATE ON public.pathway_followup FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_7d42c();
COMMENT ON TRIGGER pgtrigger_update_update_7d42c ON public.pathway_followup IS '4459ae75b4e4b34fa4d8c58b5c760ee1db8f8671';
CREATE TRIGGER pgtrigger_update_update_81f06 AFTER UPDATE ON public.board_task FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_81f06();
COMMENT ON TRIGGER pgtrigger_update_update_81f06 ON public.board_task IS '232387970acca3ec1dfb13cb204dba3d1a794259';
CREATE TRIGGER pgtrigger_update_update_97a4d AFTER UPDATE ON public.goals_goal FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_97a4d();
COMMENT ON TRIGGER pgtrigger_update_update_97a4d ON public.goals_goal IS '0fe96002ce5c0286102f320f2ca1c77df11b21e6';
CREATE TRIGGER pgtrigger_update_update_98a4d AFTER UPDATE ON public.pathway_handover FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_98a4d();
COMMENT ON TRIGGER pgtrigger_update_update_98a4d ON public.pathway_handover IS '7fa2522e848c8a7b9020cf6a3598aab9c6aba080';
CREATE TRIGGER pgtrigger_update_update_9a6d5 AFTER UPDATE ON public.pathway_episode FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_9a6d5();
COMMENT ON TRIGGER pgtrigger_update_update_9a6d5 ON public.pathway_episode IS '7b7a4201fc3cf508a9f6ff915e8d7354e66a7a54';
CREATE TRIGGER pgtrigger_update_update_9e654 AFTER UPDATE ON public.assessment_assessment FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_9e654();
COMMENT ON TRIGGER pgtrigger_update_update_9e654 ON public.assessment_assessment IS '4b3b7e59e8f454a4fb52acc8a972bf8854e3b1c2';
CREATE TRIGGER pgtrigger_update_update_a7120 AFTER UPDATE ON public.pathway_appeal FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_a7120();
COMMENT ON TRIGGER pgtrigger_update_update_a7120 ON public.pathway_appeal IS 'dcec791e33863b30fcaebd2b3ee3c480b74e3025';
CREATE TRIGGER pgtrigger_update_update_acc42 AFTER UPDATE ON public.pathway_relative FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_acc42();
COMMENT ON TRIGGER pgtrigger_update_update_acc42 ON public.pathway_relative IS 'ac8d12376f657abcde5e2079b266c188bbdfc2b3';
CREATE TRIGGER pgtrigger_update_update_baf37 AFTER UPDATE ON public.pathway_hearing FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_baf37();
COMMENT ON TRIGGER pgtrigger_update_update_baf37 ON public.pathway_hearing IS 'e0da5fad656729030c78fbd65c277ba767e44c9b';
CREATE TRIGGER pgtrigger_update_update_bc2d1 AFTER UPDATE ON public.pathway_referral FOR EACH ROW WHEN (((old.answer_due_on IS DISTINCT FROM new.answer_due_on) OR (old.answered_on IS DISTINCT FROM new.answered_on) OR ((old.case_number)::text IS DISTINCT FROM (new.case_number)::text) OR ((old.cause)::text IS DISTINCT FROM (new.cause)::text) OR ((old.closed_for)::text IS DISTINCT FROM (new.closed_for)::text) OR (old.contact_due_on IS DISTINCT FROM new.contact_due_on) OR (old.contact_note IS DISTINCT FROM new.contact_note) OR (old.contacted_on IS DISTINCT FROM new.contacted_on) OR ((old.content_digest)::text IS DISTINCT FROM (new.content_digest)::text) OR (old.discharge_on IS DISTINCT FROM new.discharge_on) OR (old.episode_opened IS DISTINCT FROM new.episode_opened) OR ((old.function_loss)::text IS DISTINCT FROM (new.function_loss)::text) OR (old.function_loss_on IS DISTINCT FROM new.function_loss_on) OR (old.handled_by_id IS DISTINCT FROM new.handled_by_id) OR (old.home_situation IS DISTINCT FROM new.home_situation) OR (old.hours_per_week IS DISTINCT FROM new.hours_per_week) OR (old.id IS DISTINCT FROM new.id) OR ((old.import_key)::text IS DISTINCT FROM (new.import_key)::text) OR ((old.name_as_written)::text IS DISTINCT FROM (new.name_as_written)::text) OR (old.note IS DISTINCT FROM new.note) OR (old.office_id IS DISTINCT FROM new.office_id) OR (old.person_id IS DISTINCT FROM new.person_id) OR (old.received_on IS DISTINCT FROM new.received_on) OR ((old.referrer)::text IS DISTINCT FROM (new.referrer)::text) OR ((old.referrer_name)::text IS DISTINCT FROM (new.referrer_name)::text) OR (old.registered_at IS DISTINCT FROM new.registered_at) OR (old.registered_by_id IS DISTINCT FROM new.registered_by_id) OR ((old.route)::text IS DISTINCT FROM (new.route)::text) OR (old.services_today IS DISTINCT FROM new.services_today) OR ((old.state)::text IS DISTINCT FROM (new.state)::text) OR ((old.state_when_closed)::text IS DISTINCT FROM (new.state_when_closed)::text) OR (old.team_id IS DISTINCT FROM new.team_id) OR (old.urgent IS DISTINCT FROM new.urgent) OR (old.what_matters IS DISTINCT FROM new.what_matters) OR (old.withdrawn_reason IS DISTINCT FROM new.withdrawn_reason) OR (old.written_about_id IS DISTINCT FROM new.written_about_id))) EXECUTE FUNCTION public.pgtrigger_update_update_bc2d1();
COMMENT ON TRIGGER pgtrigger_update_update_bc2d1 ON public.pathway_referral IS '775e10dfd852261a280c413bb257a9d9c441a372';
CREATE TRIGGER pgtrigger_update_update_bd429 AFTER UPDATE ON public.pathway_servicelevel FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_bd429();
COMMENT ON TRIGGER pgtrigger_update_update_bd429 ON public.pathway_servicelevel IS '0aa96493a5b02951cd57b8c69fe99f6dc7c08b76';
CREATE TRIGGER pgtrigger_update_update_c2841 AFTER UPDATE ON public.goals_planneddose FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_c2841();
COMMENT ON TRIGGER pgtrigger_update_update_c2841 ON public.goals_planneddose IS 'd3090093dbc51473aa08eeed0c9effee2a991f5f';
CREATE TRIGGER pgtrigger_update_update_c56a2 AFTER UPDATE ON public.pathway_screening FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_c56a2();
COMMENT ON TRIGGER pgtrigger_update_update_c56a2 ON public.pathway_screening IS '495d19f4384b9dad73a76a6d5c7a816ed125d639';
CREATE TRIGGER pgtrigger_update_update_e219e AFTER UPDATE ON public.visits_visitmeasure FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_e219e();
COMMENT ON TRIGGER pgtrigger_update_update_e219e ON public.visits_visitmeasure IS 'b5213a86daa7bcbeefbf33de8098a2bf2d78448c';
CREATE TRIGGER pgtrigger_update_update_e2b4e AFTER UPDATE ON public.board_meetingnote FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_e2b4e();
COMMENT ON TRIGGER pgtrigger_update_update_e2b4e ON public.board_meetingnote IS 'd0f088bb3bece9a5078ec20d39743319f0447d18';
CREATE TRIGGER pgtrigger_update_update_e5143 AFTER UPDATE ON public.pathway_person FOR EACH ROW WHEN ((((old.address)::text IS DISTINCT FROM (new.address)::text) OR ((old.alert)::text IS DISTINCT FROM (new.alert)::text) OR (old.birth_date IS DISTINCT FROM new.birth_date) OR ((old.city)::text IS DISTINCT FROM (new.city)::text) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.died_on IS DISTINCT FROM new.died_on) OR ((old.family_name)::text IS DISTINCT FROM (new.family_name)::text) OR ((old.given_name)::text IS DISTINCT FROM (new.given_name)::text) OR ((old.gp_name)::text IS DISTINCT FROM (new.gp_name)::text) OR (old.id IS DISTINCT FROM new.id) OR ((old.interpreter)::text IS DISTINCT FROM (new.interpreter)::text) OR (old.known_as_id IS DISTINCT FROM new.known_as_id) OR ((old.language)::text IS DISTINCT FROM (new.language)::text) OR (old.large_print IS DISTINCT FROM new.large_print) OR (old.lives_alone IS DISTINCT FROM new.lives_alone) OR (old.moved_on IS DISTINCT FROM new.moved_on) OR ((old.municipality_number)::text IS DISTINCT FROM (new.municipality_number)::text) OR ((old.national_number)::text IS DISTINCT FROM (new.national_number)::text) OR ((old.phone)::text IS DISTINCT FROM (new.phone)::text) OR ((old.postal_code)::text IS DISTINCT FROM (new.postal_code)::text) OR ((old.sex)::text IS DISTINCT FROM (new.sex)::text) OR ((old.sort_name)::text IS DISTINCT FROM (new.sort_name)::text) OR (old.user_id IS DISTINCT FROM new.user_id))) EXECUTE FUNCTION public.pgtrigger_update_update_e5143();
COMMENT ON TRIGGER pgtrigger_update_update_e5143 ON public.pathway_person IS 'c2d22d3cf936a44dd5550f9285b4e53870c60027';
CREATE TRIGGER pgtrigger_update_update_ee37a AFTER UPDATE ON public.pathway_decisioncompetence FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_ee37a();
COMMENT ON TRIGGER pgtrigger_update_update_ee37a ON public.pathway_decisioncompetence IS '6f2315d18b0fe5074ea963ab810b85eaf530a277';
CREATE TRIGGER pgtrigger_visit_steps_66da0 BEFORE UPDATE ON public.visits_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_visit_steps_66da0();
COMMENT ON TRIGGER pgtrigger_visit_steps_66da0 ON public.visits_visit IS 'ef94de3cca50a989908e6a56e8cff8fa279725de';
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
ALTER TABLE ONLY public.access_logentry
    ADD CONSTRAINT access_logentry_user_id_ee78fa9f_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_membership
    ADD CONSTRAINT access_membership_unit_id_0e9f7aed_fk_access_unit_id FOREIGN KEY (unit_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_membership
    ADD CONSTRAINT access_membership_user_id_5bf62e16_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_unit
    ADD CONSTRAINT access_unit_parent_id_48f46edf_fk_access_unit_id FOREIGN KEY (parent_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessment_assessment
    ADD CONSTRAINT assessment_assessmen_corrects_id_cac8d0df_fk_assessmen FOREIGN KEY (corrects_id) REFERENCES public.assessment_assessment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessment_assessment
    ADD CONSTRAINT assessment_assessment_assessor_id_32ccbc20_fk_access_user_id FOREIGN KEY (assessor_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessment_assessment
    ADD CONSTRAINT assessment_assessment_episode_id_7256e6d6_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_meeting
    ADD CONSTRAINT board_meeting_led_by_id_a5edfb87_fk_access_user_id FOREIGN KEY (led_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_meeting
    ADD CONSTRAINT board_meeting_team_id_fd1d702c_fk_access_unit_id FOREIGN KEY (team_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_meetingnote
    ADD CONSTRAINT board_meetingnote_episode_id_659282cd_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_meetingnote
    ADD CONSTRAINT board_meetingnote_meeting_id_2510bee5_fk_board_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.board_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_meetingnote
    ADD CONSTRAINT board_meetingnote_written_by_id_60a2e6e0_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_task
    ADD CONSTRAINT board_task_assigned_to_id_c15d95e4_fk_access_user_id FOREIGN KEY (assigned_to_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_task
    ADD CONSTRAINT board_task_done_by_id_7d54560c_fk_access_user_id FOREIGN KEY (done_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_task
    ADD CONSTRAINT board_task_episode_id_f1861f61_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.board_task
    ADD CONSTRAINT board_task_made_by_id_1028135e_fk_access_user_id FOREIGN KEY (made_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.drafts_draft
    ADD CONSTRAINT drafts_draft_user_id_a622a169_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.drafts_receipt
    ADD CONSTRAINT drafts_receipt_user_id_60cf1221_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_dosechange
    ADD CONSTRAINT goals_dosechange_changed_by_id_12de4e05_fk_access_user_id FOREIGN KEY (changed_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_dosechange
    ADD CONSTRAINT goals_dosechange_episode_id_b10a47f8_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_goal
    ADD CONSTRAINT goals_goal_assessment_id_f4f632eb_fk_assessment_assessment_id FOREIGN KEY (assessment_id) REFERENCES public.assessment_assessment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_goal
    ADD CONSTRAINT goals_goal_episode_id_1bbd62cb_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_goal
    ADD CONSTRAINT goals_goal_set_by_id_3181af73_fk_access_user_id FOREIGN KEY (set_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_measure
    ADD CONSTRAINT goals_measure_goal_id_e28a6f7b_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.goals_planneddose
    ADD CONSTRAINT goals_planneddose_episode_id_5d118f17_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_upload
    ADD CONSTRAINT intake_upload_sent_by_id_d9f4d8db_fk_access_user_id FOREIGN KEY (sent_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_appeal
    ADD CONSTRAINT pathway_appeal_decision_id_5dbc6953_fk_pathway_decision_id FOREIGN KEY (decision_id) REFERENCES public.pathway_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_appeal
    ADD CONSTRAINT pathway_appeal_received_by_id_47ed8547_fk_access_user_id FOREIGN KEY (received_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_careteammember
    ADD CONSTRAINT pathway_careteammemb_episode_id_9f8a0c03_fk_pathway_e FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_careteammember
    ADD CONSTRAINT pathway_careteammember_user_id_0ce2b09a_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_contactattempt
    ADD CONSTRAINT pathway_contactattem_referral_id_466406a9_fk_pathway_r FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_contactattempt
    ADD CONSTRAINT pathway_contactattem_undoes_id_37e9ae05_fk_pathway_c FOREIGN KEY (undoes_id) REFERENCES public.pathway_contactattempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_contactattempt
    ADD CONSTRAINT pathway_contactattempt_tried_by_id_67da46c5_fk_access_user_id FOREIGN KEY (tried_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decision
    ADD CONSTRAINT pathway_decision_changes_id_fbe9f40a_fk_pathway_decision_id FOREIGN KEY (changes_id) REFERENCES public.pathway_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decision
    ADD CONSTRAINT pathway_decision_decided_by_id_792f77a0_fk_access_user_id FOREIGN KEY (decided_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decision
    ADD CONSTRAINT pathway_decision_person_id_e3481198_fk_pathway_person_id FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decision
    ADD CONSTRAINT pathway_decision_referral_id_acd622ab_fk_pathway_referral_id FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decisioncompetence
    ADD CONSTRAINT pathway_decisioncomp_assessed_by_id_be8b22a0_fk_access_us FOREIGN KEY (assessed_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decisioncompetence
    ADD CONSTRAINT pathway_decisioncomp_corrects_id_c13dc808_fk_pathway_d FOREIGN KEY (corrects_id) REFERENCES public.pathway_decisioncompetence(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_decisioncompetence
    ADD CONSTRAINT pathway_decisioncomp_person_id_fc0e0658_fk_pathway_p FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_deferral
    ADD CONSTRAINT pathway_deferral_answered_by_id_8d7612ac_fk_access_user_id FOREIGN KEY (answered_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_deferral
    ADD CONSTRAINT pathway_deferral_decision_id_747cf08a_fk_pathway_decision_id FOREIGN KEY (decision_id) REFERENCES public.pathway_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_deferral
    ADD CONSTRAINT pathway_deferral_received_by_id_d76b6db9_fk_access_user_id FOREIGN KEY (received_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_dispatch
    ADD CONSTRAINT pathway_dispatch_letter_id_59ff61b7_fk_pathway_letter_id FOREIGN KEY (letter_id) REFERENCES public.pathway_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_dispatch
    ADD CONSTRAINT pathway_dispatch_takes_back_id_010c345f_fk_pathway_dispatch_id FOREIGN KEY (takes_back_id) REFERENCES public.pathway_dispatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_dispatch
    ADD CONSTRAINT pathway_dispatch_written_by_id_5f923b71_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_closed_by_id_f87577c0_fk_access_user_id FOREIGN KEY (closed_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_person_id_4e7569d9_fk_pathway_person_id FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_referral_id_eaf58124_fk_pathway_referral_id FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_episode
    ADD CONSTRAINT pathway_episode_team_id_f6554137_fk_access_unit_id FOREIGN KEY (team_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_followup
    ADD CONSTRAINT pathway_followup_done_by_id_38ae6536_fk_access_user_id FOREIGN KEY (done_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_followup
    ADD CONSTRAINT pathway_followup_episode_id_2ac38150_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_handover
    ADD CONSTRAINT pathway_handover_contact_id_fbf4d068_fk_access_user_id FOREIGN KEY (contact_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_handover
    ADD CONSTRAINT pathway_handover_episode_id_c0f8eb23_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_handover
    ADD CONSTRAINT pathway_handover_to_unit_id_2e893420_fk_access_unit_id FOREIGN KEY (to_unit_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_handover
    ADD CONSTRAINT pathway_handover_written_by_id_887aa400_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_hearing
    ADD CONSTRAINT pathway_hearing_by_id_aa6d31cd_fk_access_user_id FOREIGN KEY (by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_hearing
    ADD CONSTRAINT pathway_hearing_episode_id_4e592be5_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_hearing
    ADD CONSTRAINT pathway_hearing_letter_id_ccb7bbf0_fk_pathway_letter_id FOREIGN KEY (letter_id) REFERENCES public.pathway_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_hearing
    ADD CONSTRAINT pathway_hearing_referral_id_da1dee03_fk_pathway_referral_id FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_hold
    ADD CONSTRAINT pathway_hold_episode_id_7d1ed44f_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_hold
    ADD CONSTRAINT pathway_hold_written_by_id_708b1467_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_interpreteruse
    ADD CONSTRAINT pathway_interpreteru_follow_up_id_0082e51e_fk_pathway_f FOREIGN KEY (follow_up_id) REFERENCES public.pathway_followup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_interpreteruse
    ADD CONSTRAINT pathway_interpreteru_referral_id_349ff228_fk_pathway_r FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_interpreteruse
    ADD CONSTRAINT pathway_interpreteruse_written_by_id_ceb64736_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_letter
    ADD CONSTRAINT pathway_letter_episode_id_9e62be96_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_letter
    ADD CONSTRAINT pathway_letter_person_id_c048844d_fk_pathway_person_id FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_letter
    ADD CONSTRAINT pathway_letter_referral_id_b426e958_fk_pathway_referral_id FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_letter
    ADD CONSTRAINT pathway_letter_written_by_id_469554f0_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_person
    ADD CONSTRAINT pathway_person_known_as_id_dd15fc66_fk_pathway_person_id FOREIGN KEY (known_as_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_person
    ADD CONSTRAINT pathway_person_user_id_14dddecd_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_preliminaryanswer
    ADD CONSTRAINT pathway_preliminarya_letter_id_233d4ef2_fk_pathway_l FOREIGN KEY (letter_id) REFERENCES public.pathway_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_preliminaryanswer
    ADD CONSTRAINT pathway_preliminarya_referral_id_c0133f79_fk_pathway_r FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_preliminaryanswer
    ADD CONSTRAINT pathway_preliminarya_written_by_id_ecd4da8e_fk_access_us FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_handled_by_id_2a4d4bde_fk_access_user_id FOREIGN KEY (handled_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_office_id_1955a215_fk_access_unit_id FOREIGN KEY (office_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_person_id_dc6c23d7_fk_pathway_person_id FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_registered_by_id_db0053a4_fk_access_user_id FOREIGN KEY (registered_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_team_id_0cf4614c_fk_access_unit_id FOREIGN KEY (team_id) REFERENCES public.access_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_referral
    ADD CONSTRAINT pathway_referral_written_about_id_b634e081_fk_pathway_person_id FOREIGN KEY (written_about_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_relative
    ADD CONSTRAINT pathway_relative_person_id_85829e9e_fk_pathway_person_id FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_relative
    ADD CONSTRAINT pathway_relative_user_id_93a7bf4d_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_screening
    ADD CONSTRAINT pathway_screening_referral_id_63c536f6_fk_pathway_referral_id FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_screening
    ADD CONSTRAINT pathway_screening_screened_by_id_f4026905_fk_access_user_id FOREIGN KEY (screened_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_servicelevelsknown
    ADD CONSTRAINT pathway_servicelevel_episode_id_1d0d3fee_fk_pathway_e FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_servicelevel
    ADD CONSTRAINT pathway_servicelevel_episode_id_db913841_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_servicemodelversion
    ADD CONSTRAINT pathway_servicemodel_made_by_id_9e5da7a0_fk_access_us FOREIGN KEY (made_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_sharing
    ADD CONSTRAINT pathway_sharing_person_id_8a4ef85c_fk_pathway_person_id FOREIGN KEY (person_id) REFERENCES public.pathway_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_sharing
    ADD CONSTRAINT pathway_sharing_referral_id_24c4e1be_fk_pathway_referral_id FOREIGN KEY (referral_id) REFERENCES public.pathway_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_sharing
    ADD CONSTRAINT pathway_sharing_relative_id_efb862f5_fk_pathway_relative_id FOREIGN KEY (relative_id) REFERENCES public.pathway_relative(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pathway_sharing
    ADD CONSTRAINT pathway_sharing_written_by_id_52f29417_fk_access_user_id FOREIGN KEY (written_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_episode_id_b3301517_fk_pathway_episode_id FOREIGN KEY (episode_id) REFERENCES public.pathway_episode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_recorded_by_id_cc977be0_fk_access_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.visits_visitmeasure
    ADD CONSTRAINT visits_visitmeasure_measure_id_80641173_fk_goals_measure_id FOREIGN KEY (measure_id) REFERENCES public.goals_measure(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.visits_visitmeasure
    ADD CONSTRAINT visits_visitmeasure_visit_id_48ce59b7_fk_visits_visit_id FOREIGN KEY (visit_id) REFERENCES public.visits_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.visits_visitstaff
    ADD CONSTRAINT visits_visitstaff_user_id_bb48ea3d_fk_access_user_id FOREIGN KEY (user_id) REFERENCES public.access_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.visits_visitstaff
    ADD CONSTRAINT visits_visitstaff_visit_id_a342e7db_fk_visits_visit_id FOREIGN KEY (visit_id) REFERENCES public.visits_visit(id) DEFERRABLE INITIALLY DEFERRED;
REVOKE ALL ON FUNCTION public.access_write_log(acting bigint, doing text, about uuid, kind_of_object text, key_of_object text, why text, way text, ended text, came_from text, stated timestamp with time zone) FROM PUBLIC;
