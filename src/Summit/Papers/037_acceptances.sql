-- The papers whose acceptance stands, or stood when they were withdrawn. Agendas and recommendations refer to a row of
-- this table, so that an acceptance cannot go while something rests on it, whoever comes first. The register's present
-- row says which they are, and the database follows it, as it does with a row's generated columns.
create table papers.acceptances (paper uuid primary key);

create function papers.follow_acceptance() returns trigger
language plpgsql as $$
begin
    if new.is_public then
        insert into papers.acceptances (paper) values (new.id) on conflict do nothing;
    else
        delete from papers.acceptances where paper = new.id;
    end if;
    return null;
end $$;

create trigger follow_acceptance after insert or update on papers.paper_register
    for each row when (new.until_position is null) execute function papers.follow_acceptance();

-- After the trigger: it waits for commits under way, and what is committed from then on follows by itself.
insert into papers.acceptances (paper)
select id from papers.paper_register where until_position is null and is_public;
