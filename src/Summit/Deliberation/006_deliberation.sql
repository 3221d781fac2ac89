create schema deliberation;

-- The words of a text in any of its languages: stemmed in the three the Congress works in, as they stand in others.
create function deliberation.words(texts jsonb) returns tsvector
language sql immutable parallel safe as $$
    select to_tsvector('pg_catalog.english', coalesce(texts ->> 'en', ''))
        || to_tsvector('pg_catalog.french', coalesce(texts ->> 'fr', ''))
        || to_tsvector('pg_catalog.spanish', coalesce(texts ->> 'es', ''))
        || jsonb_to_tsvector('pg_catalog.simple', texts, '["string"]')
$$;

create function deliberation.asked(q text) returns tsquery
language sql immutable parallel safe as $$
    select websearch_to_tsquery('pg_catalog.english', q)
        || websearch_to_tsquery('pg_catalog.french', q)
        || websearch_to_tsquery('pg_catalog.spanish', q)
        || websearch_to_tsquery('pg_catalog.simple', q)
$$;

create table deliberation.policy_recommendation (
    id             uuid     not null,
    from_position  bigint   not null,
    until_position bigint,
    row            jsonb    not null,
    congress       uuid     not null generated always as ((row ->> 'congress')::uuid) stored,
    status         text     not null generated always as (row ->> 'status') stored,
    words          tsvector not null generated always as (deliberation.words(row -> 'text')) stored,
    primary key (id, from_position)
);

create unique index policy_recommendation_current
    on deliberation.policy_recommendation (id) where until_position is null;
create index policy_recommendation_congress on deliberation.policy_recommendation (congress, id);
create index policy_recommendation_words on deliberation.policy_recommendation using gin (words);

create table deliberation.consolidated_outcome (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    congress       uuid   not null generated always as ((row -> 'it' ->> 'congress')::uuid) stored,
    primary key (id, from_position)
);

create unique index consolidated_outcome_current
    on deliberation.consolidated_outcome (id) where until_position is null;
create index consolidated_outcome_congress on deliberation.consolidated_outcome (congress, id);

-- What a recommendation came from: one row an arrow, in the position at which it was drawn.
create table deliberation.lineage (
    position bigint      not null,
    event    uuid        not null,
    at       timestamptz not null,
    source   uuid        not null,
    kind     text        not null check (kind in ('session', 'paper', 'recommendation')),
    revision int,
    proposed int,
    version  bigint,
    result   uuid        not null
);

create index lineage_source on deliberation.lineage (source, position);
create index lineage_result on deliberation.lineage (result, position);
