using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Summit.EventStore;

/// <summary>
/// The store on PostgreSQL alone. Every append holds one advisory lock from its first statement to its commit and takes
/// its positions under it: positions follow the order of commits without gaps, so that a reader that sees a position
/// sees all before it. Two round trips an append, both prepared.
/// </summary>
public sealed class PostgresEventStore(
    NpgsqlDataSource database,
    EventCodec codec,
    IEnumerable<IInlineProjection> projections,
    TimeProvider clock) : IEventStore
{
    /// <summary>The advisory lock under which positions are given ("Summit" in ASCII). All writers take it.</summary>
    public const long AppendLock = 0x53756D6D6974;

    private readonly IInlineProjection[] inline = [.. projections];
    private readonly WakeUp appended = new();

    /// <inheritdoc/>
    public Task Appended(CancellationToken cancel) => appended.Next(cancel);

    /// <inheritdoc/>
    public async Task<Committed> Append(Commit commit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var (head, lastRecorded) = await Lock(connection, commit.Streams, cancel);
            var placed = Place(commit, head, Later(clock.GetUtcNow(), lastRecorded));
            await Write(connection, commit, placed, cancel);
            appended.Set();
            var events = placed.Changes.Sum(change => change.Steps.Count);
            return new Committed(head + events, placed.RecordedAt);
        }
        catch (PostgresException refused) when (Translate(refused) is { } meaning)
        {
            throw meaning;
        }
    }

    /// <inheritdoc/>
    public async Task<Slice> Read(Guid stream, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from events.mt_events where stream_id = $1 and seq_id <= $2 order by version");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        return new Slice(stream, await ReadEvents(command, codec, cancel));
    }

    /// <inheritdoc/>
    public async Task<Page> ReadAll(long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel)
    {
        // One statement, hence one snapshot: the head it sees and the events it sees belong together.
        await using var command = database.CreateCommand(
            $"""
            with head as materialized (select coalesce(max(seq_id), 0) as position from events.mt_events)
            select {Columns}, head.position
              from head left join lateral (
                select * from events.mt_events
                 where seq_id > $1 and ($3::varchar[] is null or type = any($3)) order by seq_id limit $2) e on true
             order by seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = types is null ? DBNull.Value : types.ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
        });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var events = new List<RecordedEvent>();
        long head = 0;
        while (await reader.ReadAsync(cancel))
        {
            head = reader.GetInt64(HeadColumn);
            if (!await reader.IsDBNullAsync(0, cancel))
                events.Add(ReadEvent(reader, codec));
        }
        return new Page(events, events.Count == limit ? events[^1].Position : Math.Max(head, after));
    }

    /// <inheritdoc/>
    public async Task<long> Head(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <inheritdoc/>
    public async Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce((select seq_id from events.mt_events
                              where timestamp <= $1 order by timestamp desc, seq_id desc limit 1), 0)
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    internal const string Columns =
        "seq_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id, headers";

    private const int HeadColumn = 11;

    private static async Task<(long Head, DateTimeOffset LastRecorded)> Lock(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> streams, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        sql.Add("begin");
        // A statement of its own: taken inside a query, the query would see the time before the wait.
        sql.Add("select pg_advisory_xact_lock($1)", AppendLock);
        sql.Add(
            """
            select coalesce(last.seq_id, 0), coalesce(last.timestamp, '-infinity'), wanted.id, coalesce(s.version, 0)
              from (select 1) one
              left join lateral (select seq_id, timestamp from events.mt_events order by seq_id desc limit 1) last on true
              left join unnest($1) as wanted (id) on true
              left join events.mt_streams s on s.id = wanted.id
            """,
            streams.Select(append => append.Stream).ToArray());
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        long head = 0;
        var recorded = DateTimeOffset.MinValue;
        while (await reader.ReadAsync(cancel))
        {
            head = reader.GetInt64(0);
            recorded = head == 0 ? recorded : reader.GetFieldValue<DateTimeOffset>(1);
            if (await reader.IsDBNullAsync(2, cancel))
                continue;
            var stream = reader.GetGuid(2);
            var expected = streams.First(append => append.Stream == stream).ExpectedVersion;
            if (reader.GetInt64(3) != expected)
                throw new StreamConflictException(stream, expected, reader.GetInt64(3));
        }
        return (head, recorded);
    }

    private static Placed Place(Commit commit, long head, DateTimeOffset recordedAt)
    {
        var position = head;
        var changes = new List<StreamChange>(commit.Streams.Count);
        foreach (var append in commit.Streams)
        {
            var steps = new Step[append.Events.Count];
            for (var i = 0; i < steps.Length; i++)
            {
                steps[i] = new Step(++position, append.Ids[i], append.ExpectedVersion + i + 1,
                    append.Events[i], append.States[i], recordedAt);
            }
            changes.Add(new StreamChange(append.Kind, append.Stream, append.Before, steps));
        }
        return new Placed(head, changes, recordedAt);
    }

    private async Task Write(NpgsqlConnection connection, Commit commit, Placed placed, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        if (placed.Changes.Count > 0)
            WriteEvents(sql, commit.About, placed);
        foreach (var projection in inline)
            foreach (var change in placed.Changes)
                projection.Project(change, sql);
        foreach (var effect in commit.Effects)
            effect.Write(sql, placed);
        sql.Add("commit");
        await sql.Execute(cancel);
    }

    private void WriteEvents(SqlBatch sql, About about, Placed placed)
    {
        foreach (var change in placed.Changes)
        {
            // Under the lock the versions were just seen; the unique index on stream and version is what holds them.
            sql.Add(change.Steps[0].Version == 1
                ? """
                  insert into events.mt_streams (id, type, version, timestamp, created) values ($1, $2, $3, $4, $4)
                  """
                : "update events.mt_streams set type = $2, version = $3, timestamp = $4 where id = $1",
                change.Stream, change.Kind.Name, change.Steps[^1].Version, placed.RecordedAt);
        }
        var steps = placed.Changes.SelectMany(change => change.Steps, (change, step) => (change.Stream, step)).ToArray();
        sql.Add(
            """
            insert into events.mt_events
                (seq_id, id, stream_id, version, type, data, mt_dotnet_type,
                 timestamp, user_name, correlation_id, causation_id, headers)
            select e.*, $8, $9, $10, $11, $12::jsonb
              from unnest($1, $2, $3, $4, $5, $6, $7) as e
            """,
            steps.Select(s => s.step.Position).ToArray(),
            steps.Select(s => s.step.Id).ToArray(),
            steps.Select(s => s.Stream).ToArray(),
            steps.Select(s => s.step.Version).ToArray(),
            steps.Select(s => codec.Wire(s.step.Data)).ToArray(),
            new NpgsqlParameter
            {
                Value = steps.Select(s => codec.Write(s.step.Data)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            steps.Select(s => s.step.Data.GetType().FullName).ToArray(),
            placed.RecordedAt, about.Actor, about.Correlation, about.Causation,
            about.Reason is null ? null : JsonSerializer.Serialize(new { reason = about.Reason }));
        // Marten takes its numbers from the sequence: it must never give one that stands already.
        sql.Add("select setval('events.mt_events_sequence', $1)", steps[^1].step.Position);
    }

    internal static async Task<List<RecordedEvent>> ReadEvents(
        NpgsqlCommand command, EventCodec codec, CancellationToken cancel)
    {
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            events.Add(ReadEvent(reader, codec));
        return events;
    }

    private static RecordedEvent ReadEvent(NpgsqlDataReader reader, EventCodec codec)
    {
        var wire = reader.GetString(4);
        var (data, kind) = codec.Read(wire, reader.GetFieldValue<byte[]>(5));
        var about = new About(Text(7) ?? string.Empty, Text(8), Text(9), Reason(Text(10)));
        return new RecordedEvent(reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetInt64(3),
            kind, wire, data, reader.GetFieldValue<DateTimeOffset>(6), about);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static string? Reason(string? headers)
    {
        if (headers is null)
            return null;
        using var json = JsonDocument.Parse(headers);
        return json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null;
    }

    // Node clocks differ: recording times rise with positions all the same, or a past moment would have two positions.
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last) => now > last ? now : last;

    private static Exception? Translate(PostgresException refused) => refused.SqlState switch
    {
        "SM001" => new ProgressMovedException(refused),
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.ForeignKeyViolation when refused.ConstraintName is { } name =>
            name is "pk_mt_events_stream_and_version" or "pkey_mt_streams_id"
                ? new StreamConflictException(Guid.Empty, -1, -1)
                : new ConstraintException(name, refused),
        _ => null,
    };
}
