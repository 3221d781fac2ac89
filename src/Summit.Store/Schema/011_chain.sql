-- The hash chain over the events, written after them. A link holds the hash that the chain has come to at a position,
-- and for each event since the link before it the first four bytes of the hash there: they name the event that differs.
create table events.chain (
    position bigint not null constraint pk_chain primary key,
    hash     bytea  not null constraint chain_hash check (octet_length(hash) = 32),
    marks    bytea  not null constraint chain_marks check (octet_length(marks) between 4 and 1000)
);
