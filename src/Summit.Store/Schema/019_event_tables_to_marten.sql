-- A database of an earlier version: what is ours leaves Marten's tables before Marten looks at them, or it would drop it.
-- Where each subscription stands becomes a table of our own; Marten keeps its own progress under the names of shards.
do $$
begin
    if to_regclass('events.mt_events') is null then
        return;
    end if;
    create table events.checkpoints (
        name     text   not null constraint pk_checkpoints primary key,
        position bigint not null,
        event_id uuid
    );
    insert into events.checkpoints (name, position, event_id)
    select name, coalesce(last_seq_id, 0), event_id from events.mt_event_progression;
    update events.mt_event_progression set name = name || ':All';
    alter table events.mt_event_progression drop column event_id;
    alter index events.mt_events_id rename to idx_mt_events_event_id;
    drop function events.move_progress(varchar, bigint, bigint);
    drop function events.hold_readers(text, text[], interval);
end $$;
