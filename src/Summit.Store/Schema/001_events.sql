-- Marten's own table layout, so that Marten opens the same database. See the README of this folder.

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
-- An event's id is its name outside (a forward, a reaction's cause): it must never stand for two events.
create unique index mt_events_id on events.mt_events (id);
-- Recording times rise with positions, so this finds the position of a past moment.
create index mt_events_timestamp on events.mt_events (timestamp, seq_id);

create sequence events.mt_events_sequence owned by events.mt_events.seq_id;

create table events.mt_event_progression (
    name         varchar not null constraint pk_mt_event_progression primary key,
    last_seq_id  bigint,
    last_updated timestamptz default transaction_timestamp()
);

-- The first answer given to a command, kept with what the command wrote: sent again, it is answered again.
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

-- What must still reach somebody outside. A row is written with the event it carries and is sent at least once.
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

-- A reader moves its progress from where it believes it stands. If somebody moved it meanwhile, everything the reader
-- did since is void: raising here rolls its rows back with it.
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
