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
}

/// <summary>Reads streams through Marten, and where the store as a whole is.</summary>
/// <param name="marten">Marten, from the first reading on: it is built with the subscriptions that read.</param>
/// <param name="types">The events.</param>
/// <param name="database">The database.</param>
public sealed class EventStreams(Lazy<IDocumentStore> marten, EventTypes types, NpgsqlDataSource database)
{
    private const int PageSize = 500;

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
    public async IAsyncEnumerable<IEvent> ReadAll(
        long after, IEnumerable<string>? wires, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var stored = wires is null ? null : types.StoredAs(wires);
        await using var session = marten.Value.QuerySession();
        while (true)
        {
            var all = session.Events.QueryAllRawEvents().Where(e => e.Sequence > after);
            var wanted = stored is null ? all : all.Where(e => e.EventTypeName.IsOneOf(stored));
            var page = await wanted.OrderBy(e => e.Sequence).Take(PageSize).ToListAsync(cancel);
            foreach (var recorded in page)
                yield return recorded;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Sequence;
        }
    }

    /// <summary>
    /// Reads several streams from versions already known, in one statement, hence as of one moment: Marten reads one
    /// stream a query. Its own selector makes the events of the rows.
    /// </summary>
    /// <param name="streams">The streams, each with the last version already read; 0 for all of it.</param>
    /// <param name="upTo">The last position that counts.</param>
    /// <returns>Those that have gone on since; their events after the version.</returns>
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
        var events = await Read(command, cancel);
        // A lateral join keeps the order within each stream, and each stream's events together.
        return [.. events.GroupBy(e => e.StreamId).Select(e => new StreamSlice(e.Key, [.. e]))];
    }

    /// <summary>Reads the events of a statement that selects <see cref="Columns"/>.</summary>
    /// <exception cref="Marten.Exceptions.MartenException">An event has an unknown name, or cannot be read.</exception>
    internal async Task<List<IEvent>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        ISelector<IEvent> selector = Selector;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var events = new List<IEvent>();
        while (await reader.ReadAsync(cancel))
            events.Add(await selector.ResolveAsync(reader, cancel));
        return events;
    }

    /// <summary>The last position; 0 where the store is empty.</summary>
    public async Task<long> Head(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The last position, and the wire names of what comes after another; null where that is much.</summary>
    internal async Task<(long Head, string[]? Appended)> Appended(long since, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select head, types from events.appended($1, $2)")
            .With(since, PageSize);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<string[]>(1));
    }

    /// <summary>The last position recorded at or before a moment; 0 where nothing was.</summary>
    public async Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce((select seq_id from events.mt_events
                              where timestamp <= $1 order by timestamp desc, seq_id desc limit 1), 0)
            """).With(moment);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
