-- Which organisations stand behind which papers: what goes along when two entries of one organisation are joined.
create table papers.endorsements (
    paper        uuid not null,
    organisation uuid not null,
    primary key (organisation, paper)
);

insert into papers.endorsements (paper, organisation)
select paper, organisation
  from (select distinct on (stream_id, data ->> 'organisation')
               stream_id as paper, (data ->> 'organisation')::uuid as organisation, type
          from events.mt_events
         where type in ('papers.paper-endorsed', 'papers.endorsement-withdrawn')
         order by stream_id, data ->> 'organisation', version desc) latest
 where type = 'papers.paper-endorsed';
