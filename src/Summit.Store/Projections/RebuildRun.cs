using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>Replays the events of a projection into shadow tables, by the code that writes the live ones.</summary>
/// <param name="database">The database.</param>
/// <param name="streams">Reads events.</param>
/// <param name="types">The events.</param>
/// <param name="inline">The projection where it is written with the events, else null.</param>
/// <param name="view">The projection where it is written after them, else null.</param>
/// <param name="told">Is told how far it has come.</param>
internal sealed class RebuildRun(
    NpgsqlDataSource database, EventStreams streams, EventTypes types, IInlineProjection? inline,
    IAsyncProjection? view, IProgress<RebuildProgress>? told)
{
    private const int PageSize = 5_000;

    private readonly Dictionary<Guid, object> states = [];

    /// <summary>The tables it is replayed into.</summary>
    public ShadowTables Shadow { get; } =
        new(database, view?.Name ?? inline!.Name, view is null ? inline!.Tables : [view.Name]);

    /// <summary>The last position replayed.</summary>
    public long Reached { get; private set; }

    /// <summary>Replays on to a position: the next page is read while one is worked on.</summary>
    /// <param name="to">The position.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <param name="within">Whether it reads in the transaction it writes in.</param>
    public async Task CatchUp(long to, CancellationToken cancel, bool within = false)
    {
        Task<List<IEvent>>? next = null;
        while (Reached < to)
        {
            var page = await (next ?? Read(Reached));
            var after = page.Count < PageSize ? to : page[^1].Sequence;
            next = after < to && !within ? Read(after) : null;
            // Planned each time: the tables grow from nothing.
            var sql = new SqlBatch(Shadow.Connection, Shadow.Instead) { IsUnprepared = true };
            if (view is not null)
                sql = await view.Project(page, sql, cancel);
            else
                Project(page, inline!, sql);
            if (sql.Count > 0)
                await sql.Execute(cancel);
            Reached = after;
            told?.Report(new RebuildProgress(after, to));
        }

        Task<List<IEvent>> Read(long after) =>
            within ? Page(Shadow.Connection, after, to, cancel) : Task.Run(() => Page(after, to, cancel), cancel);
    }

    private void Project(List<IEvent> page, IInlineProjection projection, SqlBatch sql)
    {
        // What happens to one stream without a break is one change, as in a commit.
        for (var n = 0; n < page.Count;)
        {
            var stream = page[n].StreamId;
            var before = states.GetValueOrDefault(stream);
            var state = before;
            var applied = new List<AppliedEvent>();
            for (; n < page.Count && page[n] is var e && e.StreamId == stream; n++)
            {
                state = projection.Category.Fold(state, e.Data);
                applied.Add(new AppliedEvent(e.Sequence, e.Id, e.Version, e.Data, state, e.Timestamp));
            }
            states[stream] = state!;
            projection.Project(new StreamChange(projection.Category, stream, before, applied), sql);
        }
    }

    private async Task<List<IEvent>> Page(long after, long to, CancellationToken cancel)
    {
        await using var other = await database.OpenConnectionAsync(cancel);
        return await Page(other, after, to, cancel);
    }

    private async Task<List<IEvent>> Page(NpgsqlConnection from, long after, long to, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {streams.Columns} from events.mt_events e
             where seq_id > $1 and seq_id <= $2 and (type = any($3) or type <> all($5))
               and seq_id <> all (array(select position from events.skipped where reader = $4))
             order by seq_id limit {PageSize}
            """, from) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        command.Parameters.Add(Stored(view?.IncludedEventTypes.Select(types.WireOf)
            ?? inline!.Category.Events.Select(named => named.Wire)));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = view?.Name ?? inline!.Name });
        // An event of an unknown name may be of any stream: what follows their states must not pass it over.
        command.Parameters.Add(Stored(view is null ? types.All.Select(named => named.Wire) : null));
        return await streams.Read(command, cancel);
    }

    private NpgsqlParameter Stored(IEnumerable<string>? wires) => new()
    {
        Value = wires is null ? DBNull.Value : types.StoredAs(wires),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
    };
}
