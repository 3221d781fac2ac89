-- Of a row that has changed often PostgreSQL read all of its past to find the present one: by this index it cannot.
drop index statutory.body_page_current;
create unique index body_page_current on statutory.body_page (until_position, id) nulls not distinct
    where until_position is null;
