create schema tests;

-- Which motion a title stands for. The constraint is what keeps two from sharing one.
create table tests.titles (
    title  text not null constraint titles_one_motion primary key,
    motion uuid not null
);

create table tests.motion_page (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    title          text generated always as (row ->> 'title') stored,
    primary key (id, from_position)
);

create unique index motion_page_current on tests.motion_page (id, until_position) nulls not distinct
    where until_position is null;

create table tests.body_page (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    primary key (id, from_position)
);

create unique index body_page_current on tests.body_page (id, until_position) nulls not distinct
    where until_position is null;

-- Rows that effects leave, to see whether they stand.
create table tests.notes (
    note  text not null constraint notes_once primary key,
    votes int constraint notes_votes check (votes >= 0)
);

-- As a trigger of a table: notes how many of its rows the transaction has found by an index so far.
create function tests.note_reads() returns trigger
language plpgsql as $$
begin
    insert into tests.notes (note, votes)
    select tg_table_name, idx_tup_fetch from pg_stat_xact_user_tables where relid = tg_relid
        on conflict (note) do update set votes = excluded.votes;
    return null;
end $$;
