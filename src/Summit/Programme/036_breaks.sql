-- Breaks and blockers as they stood. The rooms that they take up are in programme.occupancy, among those of sessions:
-- its column session holds a break's own id.
create table programme.break_page (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    congress uuid generated always as ((row ->> 'congress')::uuid) stored,
    kind     text generated always as (row ->> 'kind') stored,
    primary key (id, from_position)
);

create unique index break_page_current on programme.break_page (id, until_position) nulls not distinct
    where until_position is null;
create index break_page_congress on programme.break_page (congress, id);
