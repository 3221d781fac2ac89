using Npgsql;

namespace Summit.EventStore.Tests;

/// <summary>The engine on PostgreSQL alone: the contract, and what it owes the database it shares with others.</summary>
public sealed class PostgresEventStoreTests(PostgresServer server) : EventStoreContract(server)
{
    protected override IEventStore Open(
        NpgsqlDataSource database, EventCodec codec, IReadOnlyList<IInlineProjection> inline, TimeSpan lookAgain) =>
        new PostgresEventStore(database, codec, inline, Clock) { LookAgain = lookAgain };

}
