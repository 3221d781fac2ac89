-- Of a row that has changed often PostgreSQL read all of its past to find the present one: by this index it cannot.
drop index programme.session_agenda_current;
create unique index session_agenda_current on programme.session_agenda (until_position, id) nulls not distinct
    where until_position is null;
