create schema programme;

-- Where and when somebody or something is taken up by a session. What must not happen twice at once is held here, by
-- the database itself: whoever comes second is refused, however close behind.
create table programme.occupancy (
    session uuid      not null,
    kind    text      not null check (kind in ('room', 'person', 'body')),
    subject uuid      not null,
    slot    tstzrange not null check (not isempty(slot)),
    -- The slot, and for a room the minutes it is needed after it.
    during  tstzrange not null check (during @> slot),
    -- From the first moment of the Congress's first day to the last of its last, in its own zone.
    days    tstzrange not null,
    constraint pk_occupancy primary key (session, kind, subject),
    constraint slot_within_congress_days check (days @> slot),
    constraint room_holds_one_session exclude using gist (subject with =, during with &&) where (kind = 'room'),
    constraint person_sits_in_one_place exclude using gist (subject with =, during with &&) where (kind = 'person'),
    constraint body_meets_once exclude using gist (subject with =, during with &&) where (kind = 'body')
);

create table programme.session_agenda (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    congress uuid generated always as ((row ->> 'congress')::uuid) stored,
    track    text generated always as (row ->> 'track') stored,
    status   text generated always as (row ->> 'status') stored,
    lead     uuid generated always as ((row ->> 'lead')::uuid) stored,
    room     uuid generated always as ((row -> 'slot' ->> 'room')::uuid) stored,
    -- Slots are written with the offset of the Congress's zone: the date they begin with is the day there.
    day      text generated always as (left(row -> 'slot' ->> 'startsAt', 10)) stored,
    -- Each language by its own grammar; the plain words beside them are for all other languages and for names.
    words    tsvector generated always as (
        to_tsvector('english', coalesce(row -> 'title' ->> 'en', ''))
        || to_tsvector('french', coalesce(row -> 'title' ->> 'fr', ''))
        || to_tsvector('spanish', coalesce(row -> 'title' ->> 'es', ''))
        || jsonb_to_tsvector('simple', coalesce(row -> 'title', '{}'), '["string"]')) stored,
    primary key (id, from_position)
);

create unique index session_agenda_current on programme.session_agenda (id) where until_position is null;
create index session_agenda_congress on programme.session_agenda (congress, id) where until_position is null;
create index session_agenda_domains on programme.session_agenda
    using gin ((row -> 'policyDomains') jsonb_path_ops) where until_position is null;
create index session_agenda_people on programme.session_agenda
    using gin ((row -> 'participants') jsonb_path_ops) where until_position is null;
create index session_agenda_words on programme.session_agenda using gin (words) where until_position is null;
