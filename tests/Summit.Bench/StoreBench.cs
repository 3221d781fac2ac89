using System.Text.Json;
using Npgsql;

using Summit.EventStore;

namespace Summit.Bench;

/// <summary>Something is written down: an event of about the size of a scheduled session.</summary>
internal sealed record Noted(Guid Session, Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Text);

/// <summary>What is written down in one stream.</summary>
internal sealed record Notes(int Count, string Last)
{
    /// <summary>How it is kept.</summary>
    public static StreamKind<Notes, Noted> Stream { get; } =
        new StreamKind<Notes, Noted>("notes", new Notes(0, ""),
                (notes, noted) => new Notes(notes.Count + 1, noted.Text))
            .With<Noted>("bench.noted");

    /// <summary>An event of about 290 bytes.</summary>
    public static Noted New() => new(Guid.NewGuid(), Guid.NewGuid(), DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddHours(1), new string('x', 80));
}

/// <summary>The store alone, in this process: no HTTP, no rules, one view.</summary>
internal sealed class StoreBench(string connectionString) : IAsyncDisposable
{
    private const int EventsAStream = 10;

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(Connections.Tuned(connectionString));
    private IEventStore store = null!;

    /// <summary>Makes the tables.</summary>
    public async Task Prepare()
    {
        await new Migrator(database).Run([typeof(Migrator).Assembly], CancellationToken.None);
        await using var table = database.CreateCommand(
            """
            create schema bench;
            create table bench.notes (id uuid, from_position bigint, until_position bigint, row jsonb);
            create unique index on bench.notes (id) where until_position is null;
            """);
        await table.ExecuteNonQueryAsync();
        await database.ReloadTypesAsync();
        var view = new StreamView<Notes, Noted>("bench.notes", Notes.Stream, notes => notes, JsonSerializerOptions.Web);
        store = new PostgresEventStore(database, new EventCodec([Notes.Stream], JsonSerializerOptions.Web),
            [view], TimeProvider.System);
    }

    /// <summary>Starts a stream with one event.</summary>
    public Task Append(int caller) => store.Append(
        new Commit(new About("bench"),
            [Notes.Stream.Append(Guid.CreateVersion7(), 0, Notes.Stream.Initial, [Notes.New()])]),
        CancellationToken.None);

    /// <summary>Loads a stream, decides, appends and projects: streams of ten events, as many as it takes.</summary>
    public Func<int, Task> Command()
    {
        var streams = new Dictionary<int, (Guid Id, int Events)>();
        var gate = new Lock();
        return async caller =>
        {
            (Guid Id, int Events) mine;
            lock (gate)
            {
                mine = streams.TryGetValue(caller, out var known) && known.Events < EventsAStream
                    ? known
                    : (Guid.CreateVersion7(), 0);
                streams[caller] = (mine.Id, mine.Events + 1);
            }
            var slice = await store.Read(mine.Id, long.MaxValue, CancellationToken.None);
            var append = Notes.Stream.Append(mine.Id, slice.Version, Notes.Stream.Fold(slice), [Notes.New()]);
            await store.Append(new Commit(new About("bench"), [append]), CancellationToken.None);
        };
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
