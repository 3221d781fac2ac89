-- The Congresses that are closed.
create table congress.closed (
    congress uuid not null primary key
);

insert into congress.closed (congress)
select id from congress.congress_page where until_position is null and row ? 'closedAt';

-- A node of an earlier version closes Congresses without it.
insert into events.rebuilds (name)
select 'congress.closed' where exists (select from events.mt_events) on conflict do nothing;

-- Never holds a row: the transaction that would change something of a closed Congress inserts one, and fails.
create table congress.refused (
    congress uuid not null,
    constraint congress_goes_on check (false)
);
