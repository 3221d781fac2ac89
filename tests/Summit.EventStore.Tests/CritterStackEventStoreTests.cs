using Npgsql;
using Summit.CritterStack;

namespace Summit.EventStore.Tests;

/// <summary>The engine on Marten: the contract.</summary>
public sealed class CritterStackEventStoreTests(PostgresServer server) : EventStoreContract(server)
{
    private readonly List<CritterStackEventStore> opened = [];

    protected override IEventStore Open(
        NpgsqlDataSource database, EventCodec codec, IReadOnlyList<IInlineProjection> inline, TimeSpan lookAgain)
    {
        var store = new CritterStackEventStore(database, codec, inline, Clock) { LookAgain = lookAgain };
        opened.Add(store);
        return store;
    }

    public override ValueTask DisposeAsync()
    {
        opened.ForEach(store => store.Dispose());
        return base.DisposeAsync();
    }
}
