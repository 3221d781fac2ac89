-- A session that was closed before the end of its slot held its room and people until then. What was left is free.
with closed as (
    select stream_id as session, (data ->> 'at')::timestamptz as at
      from events.mt_events where type = 'programme.session-closed'),
unheld as (
    delete from programme.occupancy o using closed
     where o.session = closed.session and closed.at <= lower(o.slot))
update programme.occupancy o
   set slot = tstzrange(lower(o.slot), closed.at),
       during = tstzrange(lower(o.during), closed.at + (upper(o.during) - upper(o.slot)))
  from closed
 where o.session = closed.session and closed.at > lower(o.slot) and closed.at < upper(o.slot);

-- A node of an earlier version that closes a session goes on holding what is left of its slot.
insert into events.rebuilds (name)
select 'programme.occupancy' where exists (select from events.mt_events) on conflict do nothing;
