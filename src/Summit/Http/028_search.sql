-- One search for papers, recommendations and sessions: without accents and ligatures, in each language by its grammar.
create extension if not exists unaccent;

create schema search;

create text search configuration search.english (copy = pg_catalog.english);
create text search configuration search.french (copy = pg_catalog.french);
create text search configuration search.spanish (copy = pg_catalog.spanish);
create text search configuration search.simple (copy = pg_catalog.simple);

alter text search configuration search.english
    alter mapping for hword, hword_part, word with unaccent, english_stem;
alter text search configuration search.french
    alter mapping for hword, hword_part, word with unaccent, french_stem;
alter text search configuration search.spanish
    alter mapping for hword, hword_part, word with unaccent, spanish_stem;
alter text search configuration search.simple
    alter mapping for hword, hword_part, word with unaccent, simple;

-- The grammars of French and Spanish go by accents: each text is also there with them, so that acciones finds acción.
-- What has more different words than a tsvector can hold is found by its beginning.
create function search.words(texts jsonb) returns tsvector
language plpgsql immutable as $$
begin
    return to_tsvector('search.english', coalesce(texts ->> 'en', ''))
        || to_tsvector('pg_catalog.french', coalesce(texts ->> 'fr', ''))
        || to_tsvector('search.french', coalesce(texts ->> 'fr', ''))
        || to_tsvector('pg_catalog.spanish', coalesce(texts ->> 'es', ''))
        || to_tsvector('search.spanish', coalesce(texts ->> 'es', ''))
        || jsonb_to_tsvector('search.simple', coalesce(texts, '{}'), '["string"]');
exception when program_limit_exceeded then
    return to_tsvector('search.simple', left(texts::text, 100000));
end $$;

create function search.in_any_language(q text) returns tsquery
language sql immutable strict parallel safe as $$
    select websearch_to_tsquery('search.english', q)
        || websearch_to_tsquery('pg_catalog.french', q) || websearch_to_tsquery('search.french', q)
        || websearch_to_tsquery('pg_catalog.spanish', q) || websearch_to_tsquery('search.spanish', q)
        || websearch_to_tsquery('search.simple', q)
$$;

-- The words and phrases that q excludes, any of them; null where it excludes none. Dear to the planner: a plan for any q
-- goes by the index instead of asking each row.
create function search.excluded(q text) returns tsquery
language sql immutable strict parallel safe cost 10000 as $$
    select search.in_any_language(string_agg(part[2], ' or '))
      from regexp_matches(q, '(-?)("[^"]*"?|[^\s"]+)', 'g') part
     where part[1] = '-'
$$;

-- What q asks for in any language, without what it excludes in every language.
create function search.asked(q text) returns tsquery
language sql immutable strict parallel safe cost 10000 as $$
    select coalesce(search.in_any_language(q) && !! search.excluded(q), search.in_any_language(q))
$$;

-- The columns keep their names and their meaning: a node of the earlier version searches them as before.
alter table programme.session_agenda drop column words;
alter table programme.session_agenda
    add column words tsvector generated always as (search.words(row -> 'title')) stored;
-- Of past rows, too: a list is read as of a position, and an index of present rows alone serves none.
create index session_agenda_words on programme.session_agenda using gin (words);

alter table deliberation.policy_recommendation drop column words;
alter table deliberation.policy_recommendation
    add column words tsvector not null generated always as (search.words(row -> 'text')) stored;
create index policy_recommendation_words on deliberation.policy_recommendation using gin (words);

-- With accents and without; where both are too many words for a tsvector, with them only.
create function papers.words(grammar regconfig, folded regconfig, title jsonb, summary jsonb, body jsonb)
returns tsvector language plpgsql immutable as $$
begin
    return papers.words(grammar, title, summary, body) || papers.words(folded, title, summary, body);
exception when program_limit_exceeded then
    return papers.words(grammar, title, summary, body);
end $$;

alter table papers.paper_text drop column en, drop column fr, drop column es, drop column other_languages;
alter table papers.paper_text
    add column en tsvector generated always as (papers.words('search.english',
        row -> 'title' -> 'en', row -> 'summary' -> 'en', row -> 'body' -> 'en')) stored,
    add column fr tsvector generated always as (papers.words('pg_catalog.french', 'search.french',
        row -> 'title' -> 'fr', row -> 'summary' -> 'fr', row -> 'body' -> 'fr')) stored,
    add column es tsvector generated always as (papers.words('pg_catalog.spanish', 'search.spanish',
        row -> 'title' -> 'es', row -> 'summary' -> 'es', row -> 'body' -> 'es')) stored,
    add column other_languages tsvector generated always as (papers.words('search.simple',
        (row -> 'title') - '{en,fr,es}'::text[], (row -> 'summary') - '{en,fr,es}'::text[],
        (row -> 'body') - '{en,fr,es}'::text[])) stored;
create index paper_text_search on papers.paper_text using gin (en, fr, es, other_languages);
