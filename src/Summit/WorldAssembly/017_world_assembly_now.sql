-- Of a row that has changed often PostgreSQL read all of its past to find the present one: by this index it cannot.
drop index world_assembly.outcome_current;
create unique index outcome_current on world_assembly.outcome (until_position, id) nulls not distinct
    where until_position is null;
