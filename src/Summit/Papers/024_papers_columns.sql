-- Columns that say what they hold. Those of the old names, elsewhere and gist_*, stay for nodes of the earlier version,
-- which run on while this one is rolled out; a later version drops them.
alter table papers.paper_text
    add column other_languages tsvector generated always as (papers.words('simple',
        (row -> 'title') - '{en,fr,es}'::text[], (row -> 'summary') - '{en,fr,es}'::text[],
        (row -> 'body') - '{en,fr,es}'::text[])) stored,
    -- What papers are compared by: title and summary, language by language.
    add column digest_en text generated always as ((row -> 'title' ->> 'en') || ' ' || (row -> 'summary' ->> 'en')) stored,
    add column digest_fr text generated always as ((row -> 'title' ->> 'fr') || ' ' || (row -> 'summary' ->> 'fr')) stored,
    add column digest_es text generated always as ((row -> 'title' ->> 'es') || ' ' || (row -> 'summary' ->> 'es')) stored;

create index paper_text_search on papers.paper_text using gin (en, fr, es, other_languages);
create index paper_text_digest_en on papers.paper_text using gin (digest_en gin_trgm_ops);
create index paper_text_digest_fr on papers.paper_text using gin (digest_fr gin_trgm_ops);
create index paper_text_digest_es on papers.paper_text using gin (digest_es gin_trgm_ops);
