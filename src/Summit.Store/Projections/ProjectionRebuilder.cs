using System.Data;
using Npgsql;

namespace Summit.Store;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Position">The last position replayed.</param>
/// <param name="Head">The position it is to come to, as far as is known yet.</param>
public readonly record struct RebuildProgress(long Position, long Head);

/// <summary>
/// Rebuilds projections from the first event on into shadow tables, to swap them in or to compare them. Appends and
/// subscriptions go on meanwhile; only the last few events and the exchange make them wait.
/// </summary>
public sealed class ProjectionRebuilder(
    NpgsqlDataSource database,
    EventStreams streams,
    EventTypes types,
    IEnumerable<IInlineProjection> inline,
    IEnumerable<IAsyncProjection> views)
{
    // So few may be left when the exchange begins, and so often is it caught up for that.
    private const int FewEvents = 500;
    private const int RoundsMax = 20;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly IInlineProjection[] inline = [.. inline];
    private readonly IAsyncProjection[] views = [.. views];

    /// <summary>The names of all projections.</summary>
    public IEnumerable<string> Names => inline.Select(p => p.Name).Concat(views.Select(v => v.Name)).Order();

    /// <summary>
    /// Replaces a projection's rows by rebuilt ones. No reader ever sees half of them, and a crash leaves the old ones.
    /// </summary>
    /// <returns>The position up to which events were replayed.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<long> Rebuild(string name, CancellationToken cancel, IProgress<RebuildProgress>? told = null)
    {
        var view = views.SingleOrDefault(v => v.Name == name);
        await using var work = await Begin(name, view, cancel, told);
        await work.CatchUp(await streams.Head(cancel), cancel);
        await work.Complete(cancel);
        while (true)
        {
            for (var (round, few) = (0, false); round < RoundsMax && !few; round++)
            {
                var end = await streams.Head(cancel);
                few = end - work.Reached <= FewEvents;
                if (end > work.Reached)
                    await work.CatchUp(end, cancel);
            }
            if (await (view is null ? Exchange(work, cancel) : Exchange(work, view, cancel)))
                return work.Reached;
            await Task.Delay(BetweenAttempts, cancel);
        }
    }

    /// <summary>Compares a projection with a rebuild from zero, without blocking.</summary>
    /// <returns>The first difference; null where there is none.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<string?> Compare(string name, CancellationToken cancel, IProgress<RebuildProgress>? told = null)
    {
        var view = views.SingleOrDefault(v => v.Name == name);
        await using var work = await Begin(name, view, cancel, told);
        await work.CatchUp(await Position(work.Connection, view, cancel), cancel);
        // What is left is replayed within the snapshot whose live rows are compared.
        await using var snapshot = await work.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await work.CatchUp(await Position(work.Connection, view, cancel), cancel, within: true);
        await work.Flush(cancel);
        return await work.Shadow.Difference(cancel);
    }

    private async Task<RebuildRun> Begin(
        string name, IAsyncProjection? view, CancellationToken cancel, IProgress<RebuildProgress>? told)
    {
        var projection = inline.SingleOrDefault(p => p.Name == name);
        if (projection is null && view is null)
            throw new ArgumentException($"There is no projection {name}. There are: {string.Join(", ", Names)}.");
        var wanted = view?.IncludedEventTypes.Select(types.WireOf)
            ?? projection!.Category.Events.Select(named => named.Wire);
        // An event of an unknown name may be of any stream: what follows the states of streams must not pass it over.
        var known = view is null ? types.StoredAs(types.All.Select(named => named.Wire)) : null;
        var connection = await database.OpenConnectionAsync(cancel);
        var work = new RebuildRun(database, connection, streams, name, types.StoredAs(wanted), known, told);
        try
        {
            await work.Begin(
                projection?.Tables ?? [view!.Table], view ?? projection as ITemporalTable, projection, cancel);
            return work;
        }
        catch
        {
            await work.DisposeAsync();
            throw;
        }
    }

    private static Task<long> Position(
        NpgsqlConnection connection, IAsyncProjection? view, CancellationToken cancel) => view is null
        ? Number(connection, "select coalesce(max(seq_id), 0) from events.mt_events", cancel)
        : Number(connection,
            "select coalesce((select position from events.checkpoints where name = $1), 0)", cancel,
            view.Name);

    /// <summary>Exchanges the tables of an inline projection while no append is under way.</summary>
    private static async Task<bool> Exchange(RebuildRun work, CancellationToken cancel)
    {
        await using var transaction = await work.Connection.BeginTransactionAsync(cancel);
        await Number(work.Connection, "select 1::bigint from pg_advisory_xact_lock($1)", cancel,
            GroupCommit.AppendLock);
        if (!await work.Shadow.LockLive(cancel))
            return false;
        await work.CatchUp(await Position(work.Connection, null, cancel), cancel, within: true);
        await work.Shadow.Swap(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Exchanges a view's table while its checkpoint is held, and moves this to match the rows.</summary>
    private static async Task<bool> Exchange(RebuildRun work, IAsyncProjection view, CancellationToken cancel)
    {
        await using var transaction = await work.Connection.BeginTransactionAsync(cancel);
        // Also where there is no checkpoint yet: the view must wait from its very first page on.
        var checkpoint = await Number(work.Connection,
            $"""
            with held as (
                insert into events.checkpoints as held (name, position) values ($1, 0)
                on conflict (name) do update set position = held.position returning held.*)
            select case when {SubscriptionAdmin.IsStranded} then 0 else p.position end
              from held p, (select coalesce(max(seq_id), 0) as position from events.mt_events) head
            """, cancel, view.Name);
        if (!await work.Shadow.LockLive(cancel))
            return false;
        if (checkpoint > work.Reached)
            await work.CatchUp(checkpoint, cancel, within: true);
        await work.Shadow.Swap(cancel);
        await Number(work.Connection,
            """
            update events.checkpoints
               set position = $2, event_id = (select id from events.mt_events where seq_id = $2)
             where name = $1 returning position
            """, cancel, view.Name, work.Reached);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static async Task<long> Number(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
