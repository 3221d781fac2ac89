-- The paper of a link from one. A recommendation rests on accepted papers only, also where an acceptance is rescinded
-- at the moment at which it is drafted.
alter table deliberation.lineage
    add column paper uuid generated always as (case when kind = 'paper' then source end) stored
        constraint lineage_paper_is_accepted references papers.acceptances;

create index lineage_paper on deliberation.lineage (paper) where paper is not null;
