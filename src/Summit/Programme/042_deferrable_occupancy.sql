-- An import writes event by event what was one commit: of two sessions that exchanged their slots, both stand in one
-- room between the two. It is held to these when it commits, everybody else at each statement, as before.
alter table programme.occupancy
    drop constraint room_holds_one_session,
    drop constraint person_sits_in_one_place,
    drop constraint body_meets_once,
    add constraint room_holds_one_session exclude using gist (subject with =, during with &&)
        where (kind = 'room') deferrable,
    add constraint person_sits_in_one_place exclude using gist (subject with =, during with &&)
        where (kind = 'person') deferrable,
    add constraint body_meets_once exclude using gist (subject with =, during with &&)
        where (kind = 'body') deferrable;
