-- What organisers see of a delivery beside how far it is: deliveries are listed without the events they carry. A row
-- that a node of the earlier version writes, while this one is rolled out, is shown without its Congress.
alter table events.outbox
    add column type     text not null default 'deliberation.recommendation-forwarded',
    add column congress uuid;

update events.outbox o set type = e.type, congress = (e.data ->> 'congress')::uuid
  from events.mt_events e where e.seq_id = o.position;
