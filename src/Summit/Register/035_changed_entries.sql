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

-- As with people: the Congress with whose key it was entered; null where it was no single one's.
alter table register.organisations add column congress uuid;
