-- Of a row that has changed often PostgreSQL read all of its past to find the present one. That an index holds a second
-- column that is asked for makes it the better one, whatever is known of the table.
drop index papers.paper_register_current;
create unique index paper_register_current on papers.paper_register (id, until_position) nulls not distinct
    where until_position is null;

drop index papers.paper_text_current;
create unique index paper_text_current on papers.paper_text (id, until_position) nulls not distinct
    where until_position is null;
