using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The guarantees of the store, tested through its public surface and its tables.</summary>
public sealed partial class EventStoreContract(PostgresServer server) : StoreTest(server)
{
    [Fact]
    public async Task an_append_takes_one_round_trip_however_much_it_holds()
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Motion.Page, new Titles());
        await store.Append(One(Table()), Cancel);
        var before = line.RoundTrips;

        await store.Append(One(Table(), Table(), Amend(Guid.NewGuid(), 0, "one", "two", "three")), Cancel);
        Assert.Equal(1, line.RoundTrips - before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task a_view_writes_a_page_in_two_round_trips_however_many_events_it_holds(int events)
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var view = new BodyPage(afar);
        await Append(Table());
        await view.Take(await Store.PageFor(view, 0, Cancel), 0, Cancel);
        await Append([.. Enumerable.Range(0, events).Select(_ => Table())]);
        var page = await Store.PageFor(view, 1, Cancel);
        var before = line.RoundTrips;

        await view.Take(page, 1, Cancel);
        Assert.Equal(2, line.RoundTrips - before);
        Assert.Equal(events + 1, await Ask<int>(
            "select (row ->> 'motions')::int from tests.body_page where until_position is null"));
    }

    /// <summary>Appends, and decides again after each conflict.</summary>
    private async Task AppendAtLast(StoreFixture node, Guid motion, string text)
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
