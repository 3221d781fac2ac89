using System.Data;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Rebuilds projections from the first event on into shadow tables, to replace the live rows that differ or to name
/// one. Appends and subscriptions go on meanwhile; they wait only for the last few events and the exchange.
/// </summary>
public sealed class ProjectionRebuilder(
    NpgsqlDataSource database,
    EventStreams streams,
    EventTypes types,
    IEnumerable<IInlineProjection> inline,
    IEnumerable<IAsyncProjection> views)
{
    // At most so many events may be left when the exchange begins, after at most so many rounds of catching up.
    private const int FewEvents = 500;
    private const int RoundsMax = 20;

    private const string Listed =
        """
        select name from events.rebuilds
         where not exists (select from events.nodes where alive_until > clock_timestamp())
        """;

    private readonly IInlineProjection[] inline = [.. inline];
    private readonly IAsyncProjection[] views = [.. views];

    /// <summary>The names of all projections.</summary>
    public IEnumerable<string> Names => inline.Select(p => p.Name).Concat(views.Select(v => v.Name))
        .Order(StringComparer.Ordinal);

    /// <summary>
    /// Replaces a projection's rows by rebuilt ones. No reader ever sees half of them, and a crash leaves the old ones.
    /// </summary>
    /// <returns>The position up to which events were replayed.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<long> Rebuild(string name, CancellationToken cancel, IProgress<RebuildProgress>? told = null)
    {
        var run = Find(name, told);
        await using var shadow = run.Shadow;
        await shadow.Create(cancel);
        return await Replace(run, name, cancel);
    }

    /// <summary>
    /// Rebuilds the projections that a migration has listed in <c>events.rebuilds</c>, because this version writes
    /// their rows in another way. While other nodes are alive it leaves them to a later start: those may be of an
    /// earlier version, which cannot read such rows. Of two starts at the same time one rebuilds each, and the other
    /// waits for it. A name that this version does not have stays listed.
    /// </summary>
    /// <returns>The names of those rebuilt.</returns>
    public async Task<IReadOnlyList<string>> RebuildListed(CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"select coalesce(array_agg(name), '{{}}') from ({Listed}) l");
        var listed = (string[])(await command.ExecuteScalarAsync(cancel))!;
        var rebuilt = new List<string>();
        foreach (var name in Names.Intersect(listed))
        {
            var run = Find(name, told: null);
            await using var shadow = run.Shadow;
            await shadow.Create(cancel);
            if (await shadow.Ask($"{Listed} and name = '{name}'", cancel) is null)
                continue;
            await Replace(run, name, cancel);
            rebuilt.Add(name);
        }
        return rebuilt;
    }

    private async Task<long> Replace(RebuildRun run, string name, CancellationToken cancel)
    {
        var shadow = run.Shadow;
        var rounds = 0;
        do
            await run.CatchUp(await streams.Head(cancel), cancel);
        while (++rounds < RoundsMax && await streams.Head(cancel) - run.Reached > FewEvents);
        await using var exchange = await shadow.Connection.BeginTransactionAsync(cancel);
        // Who writes the rows waits from here on: also a view that has no checkpoint yet.
        await new AppendLockWatchdog(database).Over(shadow.Ask(run.IsView
            ? $"""
              insert into events.checkpoints as held (name, position) values ('{name}', 0)
              on conflict (name) do update set position = held.position
              """
            : $"select pg_advisory_xact_lock({GroupCommit.AppendLock})", cancel));
        await run.CatchUp(await run.Written(cancel), cancel, within: true);
        await shadow.Replace(cancel);
        // Of a view: others have none.
        await shadow.Ask(
            $"""
            update events.checkpoints
               set position = {run.Reached}, event_id = (select id from events.mt_events where seq_id = {run.Reached})
             where name = '{name}';
            delete from events.rebuilds where name = '{name}'
            """, cancel);
        await exchange.CommitAsync(cancel);
        return run.Reached;
    }

    /// <summary>Compares a projection with a rebuild from zero, without blocking.</summary>
    /// <returns>The first difference; null where there is none.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<string?> Compare(string name, CancellationToken cancel, IProgress<RebuildProgress>? told = null)
    {
        var run = Find(name, told);
        await using var shadow = run.Shadow;
        await shadow.Create(cancel);
        await run.CatchUp(await run.Written(cancel), cancel);
        // What is left is replayed within the snapshot whose live rows are compared.
        await using var snapshot = await shadow.Connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancel);
        await run.CatchUp(await run.Written(cancel), cancel, within: true);
        return await shadow.Difference(cancel);
    }

    private RebuildRun Find(string name, IProgress<RebuildProgress>? told)
    {
        var projection = inline.SingleOrDefault(p => p.Name == name);
        var view = views.SingleOrDefault(v => v.Name == name);
        return projection is null && view is null
            ? throw new ArgumentException($"There is no projection {name}. There are: {string.Join(", ", Names)}.")
            : new RebuildRun(database, streams, types, projection, view, told);
    }
}
