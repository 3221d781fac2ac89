create schema papers;

-- Which paper a partner means by its own id. The constraint is what keeps two papers from sharing one.
create table papers.external_ids (
    congress     uuid not null,
    organisation uuid not null,
    system       text not null,
    external_id  text not null,
    paper        uuid not null,
    constraint external_ids_one_paper primary key (congress, organisation, system, external_id)
);

create table papers.paper_register (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    congress       uuid    generated always as ((row ->> 'congress')::uuid) stored,
    organisation   uuid    generated always as ((row ->> 'organisation')::uuid) stored,
    track          text    generated always as (row ->> 'track') stored,
    status         text    generated always as (row ->> 'status') stored,
    is_public      boolean generated always as ((row ->> 'isPublic')::boolean) stored,
    primary key (id, from_position)
);

create unique index paper_register_current on papers.paper_register (id) where until_position is null;
create index paper_register_of_congress on papers.paper_register (congress, id);

-- The words of a text in one language, by weight. A text with more different words than a tsvector can hold is found by
-- its title alone: it must not keep the paper from being submitted.
create function papers.words(config regconfig, title jsonb, summary jsonb, body jsonb) returns tsvector
language plpgsql immutable as $$
begin
    return setweight(to_tsvector(config, coalesce(title, 'null')), 'A')
        || setweight(to_tsvector(config, coalesce(summary, 'null')), 'B')
        || to_tsvector(config, coalesce(body, 'null'));
exception when program_limit_exceeded then
    return setweight(to_tsvector(config, coalesce(title, 'null')), 'A');
end $$;

-- The texts of a paper, apart from the register: they change with a revision only, not with each review.
create table papers.paper_text (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    congress uuid generated always as ((row ->> 'congress')::uuid) stored,
    en tsvector generated always as
        (papers.words('english', row -> 'title' -> 'en', row -> 'summary' -> 'en', row -> 'body' -> 'en')) stored,
    fr tsvector generated always as
        (papers.words('french', row -> 'title' -> 'fr', row -> 'summary' -> 'fr', row -> 'body' -> 'fr')) stored,
    es tsvector generated always as
        (papers.words('spanish', row -> 'title' -> 'es', row -> 'summary' -> 'es', row -> 'body' -> 'es')) stored,
    elsewhere tsvector generated always as (papers.words('simple',
        (row -> 'title') - '{en,fr,es}'::text[], (row -> 'summary') - '{en,fr,es}'::text[],
        (row -> 'body') - '{en,fr,es}'::text[])) stored,
    -- What papers are compared by: title and summary, language by language.
    gist_en text generated always as ((row -> 'title' ->> 'en') || ' ' || (row -> 'summary' ->> 'en')) stored,
    gist_fr text generated always as ((row -> 'title' ->> 'fr') || ' ' || (row -> 'summary' ->> 'fr')) stored,
    gist_es text generated always as ((row -> 'title' ->> 'es') || ' ' || (row -> 'summary' ->> 'es')) stored,
    primary key (id, from_position)
);

create unique index paper_text_current on papers.paper_text (id) where until_position is null;
create index paper_text_words on papers.paper_text using gin (en, fr, es, elsewhere);
create index paper_text_gist_en on papers.paper_text using gin (gist_en gin_trgm_ops);
create index paper_text_gist_fr on papers.paper_text using gin (gist_fr gin_trgm_ops);
create index paper_text_gist_es on papers.paper_text using gin (gist_es gin_trgm_ops);
