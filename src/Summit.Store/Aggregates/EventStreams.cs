using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Marten.Storage;
using Npgsql;
using Weasel.Storage;

namespace Summit.Store;

/// <summary>A stream as read: its events in order, and the version to expect when appending to it.</summary>
public readonly record struct StreamSlice(Guid Stream, IReadOnlyList<IEvent> Events)
{
    /// <summary>The version of the last event read, 0 where there is no such stream.</summary>
    public long Version => Events.Count == 0 ? 0 : Events[^1].Version;

    /// <summary>What keeps it from being read; null where it was.</summary>
    internal UnreadableEventException? Broken { get; init; }
}

/// <summary>An event that is stored under an unknown name, or is not what its name says.</summary>
public sealed class UnreadableEventException(long position, Guid stream, string why, Exception? inner = null)
    : Exception($"Position {position} cannot be read: {why}", inner)
{
    /// <summary>Its position.</summary>
    public long Position => position;

    /// <summary>Its stream.</summary>
    public Guid Stream => stream;
}

/// <summary>Reads streams through Marten, and where the store as a whole is.</summary>
/// <param name="marten">Marten, from the first reading on: it is built with the subscriptions that read.</param>
/// <param name="types">The events.</param>
/// <param name="database">The database.</param>
public sealed class EventStreams(Lazy<IDocumentStore> marten, EventTypes types, NpgsqlDataSource database)
{
    private const int PageSize = 500;

    // Of more events than this, their wire names are not read.
    private const int NamedMax = 500;

    private volatile KnownRange known = new(0, 0);

    private string? columns;

    /// <summary>The columns that an event is made of, for a statement that calls the table <c>e</c>.</summary>
    internal string Columns => columns ??= string.Join(", ", Selector.SelectFields().Select(column => $"e.{column}"));

    internal EventTypes Types => types;

    private IEventStorage Selector => (IEventStorage)((IMartenDatabase)marten.Value.Storage.Database)
        .Providers.StorageFor<IEvent>().QueryOnly;

    /// <summary>Reads a stream from its start, at most up to a position.</summary>
    public async Task<StreamSlice> Read(Guid stream, long upTo, CancellationToken cancel)
    {
        await using var session = marten.Value.QuerySession();
        var events = await session.Events.FetchStreamAsync(stream, token: cancel);
        return new StreamSlice(stream, [.. events.TakeWhile(e => e.Sequence <= upTo)]);
    }

    /// <summary>Reads one event by its id; null where there is none.</summary>
    public async Task<IEvent?> Find(Guid id, CancellationToken cancel)
    {
        await using var session = marten.Value.QuerySession();
        return await session.Events.LoadAsync(id, cancel);
    }

    /// <summary>Reads all events after a position, in order, without waiting for what may still be committed.</summary>
    /// <param name="after">The position.</param>
    /// <param name="wires">Only of these wire names, and of their past; null for all.</param>
    /// <exception cref="UnreadableEventException">One cannot be read; go on after it.</exception>
    public async IAsyncEnumerable<IEvent> ReadAll(
        long after, IEnumerable<string>? wires, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var stored = SqlParameters.Wires(wires is null ? null : types.StoredAs(wires));
        for (var isMore = true; isMore;)
        {
            await using var command = database.CreateCommand(
                $"""
                select {Columns} from events.mt_events e
                 where seq_id > $1 and ($2 is null or type = any($2)) order by seq_id limit {PageSize}
                """).With(after, stored.Clone());
            // Of a name that is rare a page is as long as the store.
            command.CommandTimeout = 0;
            var count = 0;
            await foreach (var recorded in Read(command, cancel))
            {
                (after, count) = (recorded.Sequence, count + 1);
                yield return recorded;
            }
            isMore = count == PageSize;
        }
    }

    /// <summary>
    /// Reads several streams from versions already known, in one statement, hence as of one moment: Marten reads one
    /// stream a query. Its own selector makes the events of the rows.
    /// </summary>
    /// <param name="streams">The streams, each with the last version already read; 0 for all of it.</param>
    /// <param name="upTo">The last position that counts.</param>
    /// <returns>
    /// Those that have gone on since; their events after the version, or what keeps them from being read.
    /// </returns>
    public async Task<IReadOnlyList<StreamSlice>> ReadOn(
        IReadOnlyList<(Guid Stream, long After)> streams, long upTo, CancellationToken cancel)
    {
        // Not the parameters themselves: knowing how many are asked for, PostgreSQL would plan at each call.
        await using var command = database.CreateCommand(
            $"""
            select {Columns}
              from unnest((select $1::uuid[]), (select $2::bigint[])) as wanted (stream, after)
             cross join lateral (
                select * from events.mt_events
                 where stream_id = wanted.stream and version > wanted.after and seq_id <= $3 order by version) e
            """).With(streams.Select(one => one.Stream).ToArray(), streams.Select(one => one.After).ToArray(), upTo);
        var rows = await Rows(command, cancel).ToListAsync(cancel);
        // A lateral join keeps the order within each stream, and each stream's events together.
        return
        [
            .. rows.GroupBy(row => row.Stream, (stream, all) =>
                all.Select(row => row.Broken).FirstOrDefault(broken => broken is not null) is { } broken
                    ? new StreamSlice(stream, []) { Broken = broken }
                    : new StreamSlice(stream, [.. all.Select(row => row.Event!)])),
        ];
    }

    /// <summary>Reads the first event of each of several streams, those that had begun at a position.</summary>
    /// <exception cref="UnreadableEventException">One cannot be read.</exception>
    public async Task<IReadOnlyList<IEvent>> Beginnings(IEnumerable<Guid> streams, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select {Columns}
              from unnest((select $1::uuid[])) as wanted (stream)
             cross join lateral (
                select * from events.mt_events where stream_id = wanted.stream and version = 1 and seq_id <= $2) e
            """).With(streams.ToArray(), upTo);
        return await Read(command, cancel).ToListAsync(cancel);
    }

    /// <summary>Reads the events of a statement that selects <see cref="Columns"/>.</summary>
    /// <exception cref="UnreadableEventException">One has an unknown name, or cannot be read.</exception>
    internal IAsyncEnumerable<IEvent> Read(NpgsqlCommand command, CancellationToken cancel) =>
        Rows(command, cancel).Select(row => row.Event ?? throw row.Broken!);

    private async IAsyncEnumerable<Row> Rows(
        NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancel)
    {
        ISelector<IEvent> selector = Selector;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var type = reader.GetOrdinal("type");
        while (await reader.ReadAsync(cancel))
        {
            Row row;
            try
            {
                // By the CLR type in the row, Marten would read an event whose name it does not know.
                row = types.Knows(reader.GetString(type))
                    ? new Row(await selector.ResolveAsync(reader, cancel), null)
                    : throw new InvalidDataException(EventTypes.Unknown(reader.GetString(type)));
            }
            catch (Exception broken) when (broken is not (NpgsqlException or OperationCanceledException))
            {
                row = new Row(null, new UnreadableEventException(reader.GetInt64(reader.GetOrdinal("seq_id")),
                    reader.GetGuid(reader.GetOrdinal("stream_id")), broken.GetBaseException().Message, broken));
            }
            yield return row;
        }
    }

    /// <summary>The last position; 0 where the store is empty.</summary>
    public async Task<long> Head(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The last position, and the wire names of the events after another; null where they are many.</summary>
    internal async Task<(long Head, string[]? Appended)> Appended(long since, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select head, types from events.appended($1, $2)")
            .With(since, NamedMax);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var (head, appended) = (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<string[]>(1));
        known = appended is null || head < since || !appended.All(types.Knows) ? new KnownRange(head, head)
            : new KnownRange(since == known.UpTo ? known.After : since, head);
        return (head, appended);
    }

    /// <summary>
    /// The first event between two positions whose wire name this build does not know, except those that an operator
    /// skipped for a subscription; null where there is none.
    /// </summary>
    internal async Task<UnreadableEventException?> FirstUnknown(
        string subscription, long after, long upTo, CancellationToken cancel)
    {
        if (known is var (from, to) && from <= after && upTo <= to)
            return null;
        await using var command = database.CreateCommand(
            "select seq_id, stream_id, type from events.first_unknown($1, $2, $3, $4)")
            .With(subscription, after, upTo, SqlParameters.Wires(types.Stored));
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new UnreadableEventException(row.GetInt64(0), row.GetGuid(1), EventTypes.Unknown(row.GetString(2)))
            : null;
    }

    /// <summary>
    /// The last position recorded as of a moment or before, or decided by then and recorded shortly after; 0 where
    /// nothing was.
    /// </summary>
    public async Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select greatest(
                (select seq_id from events.mt_events
                  where timestamp <= $1 order by timestamp desc, seq_id desc limit 1),
                (select max(seq_id) from events.mt_events
                  where timestamp > $1 and timestamp <= $1 + $2
                    and (headers ->> '{EventMetadata.DecidedAtHeader}')::timestamptz between timestamp - $2 and $1),
                0)
            """).With(moment, EventMetadata.LagMax);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>When the event at a position was recorded; null where there is none.</summary>
    public async Task<DateTimeOffset?> RecordedAt(long position, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select timestamp from events.mt_events where seq_id = $1")
            .With(position);
        return await command.ExecuteScalarAsync(cancel) is DateTime recorded ? new DateTimeOffset(recorded) : null;
    }

    /// <summary>All events after a position and up to another have names that are known here.</summary>
    private sealed record KnownRange(long After, long UpTo);

    /// <summary>A row of the event table: the event, or what keeps it from being read.</summary>
    private readonly record struct Row(IEvent? Event, UnreadableEventException? Broken)
    {
        public Guid Stream => Event?.StreamId ?? Broken!.Stream;
    }
}
