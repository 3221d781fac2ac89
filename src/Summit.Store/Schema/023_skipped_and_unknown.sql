-- What a subscription leaves out is an event, not a place: after a restore another event may stand there.
delete from events.skipped earlier using events.skipped later
 where earlier.reader = later.reader and earlier.event_id = later.event_id
   and (earlier.at, earlier.position) < (later.at, later.position);
alter table events.skipped drop constraint if exists pk_skipped, add constraint pk_skipped primary key (reader, event_id);

-- The first event after one position and up to another whose name is not among those that are known, but those that a
-- subscription was told to leave out. Not "<> all": it compares with one name after another.
create or replace function events.first_unknown(
    subscription text, since bigint, up_to bigint, known varchar[],
    out seq_id bigint, out stream_id uuid, out type varchar)
returns setof record language sql stable set enable_seqscan = off set enable_bitmapscan = off as $$
    select e.seq_id, e.stream_id, e.type from events.mt_events e
     where e.seq_id > since and e.seq_id <= up_to and e.type not in (select unnest(known))
       and not exists (select from events.skipped s where s.reader = subscription and s.event_id = e.id)
     order by e.seq_id limit 1
$$;
