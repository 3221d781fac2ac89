-- The papers on agendas of sessions that were not cancelled. Each is accepted: a paper that a session placed keeps its
-- acceptance, and one whose acceptance was rescinded is not placed, also where both are committed at the same moment.
create table programme.agenda_papers (
    session uuid not null,
    paper   uuid not null constraint agenda_paper_is_accepted references papers.acceptances,
    primary key (session, paper)
);

create index agenda_papers_paper on programme.agenda_papers (paper);

insert into programme.agenda_papers (session, paper)
select distinct id, (item ->> 'paper')::uuid
  from programme.session_agenda, jsonb_array_elements(row -> 'agenda') item
 where until_position is null and status <> 'cancelled';
