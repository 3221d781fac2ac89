create schema congress;

-- Which Congress a slug stands for. The constraint is what keeps two from sharing one.
create table congress.slugs (
    slug     text not null constraint slugs_one_congress primary key,
    congress uuid not null unique
);

create table congress.congress_page (
    id             uuid   not null,
    from_position  bigint not null,
    until_position bigint,
    row            jsonb  not null,
    primary key (id, from_position)
);

create unique index congress_page_current on congress.congress_page (id) where until_position is null;
