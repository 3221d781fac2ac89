-- The tables of the version before Marten kept them, as its files made them, with a few rows.

create schema if not exists events;

create table events.mt_streams (
    id          uuid        not null constraint pkey_mt_streams_id primary key,
    type        varchar,
    version     bigint,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    tenant_id   varchar     default '*DEFAULT*',
    is_archived boolean     default false
);

create table events.mt_events (
    seq_id         bigint       not null constraint pkey_mt_events_seq_id primary key,
    id             uuid         not null,
    stream_id      uuid         references events.mt_streams (id) on delete cascade,
    version        bigint       not null,
    data           jsonb        not null,
    bdata          bytea,
    type           varchar(500) not null,
    timestamp      timestamptz  not null default now(),
    tenant_id      varchar      default '*DEFAULT*',
    mt_dotnet_type varchar,
    is_archived    boolean      default false,
    correlation_id varchar,
    causation_id   varchar,
    headers        jsonb,
    user_name      varchar
);

create unique index pk_mt_events_stream_and_version on events.mt_events (stream_id, version);
create unique index mt_events_id on events.mt_events (id);
create index mt_events_timestamp on events.mt_events (timestamp, seq_id);

create sequence events.mt_events_sequence owned by events.mt_events.seq_id;

create table events.mt_event_progression (
    name         varchar not null constraint pk_mt_event_progression primary key,
    last_seq_id  bigint,
    last_updated timestamptz default transaction_timestamp()
);

create table events.answers (
    caller      text        not null,
    key         text        not null,
    fingerprint bytea       not null,
    status      int         not null,
    headers     jsonb       not null,
    body        bytea       not null,
    created     timestamptz not null default now(),
    constraint answers_caller_key primary key (caller, key)
);

create table events.outbox (
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

create index outbox_line on events.outbox (destination, stream_id, position) where status <> 'delivered';

create function events.move_progress(reader varchar, seen bigint, reached bigint) returns void
language plpgsql as $$
begin
    insert into events.mt_event_progression (name, last_seq_id) values (reader, 0) on conflict (name) do nothing;
    update events.mt_event_progression
       set last_seq_id = reached, last_updated = clock_timestamp()
     where name = reader and last_seq_id = seen;
    if not found then
        raise exception using errcode = 'SM001', message = 'progress of ' || reader || ' was moved by another';
    end if;
end $$;

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

create table events.readers (
    name             text        not null constraint pk_readers primary key,
    holder           text,
    held_until       timestamptz,
    failing_since    timestamptz,
    failing_position bigint,
    failing_event    uuid,
    error            text
);

create table events.nodes (
    node        text        not null constraint pk_nodes primary key,
    alive_until timestamptz not null
);

create table events.skipped (
    reader   text        not null,
    position bigint      not null,
    event_id uuid        not null,
    reason   text        not null constraint skipped_for_a_reason check (reason <> ''),
    actor    text        not null,
    at       timestamptz not null,
    constraint pk_skipped primary key (reader, position)
);

create table events.moved (
    reader text        not null,
    seen   bigint      not null,
    set_to bigint      not null,
    reason text        not null constraint moved_for_a_reason check (reason <> ''),
    actor  text        not null,
    at     timestamptz not null
);

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

create function events.expect(head bigint, streams uuid[], versions bigint[], kinds varchar[]) returns void
language plpgsql as $$
begin
    if head <> coalesce((select max(seq_id) from events.mt_events), 0) or exists (
        select from unnest(streams, versions, kinds) as expected (id, version, kind)
          left join lateral (
            select s.version, s.type from events.mt_streams s where s.id = expected.id limit 1) found on true
         where coalesce(found.version, 0) <> expected.version or found.type <> expected.kind)
    then
        raise exception using errcode = 'SM002', message = 'the store or a stream has moved on';
    end if;
end $$;

create table events.chain (
    position bigint not null constraint pk_chain primary key,
    hash     bytea  not null constraint chain_hash check (octet_length(hash) = 32),
    marks    bytea  not null constraint chain_marks check (octet_length(marks) between 4 and 1000)
);

create index outbox_due on events.outbox (next_attempt_at) where status = 'pending';

insert into events.mt_streams (id, type, version) values ('019a0000-0000-7000-8000-000000000001', 'motion', 2);
insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, user_name)
values (1, '019a0000-0000-7000-8000-000000000011', '019a0000-0000-7000-8000-000000000001', 1,
        '{"body": "00000000-0000-0000-0000-000000000000", "title": "Water"}', 'tests.motion-tabled', '2018-01-01Z', 'me'),
       (2, '019a0000-0000-7000-8000-000000000012', '019a0000-0000-7000-8000-000000000001', 2,
        '{"text": "text"}', 'tests.motion-amended', '2018-01-01Z', 'me');
select setval('events.mt_events_sequence', 2);
select events.move_progress('tests.body_page', 0, 2);
insert into events.mt_event_progression (name, last_seq_id) values ('tests.ahead', 9);
