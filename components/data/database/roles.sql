-- What Postgres itself grants for the levels of access to one database. For a database `catalog`:
--
--   catalog_readonly   reads all there is and all there will be; writes and makes nothing
--   catalog_readwrite  readonly, and writes rows; makes, alters, drops and truncates nothing
--   catalog_owner      owns the database, and all that migrations make
--   catalog_migrator   may become catalog_owner, and may do nothing but connect until it does
--
-- A login is a member of readonly, readwrite or migrator. A login that migrates is no member of catalog_owner itself: what
-- it makes would be its own, and the next one could not alter it. As a member of migrator it must `SET ROLE
-- catalog_owner` first (its connections do, by the startup option `-c role=catalog_owner`), and one that forgets fails at
-- its first statement: "no schema has been selected to create in", or a permission denied.
--
-- Run it connected to the database it is for, as a login that is a member of cloudsqlsuperuser:
--
--   psql -v ON_ERROR_STOP=1 -d catalog -f roles.sql
--
-- It is plain SQL, without commands of psql, so that any client can run it. It is to be run again whenever: it
-- changes what differs from this file and writes nothing else. Everything happens in one transaction. If things then
-- still belong to roles that this login may not take them from, the rest is done all the same and it ends in an error that
-- names them: each of several former owners may have to run it in turn, which no rollback must undo.
-- Large objects are outside the levels: Postgres lets every login make them, and readers need a grant for each.
-- For Postgres 15 to 18.

-- Nothing that somebody put into the database may stand in for a function of Postgres.
SET search_path = pg_catalog, pg_temp;

BEGIN;

-- Cloud SQL's administrator: no superuser, but it may make roles, and owns the databases that Cloud SQL's API makes.
SET LOCAL ROLE cloudsqlsuperuser;

-- Taking a thing from its owner locks it. Who waits for a lock makes all others wait behind it, so it does not wait long.
SET LOCAL lock_timeout = '3s';

-- The names, where all steps find them.
DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('levels of access', 0)); -- one run at a time in a database
  -- Postgres would cut a longer name without an error, and two databases could come to share roles.
  IF octet_length(current_database() || '_readwrite') > 63 THEN
    RAISE EXCEPTION 'database name % is too long: it and "_readwrite" must fit into 63 bytes', current_database();
  END IF;
  PERFORM set_config('levels.' || level, current_database() || '_' || level, true)
  FROM unnest(ARRAY['readonly', 'readwrite', 'owner', 'migrator']) AS level;
  PERFORM set_config('levels.left_over', '', false); -- outlives the transaction: the last step reads it
END $$;

-- The roles. Nobody logs in as one of them, and none may make roles or databases.
DO $$
DECLARE
  wanted record;
  existing pg_roles;
BEGIN
  FOR wanted IN
    SELECT current_setting('levels.' || level) AS name, inherits, CASE WHEN inherits THEN '' ELSE 'NO' END AS prefix
    FROM (VALUES ('readonly', true), ('readwrite', true), ('owner', true), ('migrator', false)) AS levels (level, inherits)
  LOOP
    SELECT * INTO existing FROM pg_roles WHERE rolname = wanted.name;
    IF NOT FOUND THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN %sINHERIT', wanted.name, wanted.prefix);
    ELSIF existing.rolcanlogin THEN
      RAISE EXCEPTION 'role % exists and can log in, so it is somebody''s', wanted.name
        USING HINT = 'Rename that login: this name is needed for a level of access.';
    ELSIF existing.rolinherit <> wanted.inherits OR existing.rolcreatedb OR existing.rolcreaterole THEN
      EXECUTE format('ALTER ROLE %I NOCREATEDB NOCREATEROLE %sINHERIT', wanted.name, wanted.prefix);
    END IF;
  END LOOP;
END $$;

-- Who is a member of whom. From 16 on this is said for each membership; before, it follows from the member's INHERIT.
SET LOCAL client_min_messages = warning; -- that a membership exists already is no news
DO $$
DECLARE
  said CONSTANT boolean := current_setting('server_version_num')::integer >= 160000;
  admin CONSTANT text := current_database() || '_admin';
BEGIN
  EXECUTE format('GRANT %I TO %I', current_setting('levels.readonly'), current_setting('levels.readwrite'))
    || CASE WHEN said THEN ' WITH INHERIT TRUE, SET FALSE' ELSE '' END;
  EXECUTE format('GRANT %I TO %I', current_setting('levels.owner'), current_setting('levels.migrator'))
    || CASE WHEN said THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
  -- From 16 on only who has ADMIN on a role may grant it. Who makes a role there has it; who made one before and is then
  -- upgraded has not, and could never run this again. So before 16 it is kept beforehand, by a role that inherits
  -- nothing: as a member with ADMIN, cloudsqlsuperuser itself would have all that the levels may do.
  IF NOT said THEN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = admin) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', admin);
    END IF;
    EXECUTE format('GRANT %I, %I, %I, %I TO %I WITH ADMIN OPTION', current_setting('levels.readonly'),
      current_setting('levels.readwrite'), current_setting('levels.owner'), current_setting('levels.migrator'), admin);
    EXECUTE format('GRANT %I TO cloudsqlsuperuser', admin);
  END IF;
  -- Lent until the end of this transaction, nobody else sees it: who gives a thing to a role must be able to become it.
  EXECUTE format('GRANT %I TO cloudsqlsuperuser', current_setting('levels.owner'))
    || CASE WHEN said THEN ' WITH INHERIT TRUE, SET TRUE' ELSE '' END;
END $$;
SET LOCAL client_min_messages = notice;

-- The database. Its owner owns schema public too, by way of pg_database_owner.
DO $$
DECLARE
  former name := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database());
BEGIN
  IF former <> current_setting('levels.owner') THEN
    IF NOT pg_has_role('cloudsqlsuperuser', former, 'USAGE') THEN
      SET LOCAL ROLE NONE; -- then only the login itself may be the owner
    END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO %I', current_database(), current_setting('levels.owner'));
    SET LOCAL ROLE cloudsqlsuperuser;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'database % belongs to %, and % may not take it', current_database(), former, session_user
    USING HINT = format('As %s, a member of cloudsqlsuperuser: ALTER DATABASE %I OWNER TO cloudsqlsuperuser',
      former, current_database());
END $$;

-- All that is in it: what belongs to somebody else becomes the owner's, so that the next migration can alter it.
-- REASSIGN OWNED would take the somebody's other databases along.
DO $$
DECLARE
  thing record;
  lent name[] := '{}';
  refused name[] := '{}';
  left_over text[] := '{}';
BEGIN
  FOR thing IN
    SELECT pg_get_userbyid(owned.refobjid) AS former, identified.identity,
      CASE
        WHEN identified.type IN ('function', 'procedure', 'aggregate') THEN 'routine'
        WHEN identified.type = 'statistics object' THEN 'statistics'
        ELSE identified.type
      END AS kind
    FROM pg_shdepend AS owned
      CROSS JOIN LATERAL pg_identify_object(owned.classid, owned.objid, 0) AS identified
    WHERE owned.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND owned.refclassid = 'pg_authid'::regclass
      AND owned.deptype = 'o'
      AND owned.refobjid <> (SELECT oid FROM pg_roles WHERE rolname = current_setting('levels.owner'))
      -- What migrations make. Event triggers, operator classes and the like need an owner with special rights.
      AND owned.classid = ANY (ARRAY['pg_class', 'pg_type', 'pg_proc', 'pg_namespace', 'pg_operator', 'pg_collation',
        'pg_conversion', 'pg_statistic_ext', 'pg_ts_config', 'pg_ts_dict', 'pg_foreign_server',
        'pg_largeobject']::regclass[])
      AND coalesce(identified.schema, '') !~ '^pg_' -- temporary tables of somebody's session
      AND NOT EXISTS ( -- an extension's things are the extension's, and a column's sequence goes with its table
        SELECT FROM pg_depend AS part
        WHERE part.classid = owned.classid AND part.objid = owned.objid
          AND (part.deptype = 'e' OR identified.type = 'sequence' AND part.deptype IN ('a', 'i'))
      )
    ORDER BY identified.type <> 'schema', kind, identified.identity -- in a schema one must be allowed to create first
  LOOP
    -- By way of the login and not of cloudsqlsuperuser: the former owner may be a member of the latter.
    IF NOT pg_has_role(session_user, thing.former, 'USAGE') AND NOT thing.former = ANY (refused) THEN
      BEGIN
        EXECUTE format('GRANT %I TO %I', thing.former, session_user);
        lent := lent || thing.former;
      EXCEPTION WHEN insufficient_privilege THEN
        refused := refused || thing.former;
      END;
    END IF;
    BEGIN
      SET LOCAL ROLE NONE;
      EXECUTE format('ALTER %s %s OWNER TO %I', thing.kind, thing.identity, current_setting('levels.owner'));
      RAISE NOTICE '% %, which belonged to %, belongs to % now',
        thing.kind, thing.identity, thing.former, current_setting('levels.owner');
    EXCEPTION WHEN insufficient_privilege THEN
      left_over := left_over || format('%s %s belongs to %s', thing.kind, thing.identity, thing.former);
    END;
    SET LOCAL ROLE cloudsqlsuperuser;
  END LOOP;
  FOR thing IN SELECT unnest(lent) AS role LOOP
    EXECUTE format('REVOKE %I FROM %I', thing.role, session_user);
  END LOOP;
  PERFORM set_config('levels.left_over', array_to_string(left_over, E'\n'), false);
END $$;

-- What the levels may do, now as the owner: with what there is, and by default with what it will make. The levels have
-- exactly this, and PUBLIC, who has CONNECT, TEMPORARY, EXECUTE and USAGE unless told otherwise, has nothing: what
-- matters of that, readonly has instead. No level has TEMPORARY: temporary tables fill the disk, and a table in pg_temp is
-- found before one of the same name elsewhere, also by a SECURITY DEFINER function that does not expect it.
DO $$
DECLARE
  rights CONSTANT jsonb := '{
    "DATABASE": {"readonly": ["CONNECT"], "migrator": ["CONNECT"], "administrator": ["CONNECT"]},
    "SCHEMA":   {"readonly": ["USAGE"]},
    "TABLE":    {"readonly": ["SELECT"], "readwrite": ["INSERT", "UPDATE", "DELETE"]},
    "SEQUENCE": {"readonly": ["SELECT"], "readwrite": ["USAGE"]},
    "ROUTINE":  {"readonly": ["EXECUTE"]},
    "TYPE":     {"readonly": ["USAGE"]}
  }';
  owner CONSTANT oid := (SELECT oid FROM pg_roles WHERE rolname = current_setting('levels.owner'));
  names CONSTANT jsonb := jsonb_build_object(
    'readonly', current_setting('levels.readonly'),
    'readwrite', current_setting('levels.readwrite'),
    'migrator', current_setting('levels.migrator'),
    'administrator', 'cloudsqlsuperuser');
  grantees CONSTANT text := (SELECT string_agg(format('%I', value), ', ') FROM jsonb_each_text(names));
  governed CONSTANT oid[] := ARRAY(
    SELECT oid FROM pg_roles WHERE rolname IN (SELECT value FROM jsonb_each_text(names))
  ) || 0::oid; -- PUBLIC
  thing record;
  level record;
BEGIN
  EXECUTE format('SET LOCAL ROLE %I', current_setting('levels.owner'));
  FOR thing IN
    SELECT * FROM (
      SELECT 'DATABASE' AS kind, '' AS prefix, format('DATABASE %I', datname) AS target,
        coalesce(datacl, acldefault('d', datdba)) AS acl, false AS by_column
      FROM pg_database WHERE datname = current_database()
      UNION ALL
      SELECT 'SCHEMA', '', format('SCHEMA %I', nspname), coalesce(nspacl, acldefault('n', nspowner)), false
      FROM pg_namespace
      WHERE nspowner = owner OR nspname = 'public' AND pg_has_role(owner, nspowner, 'USAGE')
      UNION ALL
      SELECT kind, '', format('%s %s', kind, relation.oid::regclass),
        coalesce(relation.relacl, acldefault(acl_type, relation.relowner)),
        EXISTS (
          SELECT FROM pg_attribute AS one, aclexplode(one.attacl) AS held
          WHERE one.attrelid = relation.oid AND held.grantee = ANY (governed)
        )
      FROM pg_class AS relation
        JOIN (VALUES ('TABLE', '{r,p,v,m,f}'::"char"[], 'r'::"char"), ('SEQUENCE', '{S}', 's'))
          AS relations (kind, shapes, acl_type) ON relation.relkind = ANY (shapes)
      WHERE relation.relowner = owner AND relation.relpersistence <> 't'
      UNION ALL
      SELECT 'ROUTINE', '', format('ROUTINE %s', oid::regprocedure), coalesce(proacl, acldefault('f', proowner)), false
      FROM pg_proc WHERE proowner = owner
      UNION ALL
      SELECT 'TYPE', '', format('TYPE %s', oid::regtype), coalesce(typacl, acldefault('T', typowner)), false
      FROM pg_type AS type
      WHERE typowner = owner
        AND typtype IN ('b', 'c', 'd', 'e', 'r')
        -- Arrays and the rows of tables have the rights of what they are made of.
        AND NOT EXISTS (SELECT FROM pg_type AS element WHERE element.typarray = type.oid)
        AND NOT EXISTS (SELECT FROM pg_class WHERE pg_class.oid = type.typrelid AND relkind <> 'c')
      UNION ALL
      SELECT future.kind, 'ALTER DEFAULT PRIVILEGES ', future.kind || 'S',
        coalesce(
          (SELECT defaclacl FROM pg_default_acl
           WHERE defaclrole = owner AND defaclnamespace = 0 AND defaclobjtype = future.object_type),
          acldefault(future.acl_type, owner)),
        false
      FROM (VALUES ('SCHEMA', 'n'::"char", 'n'::"char"), ('TABLE', 'r', 'r'), ('SEQUENCE', 'S', 's'),
        ('ROUTINE', 'f', 'f'), ('TYPE', 'T', 'T')) AS future (kind, object_type, acl_type)
    ) AS things
    WHERE by_column OR ARRAY(
      SELECT DISTINCT format('%s %s%s', held.grantee, held.privilege_type, CASE WHEN held.is_grantable THEN '*' END)
      FROM aclexplode(acl) AS held
      WHERE held.grantee = ANY (governed)
      ORDER BY 1
    ) <> ARRAY(
      SELECT format('%s %s', pg_roles.oid, privilege)
      FROM jsonb_each(rights -> kind) AS due
        JOIN pg_roles ON rolname = names ->> due.key
        CROSS JOIN jsonb_array_elements_text(due.value) AS privilege
      ORDER BY 1
    )
  LOOP
    EXECUTE format('%sREVOKE ALL ON %s FROM PUBLIC, %s CASCADE', thing.prefix, thing.target, grantees);
    FOR level IN
      SELECT names ->> key AS name,
        (SELECT string_agg(privilege, ', ') FROM jsonb_array_elements_text(value) AS privilege) AS privileges
      FROM jsonb_each(rights -> thing.kind)
    LOOP
      EXECUTE format('%sGRANT %s ON %s TO %I', thing.prefix, level.privileges, thing.target, level.name);
    END LOOP;
  END LOOP;
END $$;

-- What was lent goes back.
SET LOCAL ROLE cloudsqlsuperuser;
DO $$
BEGIN
  EXECUTE format('REVOKE %I FROM cloudsqlsuperuser', current_setting('levels.owner'));
END $$;

COMMIT;

-- What this could not put right.
DO $$
DECLARE
  owner CONSTANT text := current_database() || '_owner';
  own_members CONSTANT text := (
    SELECT string_agg(format('%s is a member of %s itself', pg_get_userbyid(member), owner), E'\n' ORDER BY member)
    FROM pg_auth_members
    WHERE pg_get_userbyid(roleid) = owner AND pg_get_userbyid(member) <> ALL (ARRAY[
      current_database() || '_migrator', current_database() || '_admin', 'cloudsqlsuperuser'])
  );
BEGIN
  IF current_setting('levels.left_over') <> '' THEN
    RAISE EXCEPTION E'not all of database % belongs to % yet; the rest is done:\n%',
        current_database(), owner, current_setting('levels.left_over')
      USING HINT = 'Run this again logged in as each of these owners, a member of cloudsqlsuperuser for the while.';
  ELSIF own_members IS NOT NULL THEN
    RAISE EXCEPTION E'what these make in database % would be their own; the rest is done:\n%',
        current_database(), own_members
      USING HINT = format('Make them members of %s_migrator instead.', current_database());
  END IF;
END $$;
