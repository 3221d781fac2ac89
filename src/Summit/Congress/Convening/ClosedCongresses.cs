using NpgsqlTypes;
using Summit.Http;
using Summit.Store;

namespace Summit.Congress;

/// <summary>
/// The Congresses that are closed. What a command changes of one is refused by the database in the transaction that
/// would write it: of a closing and a command at the same time, the one that is committed first counts (CO8).
/// </summary>
internal sealed class ClosedCongresses(Congresses congresses) : IInlineProjection, IConstraintTranslator, ICommandGuard
{
    private static readonly BulkTable Changes = BulkTable.Of(
        """
        insert into congress.refused (congress)
        select closed.congress from {given} join congress.closed on closed.congress = given.congress
        """,
        ("congress", NpgsqlDbType.Uuid));

    public string Name => "congress.closed";

    public IReadOnlyCollection<Category> Categories { get; } = [Edition.Category];

    public IReadOnlyCollection<string> Constraints => ["congress_goes_on"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        var was = change.Before is Edition { ClosedAt: not null };
        var isClosed = change.Events[^1].State is Edition { ClosedAt: not null };
        if (isClosed && !was)
            sql.Add("insert into congress.closed (congress) values ($1) on conflict do nothing", change.Stream);
        if (was && !isClosed)
            sql.Add("delete from congress.closed where congress = $1", change.Stream);
    }

    public async Task<Refusal?> Refuses(Guid congress, CancellationToken cancel) =>
        await congresses.Find(congress, cancel) is { ClosedAt: not null } ? CongressRules.Closed.Refuses() : null;

    public IStorageOperation Holds(Guid congress) => new Change(congress);

    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(CongressRules.Closed.Refuses());

    public async Task<Refusal?> Foresee(string constraint, Commit commit, Actor by, CancellationToken cancel)
    {
        foreach (var change in commit.Operations.OfType<Change>())
        {
            if (await Refuses(change.Congress, cancel) is { } refused)
                return refused;
        }
        return null;
    }

    private sealed record Change(Guid Congress) : IStorageOperation
    {
        public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Changes, Congress);
    }
}
