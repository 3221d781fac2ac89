-- The hash chain. The hash at an event is SHA-256 over the hash at the event before it (32 zero bytes at the first) and
-- every column of the row, in the order of the columns here: its length in bytes (four, big-endian; -1 where it is
-- null) and its bytes as PostgreSQL sends them in binary: numbers big-endian, texts and JSON as UTF-8, moments as
-- microseconds since 2000. Signed heads lie outside the database: neither this nor any of these bytes may ever change.

-- What is hashed of an event, and of the stream that it happened to. An array is sent as 20 bytes and then each element
-- in just this way. No setting of a session changes it; it is declared as what it calls, or it would not be inlined.
create or replace function events.chain_row(e events.mt_events, kind text) returns bytea language sql stable as $$
    select substring(array_send(array[
        int8send(e.seq_id), uuid_send(e.id), uuid_send(e.stream_id), convert_to(kind, 'UTF8'), int8send(e.version),
        convert_to(e.type, 'UTF8'), convert_to(e.data::text, 'UTF8'), e.bdata, timestamptz_send(e.timestamp),
        convert_to(e.tenant_id, 'UTF8'), convert_to(e.mt_dotnet_type, 'UTF8'), boolsend(e.is_archived),
        convert_to(e.correlation_id, 'UTF8'), convert_to(e.causation_id, 'UTF8'),
        convert_to(e.headers::text, 'UTF8'), convert_to(e.user_name, 'UTF8')]) from 21)
$$;

create or replace function events.chain_step(state bytea, start bytea, columns bytea) returns bytea
language plpgsql immutable as $$
begin
    return sha256(coalesce(state, start, decode(repeat('00', 32), 'hex')) || columns);
end $$;

-- The hash that rows lead to from another; from the first event where that is null.
create or replace aggregate events.chain_hash(start bytea, columns bytea) (
    sfunc = events.chain_step, stype = bytea);

-- The events after a position and its hash (null: from below the first, for nothing can be put before it either), and
-- the hash at each of them.
create or replace function events.chain_after(since bigint, start bytea, up_to bigint)
    returns table (seq_id bigint, hash bytea)
language sql stable as $$
    select e.seq_id, events.chain_hash(start, events.chain_row(
               e, (select s.type from events.mt_streams s where s.id = e.stream_id)))
               over (order by e.seq_id rows unbounded preceding)
      from events.mt_events e
     where e.seq_id > coalesce(since, '-9223372036854775808') and e.seq_id <= up_to
$$;

-- The link that the next events make, 250 at most, with their positions.
create or replace function events.chain_link(since bigint, start bytea, up_to bigint)
    returns table (hash bytea, marks bytea, positions bigint[])
language sql stable as $$
    select (array_agg(hash order by seq_id desc))[1], string_agg(substring(hash, 1, 4), '' order by seq_id),
           array_agg(seq_id order by seq_id)
      from (select * from events.chain_after(since, start, up_to) order by seq_id limit 250) walked
$$;

-- Links all events up to a position that are not linked yet: a link at a time, however many they are, and each event
-- found by its key, whatever was known of a small table when this was planned.
create or replace procedure events.extend_chain(up_to bigint) language plpgsql
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
begin
    loop
        insert into events.chain (position, hash, marks)
        select link.positions[cardinality(link.positions)], link.hash, link.marks
          from (select 1) one
          left join lateral (select position, hash from events.chain order by position desc limit 1) last on true
         cross join lateral events.chain_link(last.position, last.hash, up_to) link
         where link.hash is not null;
        exit when not found;
    end loop;
end $$;
