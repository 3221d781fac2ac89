-- The event at a reader's position is remembered with it: a store that was restored and appended to again may have
-- come as far, with another history.
alter table events.mt_event_progression add column event_id uuid;

create or replace function events.move_progress(reader varchar, seen bigint, reached bigint) returns void
language plpgsql as $$
begin
    insert into events.mt_event_progression (name, last_seq_id) values (reader, 0) on conflict (name) do nothing;
    update events.mt_event_progression
       set last_seq_id = reached, last_updated = clock_timestamp(),
           event_id = (select id from events.mt_events where seq_id = reached)
     where name = reader and last_seq_id = seen;
    if not found then
        raise exception using errcode = 'SM001', message = 'progress of ' || reader || ' was moved by another';
    end if;
end $$;

-- How a reader is, beside where it stands: which node has it, until when, and since when it has been failing at what.
create table events.readers (
    name             text        not null constraint pk_readers primary key,
    holder           text,
    held_until       timestamptz,
    failing_since    timestamptz,
    failing_position bigint,
    failing_event    uuid,
    error            text
);

-- The nodes that take part in the reading, each for as long as it says so again.
create table events.nodes (
    node        text        not null constraint pk_nodes primary key,
    alive_until timestamptz not null
);

-- Events that an operator told a reader to leave out. A replay leaves them out too.
create table events.skipped (
    reader   text        not null,
    position bigint      not null,
    event_id uuid        not null,
    reason   text        not null constraint skipped_for_a_reason check (reason <> ''),
    actor    text        not null,
    at       timestamptz not null,
    constraint pk_skipped primary key (reader, position)
);

-- Readers that an operator set elsewhere, such as after a restore.
create table events.moved (
    reader text        not null,
    seen   bigint      not null,
    set_to bigint      not null,
    reason text        not null constraint moved_for_a_reason check (reason <> ''),
    actor  text        not null,
    at     timestamptz not null
);

-- Says that a node is alive, renews what it holds, and gives it free readers up to an even share. Only the database's
-- clock counts. A lease only keeps work from being done twice: what keeps it right is the progress.
create function events.hold_readers(me text, wanted text[], lease interval) returns table (reader text, share int)
language plpgsql as $$
declare
    until timestamptz;
    fair  int;
begin
    perform pg_advisory_xact_lock(91763812166006); -- the append lock + 2
    until := clock_timestamp() + lease;
    insert into events.nodes (node, alive_until) values (me, until)
        on conflict (node) do update set alive_until = excluded.alive_until;
    delete from events.nodes where alive_until < clock_timestamp();
    insert into events.readers (name) select unnest(wanted) on conflict (name) do nothing;
    update events.readers set held_until = until where holder = me;
    fair := ceil(cardinality(wanted)::numeric / (select count(*) from events.nodes));
    update events.readers set holder = me, held_until = until
     where name in (
        select name from events.readers
         where name = any(wanted) and (holder is null or held_until < clock_timestamp())
         order by name limit greatest(0, fair - (select count(*) from events.readers where holder = me)));
    return query select name, fair from events.readers where holder = me order by name;
end $$;
