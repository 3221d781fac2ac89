-- What organisers see of a delivery beside how far it is: deliveries are listed without the events they carry.
alter table events.outbox
    add column type     text not null default 'deliberation.recommendation-forwarded',
    add column congress uuid;

update events.outbox o set type = e.type, congress = (e.data ->> 'congress')::uuid
  from events.mt_events e where e.seq_id = o.position;

-- A node of the earlier version, which runs on while this one is rolled out, says neither; a later version drops this.
create function events.complete_message() returns trigger language plpgsql as $$
declare
    carried record;
begin
    select e.type, (e.data ->> 'congress')::uuid as congress into carried
      from events.mt_events e where e.seq_id = new.position;
    -- A commit that is only tried has its rows written without its events.
    if found then
        new.type := carried.type;
        new.congress := carried.congress;
    end if;
    return new;
end $$;

create trigger of_earlier_version before insert on events.outbox
    for each row when (new.congress is null) execute function events.complete_message();
