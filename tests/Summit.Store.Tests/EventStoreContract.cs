using Npgsql;

namespace Summit.Store.Tests;

/// <summary>
/// What every engine behind <see cref="IEventStore"/> owes the service. A subclass for each engine names it; everything
/// else is here, and looks at the engine only through the port and at the tables it shares.
/// </summary>
public abstract partial class EventStoreContract(PostgresServer server) : StoreTest(server)
{
    private IEventStore? store;

    /// <summary>The engine under test.</summary>
    /// <param name="database">The database it writes to.</param>
    /// <param name="codec">The events it knows.</param>
    /// <param name="inline">What it writes along.</param>
    /// <param name="lookAgain">How soon a reader looks for what others appended.</param>
    protected abstract IEventStore Open(
        NpgsqlDataSource database, EventCodec codec, IReadOnlyList<IInlineProjection> inline, TimeSpan lookAgain);

    /// <summary>How many round trips an append takes where nobody else writes.</summary>
    protected abstract int RoundTripsAnAppend { get; }

    /// <summary>An engine as the service runs it.</summary>
    protected IEventStore Store => store ??= With(Motion.Page, new Titles());

    /// <summary>One more node on the same database.</summary>
    protected IEventStore With(params IInlineProjection[] inline) =>
        Open(Database, Codec, inline, TimeSpan.FromMilliseconds(20));

    protected Task<Committed> Append(params StreamAppend[] appends) => Store.Append(One(appends), Cancel);

    [Fact]
    public async Task An_append_takes_as_many_round_trips_however_much_it_holds()
    {
        await using var line = new CutLine(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Codec, [Motion.Page, new Titles()], TimeSpan.Zero);
        await store.Append(One(Table()), Cancel);
        var before = line.RoundTrips;

        await store.Append(One(Table(), Table(), Amend(Guid.NewGuid(), 0, "one", "two", "three")), Cancel);
        Assert.Equal(RoundTripsAnAppend, line.RoundTrips - before);
    }

    /// <summary>A motion with so many events, the first of them its title.</summary>
    protected async Task<Guid> MotionOf(int events)
    {
        var tabled = Table();
        await Append(tabled);
        if (events > 1)
            await Append(Amend(tabled.Stream, 1, [.. Enumerable.Range(2, events - 1).Select(n => $"text {n}")]));
        return tabled.Stream;
    }

    protected async Task<IReadOnlyList<RecordedEvent>> All(IEventStore? from = null) =>
        (await (from ?? Store).ReadAll(0, int.MaxValue, null, Cancel)).Events;

    /// <summary>Insists that all the store promises is so.</summary>
    protected async Task Sound() => Assert.Null(await new StoreVerifier(Database, Codec).Run(Cancel));

    /// <summary>Appends, deciding again as long as somebody else is quicker.</summary>
    protected async Task AppendAtLast(IEventStore node, Guid motion, string text)
    {
        while (true)
        {
            try
            {
                await Decide(node, motion, new MotionAmended(text));
                return;
            }
            catch (StreamConflictException)
            {
                // Decided on again above.
            }
        }
    }
}
