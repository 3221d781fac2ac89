using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Writes events of another store with their ids, versions and metadata, in one transaction under the append lock, and
/// with the rows of inline projections, whose constraints hold for them as for any commit. Where the store ends
/// before the first of them was recorded, they keep their recording times; else they get new ones, because times
/// rise with positions, and their own are kept beside them.
/// </summary>
public sealed class EventImporter(
    NpgsqlDataSource database, EventTypes types, IEnumerable<IInlineProjection> projections, TimeProvider clock)
{
    private const int EventsAtOnce = 500;

    private readonly IInlineProjection[] inline = [.. projections];

    /// <summary>Writes events. Those that are already in the same place of the same stream are left out.</summary>
    /// <param name="events">In the order in which they happened.</param>
    /// <param name="before">Adds rows of the same transaction, before the events.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ArgumentException">They are not such as a store holds; nothing was written.</exception>
    /// <exception cref="ConstraintException">A row breaks a named constraint; nothing was written.</exception>
    public async Task<long> Run(
        IAsyncEnumerable<RawEvent> events, Action<SqlBatch> before, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // Another that is being written is waited for.
        var sql = new SqlBatch(connection) { Timeout = 0 };
        AppendStatements.Lock(sql);
        // What one commit did is written here event by event: where what one stream frees another takes, both have it
        // in between.
        sql.Add("set constraints all deferred");
        try
        {
            var finding = AppendStatements.Find(sql, [], [], cancel);
            await new AppendLockWatchdog(database).Over(finding);
            var end = (await finding).Head;
            var work = new Work(types, end, clock.GetUtcNow());
            sql = new SqlBatch(connection);
            before(sql);
            await foreach (var page in events.Chunk(EventsAtOnce).WithCancellation(cancel))
            {
                await work.Meet(page, connection, cancel);
                Add(sql, page, work);
                if (sql.Count > 0)
                    await sql.Execute(cancel);
                sql = new SqlBatch(connection);
            }
            AppendStatements.Commit(sql, end.Position, work.Head.Position);
            await sql.Execute(cancel);
            return work.Head.Position - end.Position;
        }
        catch (PostgresException refused) when (PostgresErrors.Constraint(refused) is { } constraint)
        {
            throw constraint;
        }
    }

    private void Add(SqlBatch sql, RawEvent[] page, Work work)
    {
        var added = new List<StreamChange>(page.Length);
        foreach (var one in page)
        {
            if (work.Place(one) is not { } change)
                continue;
            added.Add(change);
            var (position, recordedAt) = work.Head;
            sql.AddRow(AppendStatements.Events, position, one.Id, one.Stream, one.Version, one.Type, Json(one.Data),
                AppendStatements.NoClrType, recordedAt, one.About.Actor, one.About.Correlation, one.About.Causation,
                Headers(one, recordedAt));
        }
        if (added.Count == 0)
            return;
        AppendStatements.WriteStreams(sql, [.. added.GroupBy(change => change.Stream).Select(changes =>
            changes.First() with { Events = [.. changes.SelectMany(change => change.Events)] })]);
        sql.WriteRows();
        foreach (var change in added)
        {
            foreach (var projection in inline.Where(one => one.Categories.Contains(change.Category)))
                projection.Project(change, sql);
            // As in a replay: the stream's next event has to find the rows of this one.
            sql.WriteRows();
        }
    }

    private static byte[] Json(JsonElement stored) => JsonMarshal.GetRawUtf8Value(stored).ToArray();

    private static byte[]? Headers(RawEvent one, DateTimeOffset recordedAt)
    {
        if (recordedAt == one.RecordedAt)
            return one.About.Headers is { } known ? Json(known) : null;
        var headers = one.About.Headers is { } some ? JsonObject.Create(some) ?? [] : [];
        headers[RawEvent.FirstRecordedAt] = one.RecordedAt;
        return JsonSerializer.SerializeToUtf8Bytes(headers);
    }

    /// <summary>How far an import has come.</summary>
    private sealed class Work(EventTypes types, StoreHead end, DateTimeOffset now)
    {
        private readonly Dictionary<Guid, Course> streams = [];
        private bool? keepsTimes;

        public StoreHead Head { get; private set; } = end;

        /// <summary>Loads what the store has of the streams that come for the first time.</summary>
        public async Task Meet(RawEvent[] page, NpgsqlConnection connection, CancellationToken cancel)
        {
            var fresh = page.Select(one => one.Stream).Where(stream => streams.TryAdd(stream, new Course())).ToArray();
            await using var command = new NpgsqlCommand(
                "select stream_id, id from events.mt_events where stream_id = any($1) order by version", connection)
                .With(fresh);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
                streams[reader.GetGuid(0)].Present.Add(reader.GetGuid(1));
        }

        /// <summary>Places an event at the end of the store; null where it is there already.</summary>
        public StreamChange? Place(RawEvent one)
        {
            var (data, category) = Read(one);
            var stream = streams[one.Stream];
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
            Head = new StoreHead(Head.Position + 1, Later(one.RecordedAt));
            return new StreamChange(category, one.Stream, before,
                [new AppliedEvent(Head.Position, one.Id, one.Version, data, stream.State, Head.RecordedAt)]);
        }

        private (object Data, Category Category) Read(RawEvent one)
        {
            try
            {
                var data = types.Read(one.Type, JsonMarshal.GetRawUtf8Value(one.Data));
                var category = types.Of(data).Category;
                return category.Name == one.Kind ? (data, category)
                    : throw new ArgumentException($"A {one.Type} happens to a {category.Name}, not to a {one.Kind}.");
            }
            catch (InvalidDataException unknown)
            {
                throw new ArgumentException(unknown.Message, unknown);
            }
        }

        /// <summary>When an event is recorded that was recorded first at a moment.</summary>
        private DateTimeOffset Later(DateTimeOffset first)
        {
            keepsTimes ??= first >= Head.RecordedAt;
            if (keepsTimes == false)
                return BatchWriter.Later(now, Head.RecordedAt);
            return first >= Head.RecordedAt ? first
                : throw new ArgumentException($"An event was recorded at {first:O}, earlier than the one before it.");
        }
    }

    /// <summary>A stream as far as the import has come, and the ids of its events that are there already.</summary>
    private sealed class Course
    {
        public List<Guid> Present { get; } = [];

        public long Version { get; set; }

        public object? State { get; set; }
    }
}
