-- What is due is found however long the lines are in which the rest waits.
create index outbox_due on events.outbox (next_attempt_at) where status = 'pending';
