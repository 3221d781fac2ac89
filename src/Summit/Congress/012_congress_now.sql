-- Of a row that has changed often PostgreSQL read all of its past to find the present one: by this index it cannot.
drop index congress.congress_page_current;
create unique index congress_page_current on congress.congress_page (until_position, id) nulls not distinct
    where until_position is null;
