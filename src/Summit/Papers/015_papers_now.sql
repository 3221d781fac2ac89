-- Of a row that has changed often PostgreSQL read all of its past to find the present one: by this index it cannot.
drop index papers.paper_register_current;
create unique index paper_register_current on papers.paper_register (until_position, id) nulls not distinct
    where until_position is null;

drop index papers.paper_text_current;
create unique index paper_text_current on papers.paper_text (until_position, id) nulls not distinct
    where until_position is null;
