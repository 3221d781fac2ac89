-- What papers are compared by: the beginning of title and summary, language by language. Trigrams of whole summaries
-- took longer to compare, and to index while an append holds its lock, than a hint is worth.
create extension if not exists btree_gin;

-- Those of the earlier names go. The columns digest_* stay for nodes of the earlier version, which run on while this
-- one is rolled out; a later version drops them.
alter table papers.paper_text
    drop column elsewhere, drop column gist_en, drop column gist_fr, drop column gist_es,
    add column head_en text generated always as
        (left((row -> 'title' ->> 'en') || ' ' || (row -> 'summary' ->> 'en'), 500)) stored,
    add column head_fr text generated always as
        (left((row -> 'title' ->> 'fr') || ' ' || (row -> 'summary' ->> 'fr'), 500)) stored,
    add column head_es text generated always as
        (left((row -> 'title' ->> 'es') || ' ' || (row -> 'summary' ->> 'es'), 500)) stored;

drop index papers.paper_text_digest_en, papers.paper_text_digest_fr, papers.paper_text_digest_es;

-- With the Congress in them, so that a Congress's comparison reads nothing of the others.
create index paper_text_head_en on papers.paper_text using gin (congress, head_en gin_trgm_ops)
    where until_position is null;
create index paper_text_head_fr on papers.paper_text using gin (congress, head_fr gin_trgm_ops)
    where until_position is null;
create index paper_text_head_es on papers.paper_text using gin (congress, head_es gin_trgm_ops)
    where until_position is null;

-- What said nearly the same as a paper, once it was compared: a hint that follows from no event, and that no event
-- waits for.
create table papers.comparisons (
    paper           uuid primary key,
    -- The end of the store at that moment: the past up to there did not know it. 0 where the submission found it.
    position        bigint not null,
    compared_at     timestamptz not null,
    near_duplicates jsonb not null
);

-- Of the papers that were compared within their submission: of later ones an empty list in the row says nothing.
insert into papers.comparisons (paper, position, compared_at, near_duplicates)
select id, 0, (row ->> 'submittedAt')::timestamptz, row -> 'nearDuplicates'
  from papers.paper_register where until_position is null and row ? 'nearDuplicates';
