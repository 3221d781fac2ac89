create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema register;

create table register.organisations (
    id         uuid        not null constraint pk_organisations primary key,
    code       text        constraint organisations_code unique,
    name       jsonb       not null,
    kind       text        not null,
    section    text,
    country    text        check (country ~ '^[A-Z]{2}$'),
    version    bigint      not null default 1,
    created_at timestamptz not null,
    -- A section is named by its code, and the key below makes sure that the code is a section's.
    section_kind text generated always as (case when section is not null then 'section' end) stored,
    constraint organisations_code_kind unique (code, kind),
    constraint organisations_section foreign key (section, section_kind)
        references register.organisations (code, kind),
    constraint organisations_code_needed check (kind not in ('section', 'statutory-body') or code is not null)
);

create table register.memberships (
    organisation uuid      not null references register.organisations (id) on delete cascade,
    of           text      not null check (of in ('world-organisation', 'constituency')),
    during       daterange not null check (not isempty(during)),
    constraint memberships_one_at_a_time exclude using gist (organisation with =, of with =, during with &&)
);

create table register.people (
    id           uuid        not null constraint pk_people primary key,
    name         text,
    office       text,
    gender       text,
    languages    text[]      not null,
    organisation uuid        constraint people_organisation references register.organisations (id),
    section      text,
    section_kind text generated always as (case when section is not null then 'section' end) stored,
    email        text,
    version      bigint      not null default 1,
    created_at   timestamptz not null,
    erased_at    timestamptz,
    constraint people_section foreign key (section, section_kind) references register.organisations (code, kind),
    constraint people_named_until_erased check ((name is null) = (erased_at is not null))
);

-- Who changed what, and when. Never what it said: an erased person must not live on here.
create table register.audit (
    at      timestamptz not null,
    actor   text        not null,
    subject uuid        not null,
    act     text        not null
);

create index audit_subject on register.audit (subject, at);
