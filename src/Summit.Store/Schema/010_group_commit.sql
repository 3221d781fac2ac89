-- A batch of commits is decided on where the store and its streams stood when it was put together. If they stand
-- elsewhere once the lock is held, everything in the batch is void: raising here rolls it back before it has begun.
create function events.expect(head bigint, streams uuid[], versions bigint[], kinds varchar[]) returns void
language plpgsql as $$
begin
    if head <> coalesce((select max(seq_id) from events.mt_events), 0) or exists (
        select from unnest(streams, versions, kinds) as expected (id, version, kind)
          left join lateral (
            select s.version, s.type from events.mt_streams s where s.id = expected.id limit 1) found on true
         where coalesce(found.version, 0) <> expected.version or found.type <> expected.kind)
    then
        raise exception using errcode = 'SM002', message = 'the store or a stream has moved on';
    end if;
end $$;
