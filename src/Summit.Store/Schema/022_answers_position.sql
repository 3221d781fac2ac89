-- The position that an answered command reached, to be told again with the answer; 0 in rows of an earlier version.
alter table events.answers add column position bigint not null default 0;
