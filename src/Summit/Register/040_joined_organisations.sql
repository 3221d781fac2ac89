-- An organisation's entry that is joined into another: the one that stays stands for itself, and nobody belongs to the
-- joined one any more.
alter table register.organisations
    add column joined_into uuid constraint organisations_joined_into_another check (joined_into <> id);

alter table register.organisations
    add column is_joined          boolean not null generated always as (joined_into is not null) stored,
    add column survivor_is_joined boolean
        generated always as (case when joined_into is not null then false end) stored,
    add column section_is_joined  boolean generated always as (case when section is not null then false end) stored,
    add constraint organisations_is_joined unique (id, is_joined),
    add constraint organisations_code_is_joined unique (code, is_joined);

alter table register.organisations
    add constraint organisations_joined_into_one_that_stays
        foreign key (joined_into, survivor_is_joined) references register.organisations (id, is_joined),
    add constraint organisations_section_stays
        foreign key (section, section_is_joined) references register.organisations (code, is_joined);

alter table register.people
    add column organisation_is_joined boolean
        generated always as (case when organisation is not null then false end) stored,
    add column section_is_joined      boolean generated always as (case when section is not null then false end) stored;

alter table register.people
    add constraint people_organisation_stays
        foreign key (organisation, organisation_is_joined) references register.organisations (id, is_joined),
    add constraint people_section_stays
        foreign key (section, section_is_joined) references register.organisations (code, is_joined);

-- No valid key speaks for a joined entry: its keys go to the one that stays.
alter table access.keys add column organisation_is_joined boolean
    generated always as (case when revoked_at is null and organisation is not null then false end) stored;

alter table access.keys add constraint keys_organisation_stays
    foreign key (organisation, organisation_is_joined) references register.organisations (id, is_joined);
