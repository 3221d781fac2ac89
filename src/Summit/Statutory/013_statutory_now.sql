-- Of a row that has changed often PostgreSQL read all of its past to find the present one. That an index holds a second
-- column that is asked for makes it the better one, whatever is known of the table.
drop index statutory.body_page_current;
create unique index body_page_current on statutory.body_page (id, until_position) nulls not distinct
    where until_position is null;
