-- Of a row that has changed often PostgreSQL read all of its past to find the present one. That an index holds a second
-- column that is asked for makes it the better one, whatever is known of the table.
drop index world_assembly.outcome_current;
create unique index outcome_current on world_assembly.outcome (id, until_position) nulls not distinct
    where until_position is null;
