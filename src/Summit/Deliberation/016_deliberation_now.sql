-- Of a row that has changed often PostgreSQL read all of its past to find the present one. That an index holds a second
-- column that is asked for makes it the better one, whatever is known of the table.
drop index deliberation.policy_recommendation_current;
create unique index policy_recommendation_current on deliberation.policy_recommendation (id, until_position) nulls not distinct
    where until_position is null;

drop index deliberation.consolidated_outcome_current;
create unique index consolidated_outcome_current on deliberation.consolidated_outcome (id, until_position) nulls not distinct
    where until_position is null;
