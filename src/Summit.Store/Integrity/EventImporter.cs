using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Writes events of another store: with their ids, versions and circumstances, in one transaction under the lock of all
/// appends, and with the inline projections, whose constraints hold for them as for everybody. Where the store ends
/// before the first of them was recorded, they keep their recording times; else they get new ones, because times
/// rise with positions, and their own are kept beside them.
/// </summary>
public sealed class EventImporter(
    NpgsqlDataSource database, EventTypes types, IEnumerable<IInlineProjection> projections, TimeProvider clock)
{
    private const int EventsAtOnce = 500;

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IInlineProjection[] inline = [.. projections];

    /// <summary>Writes events. Those that are already in the same place of the same stream are left out.</summary>
    /// <param name="events">In the order in which they happened.</param>
    /// <param name="before">Adds rows of the same transaction, before the events.</param>
    /// <param name="cancel">Ends it; nothing was written.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ArgumentException">They are not such as a store holds; nothing was written.</exception>
    /// <exception cref="ConstraintException">A row breaks a named constraint; nothing was written.</exception>
    public async Task<long> Run(
        IAsyncEnumerable<RawEvent> events, Action<SqlBatch> before, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        try
        {
            await sql.Execute(cancel);
            var work = new Work(connection, await End(connection, cancel), clock.GetUtcNow());
            sql = new SqlBatch(connection);
            before(sql);
            await foreach (var page in events.Chunk(EventsAtOnce).WithCancellation(cancel))
            {
                await Add(sql, work, page, cancel);
                if (sql.Count > 0)
                    await sql.Execute(cancel);
                sql = new SqlBatch(connection);
            }
            AppendStatements.Commit(sql, work.End.Position, work.Head);
            await sql.Execute(cancel);
            return work.Head - work.End.Position;
        }
        catch (PostgresException refused) when (PostgresErrors.Constraint(refused) is { } constraint)
        {
            throw constraint;
        }
    }

    private async Task Add(SqlBatch sql, Work work, RawEvent[] page, CancellationToken cancel)
    {
        var added = new List<(RawEvent Event, StreamChange Change)>(page.Length);
        foreach (var one in page)
        {
            if (await Next(work, one, cancel) is { } change)
                added.Add((one, change));
        }
        if (added.Count == 0)
            return;
        var streams = added.GroupBy(one => one.Event.Stream)
            .Select(one => (First: one.First().Change, Last: one.Last().Change)).ToArray();
        sql.WriteRows();
        sql.Add(
            """
            insert into events.mt_streams (id, type, version, created, timestamp)
            select * from unnest($1, $2, $3, $4, $5)
            on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
            """,
            streams.Select(one => one.Last.Stream).ToArray(), streams.Select(one => one.Last.Category.Name).ToArray(),
            streams.Select(one => one.Last.Events[0].Version).ToArray(),
            streams.Select(one => one.First.Events[0].RecordedAt.UtcDateTime).ToArray(),
            streams.Select(one => one.Last.Events[0].RecordedAt.UtcDateTime).ToArray());
        foreach (var (one, change) in added)
        {
            var step = change.Events[0];
            sql.AddRow(AppendStatements.Events, step.Position, one.Id, one.Stream, one.Version, one.Type,
                Json(one.Data), AppendStatements.NoClrType, step.RecordedAt, one.About.Actor, one.About.Correlation,
                one.About.Causation, Headers(one, step.RecordedAt));
        }
        sql.WriteRows();
        foreach (var (_, change) in added)
        {
            foreach (var projection in inline)
                projection.Project(change, sql);
            // As in a replay: the stream's next event has to find the rows of this one.
            sql.WriteRows();
        }
    }

    /// <summary>Places an event; null where it is there already.</summary>
    private async Task<StreamChange?> Next(Work work, RawEvent one, CancellationToken cancel)
    {
        var (data, category) = Read(one);
        if (!work.Streams.TryGetValue(one.Stream, out var stream))
            work.Streams[one.Stream] = stream = new Course(await Present(work.Connection, one.Stream, cancel));
        if (one.Version != ++stream.Version)
            throw new ArgumentException(
                $"Stream {one.Stream} goes on with version {one.Version} where {stream.Version} is due.");
        var before = stream.State;
        stream.State = category.Fold(before, data);
        if (stream.Present.Count >= one.Version)
        {
            return stream.Present[(int)one.Version - 1] == one.Id ? null : throw new ArgumentException(
                $"The {one.Kind} {one.Stream} is there with another history from its version {one.Version} on.");
        }
        var step = new AppliedEvent(work.Head + 1, one.Id, one.Version, data, stream.State, work.Later(one.RecordedAt));
        work.Head++;
        return new StreamChange(category, one.Stream, before, [step]);
    }

    private (object Data, Category Category) Read(RawEvent one)
    {
        try
        {
            var data = types.Read(one.Type, Json(one.Data));
            var category = types.Of(data).Category;
            return category.Name == one.Kind ? (data, category)
                : throw new ArgumentException($"A {one.Type} happens to a {category.Name}, not to a {one.Kind}.");
        }
        catch (InvalidOperationException unknown)
        {
            throw new ArgumentException(unknown.Message, unknown);
        }
    }

    private static byte[] Json(JsonElement stored) => JsonSerializer.SerializeToUtf8Bytes(stored, Relaxed);

    private static byte[]? Headers(RawEvent one, DateTimeOffset recordedAt)
    {
        if (recordedAt == one.RecordedAt)
            return one.About.Headers is { } known ? Json(known) : null;
        var headers = one.About.Headers is { } some ? JsonObject.Create(some) ?? [] : [];
        headers[RawEvent.FirstRecordedAt] = one.RecordedAt;
        return JsonSerializer.SerializeToUtf8Bytes(headers, Relaxed);
    }

    private static async Task<StoreHead> End(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select seq_id, timestamp from events.mt_events order by seq_id desc limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new StoreHead(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1))
            : default;
    }

    private static async Task<List<Guid>> Present(
        NpgsqlConnection connection, Guid stream, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select id from events.mt_events where stream_id = $1 order by version", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancel))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <summary>How far an import has come.</summary>
    private sealed class Work(NpgsqlConnection connection, StoreHead end, DateTimeOffset now)
    {
        private bool? keeps;
        private DateTimeOffset last = end.RecordedAt;

        public NpgsqlConnection Connection => connection;

        public StoreHead End => end;

        public long Head { get; set; } = end.Position;

        public Dictionary<Guid, Course> Streams { get; } = [];

        /// <summary>When an event is recorded that was recorded first at a moment.</summary>
        public DateTimeOffset Later(DateTimeOffset first)
        {
            keeps ??= first >= last;
            if (keeps == true && first < last)
                throw new ArgumentException($"An event was recorded at {first:O}, earlier than the one before it.");
            return last = keeps == true ? first : BatchWriter.Later(now, last);
        }
    }

    /// <summary>A stream as far as the import has come, and the ids of its events that are there already.</summary>
    private sealed class Course(List<Guid> present)
    {
        public IReadOnlyList<Guid> Present => present;

        public long Version { get; set; }

        public object? State { get; set; }
    }
}
