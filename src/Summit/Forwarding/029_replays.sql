-- Attempts are counted on when a delivery is sent again; for when it is dead, those before do not count.
alter table events.outbox add column replayed_after int not null default 0;

-- What was acknowledged is never sent again.
alter table events.outbox add constraint outbox_delivered_once check (status = 'delivered' or delivered_at is null);
