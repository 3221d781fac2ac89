-- What the store keeps beside Marten's event tables.

-- Recording times rise with positions, so this finds the position of a past moment.
create index if not exists mt_events_timestamp on events.mt_events (timestamp, seq_id);

-- Positions are in the order of commits, whoever writes: one writer at a time, each after all events that are there. So
-- whoever sees an event sees every one before it. The lock is taken before any row is: two that wait for each other
-- would be a deadlock.
create or replace function events.take_append_lock() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(91763812166004);
    return null;
end $$;

create or replace trigger one_writer before insert or update on events.mt_streams
    for each statement execute function events.take_append_lock();

create or replace trigger one_writer before insert on events.mt_events
    for each statement execute function events.take_append_lock();

create or replace function events.keep_order() returns trigger language plpgsql as $$
declare
    first bigint;
    last  bigint;
    added bigint;
begin
    select min(seq_id), max(seq_id), count(*) into first, last, added from written;
    if added = 0 then
        return null;
    end if;
    -- A snapshot older than the lock does not show what was written before it was had.
    if current_setting('transaction_isolation') <> 'read committed'
        or added < (select count(*) from events.mt_events where seq_id >= first)
    then
        raise exception using errcode = 'SM003', message = 'position ' || first || ' is not after all that is there';
    end if;
    -- A number from the sequence, where Marten takes its own, is not yet taken.
    perform setval('events.mt_events_sequence', greatest(last, last_value)) from events.mt_events_sequence;
    return null;
end $$;

create or replace trigger in_order after insert on events.mt_events
    referencing new table as written for each statement execute function events.keep_order();

-- The first answer given to a command, kept with what the command wrote: sent again, it is answered again.
create table if not exists events.answers (
    caller      text        not null,
    key         text        not null,
    fingerprint bytea       not null,
    status      int         not null,
    headers     jsonb       not null,
    body        bytea       not null,
    created     timestamptz not null default now(),
    constraint answers_caller_key primary key (caller, key)
);

-- What must still reach somebody outside. A row is written with the event it carries and is sent at least once.
create table if not exists events.outbox (
    id              uuid        not null constraint pk_outbox primary key,
    position        bigint      not null,
    stream_id       uuid        not null,
    destination     text        not null,
    status          text        not null default 'pending' check (status in ('pending', 'delivered', 'dead')),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    last_error      text,
    delivered_at    timestamptz,
    created         timestamptz not null
);

create index if not exists outbox_line on events.outbox (destination, stream_id, position) where status <> 'delivered';
-- What is due is found however long the lines are in which the rest waits.
create index if not exists outbox_due on events.outbox (next_attempt_at) where status = 'pending';

-- Up to where each subscription has dealt with all events, written with what they led to. The event at the position is
-- remembered with it: a store that was restored and appended to again may have come as far, with another history.
create table if not exists events.checkpoints (
    name     text   not null constraint pk_checkpoints primary key,
    position bigint not null,
    event_id uuid
);

-- A subscription moves its checkpoint from where it believes it is. If another has moved it meanwhile, or the store was
-- restored to another history, everything the subscription did since is void: raising here rolls its rows back.
create or replace procedure events.move_checkpoint(subscription text, seen bigint, reached bigint)
-- A plan that suits a young table would read the whole of a grown one, for as long as the session keeps it.
language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
begin
    insert into events.checkpoints (name, position) values (subscription, 0) on conflict (name) do nothing;
    update events.checkpoints set position = reached, event_id = e.id
      from events.mt_events e
     where name = subscription and position = seen and e.seq_id = reached
       and (event_id is null or event_id = (select id from events.mt_events where seq_id = seen));
    if not found then
        raise exception using errcode = 'SM001', message = 'the checkpoint of ' || subscription || ' was moved';
    end if;
end $$;

-- The end of the store, and the names of what was appended after a position; null where that is more than so much.
create or replace function events.appended(since bigint, most int, out head bigint, out types varchar[])
language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off as $$
begin
    head := coalesce((select max(seq_id) from events.mt_events), 0);
    if head - since <= most then
        types := array(select distinct type from events.mt_events where seq_id > since);
    end if;
end $$;

-- How a subscription is: which node has it, until when, and since when it has been failing at what.
create table if not exists events.readers (
    name             text        not null constraint pk_readers primary key,
    holder           text,
    held_until       timestamptz,
    failing_since    timestamptz,
    failing_position bigint,
    failing_event    uuid,
    error            text
);

-- The nodes that run subscriptions, each for as long as it says so again.
create table if not exists events.nodes (
    node        text        not null constraint pk_nodes primary key,
    alive_until timestamptz not null
);

-- Events that an operator told a subscription to leave out. A rebuild leaves them out too.
create table if not exists events.skipped (
    reader   text        not null,
    position bigint      not null,
    event_id uuid        not null,
    reason   text        not null constraint skipped_for_a_reason check (reason <> ''),
    actor    text        not null,
    at       timestamptz not null,
    constraint pk_skipped primary key (reader, position)
);

-- Subscriptions that an operator set to another position, such as after a restore.
create table if not exists events.moved (
    reader text        not null,
    seen   bigint      not null,
    set_to bigint      not null,
    reason text        not null constraint moved_for_a_reason check (reason <> ''),
    actor  text        not null,
    at     timestamptz not null
);

-- Says that a node is alive, renews what it holds up to an even share, and gives it what is free up to that. Only the
-- database's clock counts. A lease only keeps work from being done twice: what keeps it right is the checkpoint.
create or replace function events.hold_readers(me text, wanted text[], lease interval) returns text[]
language plpgsql as $$
declare
    until timestamptz;
    share int;
begin
    perform pg_advisory_xact_lock(91763812166006); -- the append lock + 2
    until := clock_timestamp() + lease;
    insert into events.nodes (node, alive_until) values (me, until)
        on conflict (node) do update set alive_until = excluded.alive_until;
    delete from events.nodes where alive_until < clock_timestamp();
    insert into events.readers (name) select unnest(wanted) on conflict (name) do nothing;
    share := ceil(cardinality(wanted)::numeric / (select count(*) from events.nodes));
    update events.readers set holder = null, held_until = null
     where name in (select name from events.readers where holder = me order by name offset share);
    update events.readers set holder = me, held_until = until
     where name in (
        select name from events.readers
         where name = any(wanted) and (holder is null or holder = me or held_until < clock_timestamp())
         order by holder is distinct from me, name limit share);
    return array(select name from events.readers where holder = me);
end $$;

-- A batch of commits is decided on where the store and its streams were when it was put together. If they have moved,
-- everything in the batch is void: raising here rolls it back before it has begun.
create or replace function events.expect(
    head bigint, streams uuid[], versions bigint[], kinds varchar[]) returns void
language plpgsql as $$
begin
    if head <> coalesce((select max(seq_id) from events.mt_events), 0)
        or exists (
            select from unnest(streams, versions, kinds) as expected (id, version, kind)
              left join lateral (
                select s.version, s.type from events.mt_streams s where s.id = expected.id limit 1) found on true
             where coalesce(found.version, 0) <> expected.version or found.type <> expected.kind)
    then
        raise exception using errcode = 'SM002', message = 'the store or a stream has moved on';
    end if;
end $$;

-- The hash chain over the events, written after them. A link holds the hash that the chain has come to at a position,
-- and for each event since the link before it the first four bytes of the hash there: they name the event that differs.
create table if not exists events.chain (
    position bigint not null constraint pk_chain primary key,
    hash     bytea  not null constraint chain_hash check (octet_length(hash) = 32),
    marks    bytea  not null constraint chain_marks check (octet_length(marks) between 4 and 1000)
);
