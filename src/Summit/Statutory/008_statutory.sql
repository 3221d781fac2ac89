create schema statutory;

-- Which body a code and an entry of the register stand for. The constraints keep two bodies from sharing either.
create table statutory.body_codes (
    body         uuid not null constraint pk_body_codes primary key,
    code         text not null constraint body_codes_one_body unique,
    organisation uuid not null constraint body_organisations_one_body unique
);

create table statutory.body_page (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    primary key (id, from_position)
);

create unique index body_page_current on statutory.body_page (id) where until_position is null;
