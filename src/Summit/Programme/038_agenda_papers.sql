-- The papers on agendas of sessions that were not cancelled. Each is accepted: a paper that a session placed keeps its
-- acceptance, and one whose acceptance was rescinded is not placed, also where both are committed at the same moment.
-- The session's present row says which they are, and the database follows it, also where a node of an earlier version
-- writes it.
create table programme.agenda_papers (
    session uuid not null,
    paper   uuid not null constraint agenda_paper_is_accepted references papers.acceptances,
    primary key (session, paper)
);

create index agenda_papers_paper on programme.agenda_papers (paper);

create function programme.follow_agenda() returns trigger language plpgsql as $$
declare
    placed uuid[] := array(
        select (item ->> 'paper')::uuid from jsonb_array_elements(new.row -> 'agenda') item
         where new.status <> 'cancelled');
begin
    delete from programme.agenda_papers where session = new.id and paper <> all (placed);
    insert into programme.agenda_papers (session, paper) select new.id, unnest(placed) on conflict do nothing;
    return null;
end $$;

create trigger follow_agenda after insert or update on programme.session_agenda
    for each row when (new.until_position is null) execute function programme.follow_agenda();

-- After the trigger: it waits for commits under way, and what is committed from then on follows by itself.
insert into programme.agenda_papers (session, paper)
select distinct id, (item ->> 'paper')::uuid
  from programme.session_agenda, jsonb_array_elements(row -> 'agenda') item
 where until_position is null and status <> 'cancelled';
