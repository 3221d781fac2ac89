create schema access;

create table access.keys (
    id           uuid        not null constraint pk_keys primary key,
    hash         bytea       not null,
    label        text        not null,
    role         text        not null,
    congress     uuid,
    track        text,
    organisation uuid        constraint keys_organisation references register.organisations (id),
    person       uuid        constraint keys_person references register.people (id),
    created_at   timestamptz not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    constraint keys_partner_speaks_for_one check (role <> 'partner' or organisation is not null),
    constraint keys_delegate_is_a_person check (role <> 'delegate' or person is not null)
);
