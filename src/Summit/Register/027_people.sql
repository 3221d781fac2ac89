-- The Congress with whose key they were entered: those with keys of that Congress see them; null where it was no single
-- one's.
alter table register.people
    add column congress  uuid,
    add column is_erased boolean not null generated always as (erased_at is not null) stored,
    add constraint people_is_erased unique (id, is_erased);

create index people_congress on register.people (congress, id);
