using JasperFx.Events;
using Npgsql;

namespace Summit.Store;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Position">The last position replayed.</param>
/// <param name="Head">The position it is to come to, as far as is known yet.</param>
public readonly record struct RebuildProgress(long Position, long Head);

/// <summary>Replays the events of a projection into shadow tables, by the code that writes the live ones.</summary>
internal sealed class RebuildRun(
    NpgsqlDataSource database, EventStreams streams, EventTypes types, IInlineProjection? inline,
    IAsyncProjection? view, IProgress<RebuildProgress>? told)
{
    private readonly string name = view?.Name ?? inline!.Name;
    private readonly Dictionary<Guid, object> states = [];

    /// <summary>The table it writes.</summary>
    public ShadowTable Shadow => field ??= new ShadowTable(database, name);

    /// <summary>Whether it is a view over many streams, with a checkpoint.</summary>
    public bool IsView => view is not null;

    /// <summary>The last position replayed.</summary>
    public long Reached { get; private set; }

    /// <summary>
    /// Replays up to a position. Outside a transaction it reads the next page while it writes the present one.
    /// </summary>
    public async Task CatchUp(long to, CancellationToken cancel, bool within = false)
    {
        Task<List<IEvent>>? next = null;
        while (Reached < to)
        {
            var page = await (next ?? Page(Reached, to, within, cancel));
            var after = page.Count < EventSubscription.PageSize ? to : page[^1].Sequence;
            next = after < to && !within ? Page(after, to, within, cancel) : null;
            // Planned each time: the tables grow from nothing.
            var sql = new SqlBatch(Shadow.Connection, Shadow) { IsUnprepared = true, Timeout = 0 };
            if (view is not null)
                sql = await view.Project(page, sql, cancel);
            else
                Project(page, inline!, sql);
            if (sql.Count > 0)
                await sql.Execute(cancel);
            Reached = after;
            told?.Report(new RebuildProgress(after, to));
        }
    }

    /// <summary>Up to where the live rows are written; 0 where the checkpoint is not of the store's history.</summary>
    public async Task<long> Written(CancellationToken cancel) => (long)(await Shadow.Ask(
        $"""
        select case when {IsView} and {SubscriptionAdmin.IsStranded} then 0
                    when {IsView} then coalesce(p.position, 0) else head.position end
          from (select coalesce(max(seq_id), 0) as position from events.mt_events) head
          left join events.checkpoints p on p.name = '{name}'
        """, cancel))!;

    private void Project(List<IEvent> page, IInlineProjection projection, SqlBatch sql)
    {
        // What happens to one stream without a break is one change, as in a commit.
        for (var n = 0; n < page.Count;)
        {
            var stream = page[n].StreamId;
            var category = types.Of(page[n].Data).Category;
            var before = states.GetValueOrDefault(stream);
            var state = before;
            var applied = new List<AppliedEvent>();
            for (; n < page.Count && page[n] is var e && e.StreamId == stream; n++)
            {
                state = category.Fold(state, e.Data);
                applied.Add(new AppliedEvent(e.Sequence, e.Id, e.Version, e.Data, state, e.Timestamp));
            }
            states[stream] = state!;
            projection.Project(new StreamChange(category, stream, before, applied), sql);
        }
    }

    private async Task<List<IEvent>> Page(long after, long to, bool within, CancellationToken cancel)
    {
        await using var other = within ? null : await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(
            $"""
            select {streams.Columns} from events.mt_events e
             where seq_id > {after} and seq_id <= {to} and type <> all($1)
               and not exists (select from events.skipped s where s.reader = '{name}' and s.event_id = e.id)
             order by seq_id limit {EventSubscription.PageSize}
            """, other ?? Shadow.Connection) { CommandTimeout = 0 }.With(
            // An event of an unknown name may belong to any projection: reading it raises.
            SqlParameters.Wires(
                types.StoredBut(view?.IncludedEventTypes ?? inline!.Categories.SelectMany(category =>
                    category.Events.Select(e => e.Type)))));
        return await streams.Read(command, cancel).ToListAsync(cancel);
    }
}
