-- A key ends with the person who holds it: no valid key names somebody who is erased, whoever is quicker.
alter table access.keys
    add column person_is_erased boolean
        generated always as (case when revoked_at is null and person is not null then false end) stored;

update access.keys k set revoked_at = p.erased_at
  from register.people p where p.id = k.person and p.erased_at is not null and k.revoked_at is null;

alter table access.keys add constraint keys_person_is_there
    foreign key (person, person_is_erased) references register.people (id, is_erased);

create function access.end_keys() returns trigger language plpgsql as $$
begin
    update access.keys set revoked_at = new.erased_at where person = new.id and revoked_at is null;
    return new;
end $$;

create trigger ends_keys before update on register.people
    for each row when (old.erased_at is null and new.erased_at is not null) execute function access.end_keys();
