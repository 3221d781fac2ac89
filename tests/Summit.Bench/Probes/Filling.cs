using Npgsql;
using NpgsqlTypes;

namespace Summit.Bench;

/// <summary>
/// Fills an empty store by whole sets, with rows as the store writes them: streams of ten events, a thousand of them at
/// a time event by event in turn; ids and moments that rise with positions; the live view's rows.
/// </summary>
internal static class Filling
{
    private const int EventsAStream = 10;
    private const int StreamsAtATime = 1_000;
    private const int EventsACommit = 1_000_000;

    // Where a stream's or an event's number lies: as a UUID of version 7, whose first bits are milliseconds.
    private static readonly string Functions =
        $"""
        create or replace function bench.stream(n bigint) returns uuid language sql immutable as
        $$ select {Id("n", "stream")} $$;
        """;

    private static readonly string Streams =
        $"""
        insert into events.mt_streams (id, type, version, timestamp, created)
        select {Id("n", "stream")}, $1, {EventsAStream}, {Moment("n")}, {Moment("n")}
          from generate_series($2::bigint / {EventsAStream}, $3::bigint / {EventsAStream} - 1) n
        """;

    private static readonly string Events =
        $"""
        insert into events.mt_events (seq_id, id, stream_id, version, type, data, mt_dotnet_type, timestamp, user_name)
        select n + 1, {Id("n", "event")}, {Id(StreamOf, "stream")}, {VersionOf}, $1, $2, $3, {Moment("n")}, 'bench'
          from generate_series($4::bigint, $5::bigint - 1) n
        """;

    private static readonly string Rows =
        $"""
        insert into bench.notes (id, from_position, until_position, row)
        select {Id(StreamOf, "stream")}, n + 1,
               case when {VersionOf} < {EventsAStream} then n + 1 + {StreamsAtATime} end,
               jsonb_build_object('count', {VersionOf}, 'last', $1)
          from generate_series($2::bigint, $3::bigint - 1) n
        """;

    private const string StreamOf = "(n / 10000 * 1000 + n % 1000)";
    private const string VersionOf = "(n % 10000 / 1000 + 1)";

    /// <summary>Fills it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="events">How many events; a multiple of ten thousand.</param>
    public static async Task Fill(this StoreBench store, long events)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        await Execute(connection, Functions);
        var note = Notes.New();
        for (var from = 0L; from < events; from += EventsACommit)
        {
            var to = Math.Min(events, from + EventsACommit);
            await using var transaction = await connection.BeginTransactionAsync();
            // Looking every stream up again would take longer than all the rest.
            await Execute(connection, "set local session_replication_role = replica");
            await Execute(connection, Streams, Notes.Stream.Name, from, to);
            await Execute(connection, Events, store.Types.Of(note).Wire,
                new NpgsqlParameter { Value = store.Types.Write(note), NpgsqlDbType = NpgsqlDbType.Jsonb },
                typeof(Noted).FullName!, from, to);
            await Execute(connection, Rows, note.Text, from, to);
            await transaction.CommitAsync();
        }
        await Execute(connection, "select setval('events.mt_events_sequence', $1)", events);
        await Execute(connection, "vacuum (analyze) events.mt_events, events.mt_streams, bench.notes");
        await Execute(connection, "checkpoint");
    }

    /// <summary>Some of the streams, anywhere in the store.</summary>
    public static async Task<Guid[]> AnyStreams(this StoreBench store, long events, int count)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            "select array_agg(bench.stream(floor(random() * $1)::bigint)) from generate_series(1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = events / EventsAStream });
        command.Parameters.Add(new NpgsqlParameter { Value = count });
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }

    private static string Id(string number, string of) =>
        $"""
        (lpad(to_hex(1600000000000 + {number}), 12, '0')
         || overlay(overlay(left(md5('{of}' || {number}), 20) placing '7' from 1) placing '8' from 5))::uuid
        """;

    private static string Moment(string number) =>
        $"timestamptz '2020-01-01 00:00:00Z' + {number} * interval '1 millisecond'";

    private static async Task Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
