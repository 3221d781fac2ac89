create schema world_assembly;

-- Which World Assembly an item lies before: acts on an item name the recommendation alone.
create table world_assembly.items (
    recommendation uuid not null constraint items_one_assembly primary key,
    assembly       uuid not null
);

create table world_assembly.outcome (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    version        int    not null generated always as ((row ->> 'version')::int) stored,
    primary key (id, from_position),
    constraint outcome_version_never_changes unique (id, version)
);

create unique index outcome_current on world_assembly.outcome (id) where until_position is null;
