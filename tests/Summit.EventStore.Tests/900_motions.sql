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

create unique index motion_page_current on tests.motion_page (id) where until_position is null;

create table tests.body_page (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    primary key (id, from_position)
);

create unique index body_page_current on tests.body_page (id) where until_position is null;

-- Rows that effects leave, to see whether they stand.
create table tests.notes (
    note  text not null constraint notes_once primary key,
    votes int constraint notes_votes check (votes >= 0)
);
