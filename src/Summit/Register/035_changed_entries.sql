-- What an entry said before it was changed: of two changes of one version the database takes one. An erased person has
-- none, whoever is quicker.
create table register.organisation_versions (
    organisation uuid        not null constraint organisation_versions_organisation
        references register.organisations (id) on delete cascade,
    version      bigint      not null,
    until        timestamptz not null,
    row          jsonb       not null,
    constraint organisation_versions_changed_once primary key (organisation, version)
);

create table register.person_versions (
    person    uuid        not null,
    version   bigint      not null,
    until     timestamptz not null,
    row       jsonb       not null,
    is_erased boolean     not null generated always as (false) stored,
    constraint person_versions_changed_once primary key (person, version),
    constraint person_versions_until_erased foreign key (person, is_erased)
        references register.people (id, is_erased)
);

-- An entry that is joined into another: the one that stays stands for itself, and an erased person leaves nothing in an
-- entry that was joined into theirs.
alter table register.people add column joined_into uuid constraint people_joined_into_another check (joined_into <> id);

alter table register.people
    add column is_joined          boolean not null generated always as (joined_into is not null) stored,
    add column survivor_is_joined boolean
        generated always as (case when joined_into is not null then false end) stored,
    add column survivor_is_erased boolean
        generated always as (case when joined_into is not null and erased_at is null then false end) stored,
    add constraint people_is_joined unique (id, is_joined);

alter table register.people
    add constraint people_joined_into_one_that_stays
        foreign key (joined_into, survivor_is_joined) references register.people (id, is_joined),
    add constraint people_joined_until_erased
        foreign key (joined_into, survivor_is_erased) references register.people (id, is_erased);

-- No valid key names a joined entry: its keys go to the one that stays, and nobody acts as both.
alter table access.keys add column person_is_joined boolean
    generated always as (case when revoked_at is null and person is not null then false end) stored;

alter table access.keys add constraint keys_person_stays
    foreign key (person, person_is_joined) references register.people (id, is_joined);

create index people_joined_into on register.people (joined_into) where joined_into is not null;

-- As with people: the Congress with whose key it was entered; null where it was no single one's.
alter table register.organisations add column congress uuid;
