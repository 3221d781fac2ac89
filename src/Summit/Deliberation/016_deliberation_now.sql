-- Of a row that has changed often PostgreSQL read all of its past to find the present one: by this index it cannot.
drop index deliberation.policy_recommendation_current;
create unique index policy_recommendation_current on deliberation.policy_recommendation (until_position, id) nulls not distinct
    where until_position is null;

drop index deliberation.consolidated_outcome_current;
create unique index consolidated_outcome_current on deliberation.consolidated_outcome (until_position, id) nulls not distinct
    where until_position is null;
