-- Where a text was amended, translated or adopted as amended, rows may hold ids of clauses now: those that there are
-- get them by a replay.
insert into events.rebuilds (name)
select unnest(array['deliberation.consolidated_outcome', 'deliberation.policy_recommendation'])
 where exists (
    select from events.mt_events where type in (
        'deliberation.amendment-accepted', 'deliberation.recommendation-translated',
        'deliberation.recommendation-adopted-as-amended'));
