using JasperFx.Events;
using Npgsql;

namespace Summit.Store;

/// <summary>Works a projection's rows out rebuild, beside the live ones.</summary>
internal interface IRebuild
{
    /// <summary>Whether its tables need their indexes from the start: its statements find and check rows.</summary>
    bool Checks { get; }

    /// <summary>Goes on by some events.</summary>
    Task Apply(IReadOnlyList<IEvent> events, NpgsqlConnection connection, CancellationToken cancel);

    /// <summary>Brings everything into the tables that is still in memory.</summary>
    Task Flush(NpgsqlConnection connection, CancellationToken cancel);
}

/// <summary>
/// Row histories: folded in memory and written when they have ended, so that no row is written twice. The rows that
/// still hold are kept until all is flushed, and from then on are in the table.
/// </summary>
internal sealed class TemporalRebuild(ITemporalTable history, string table) : IRebuild
{
    private const int CopyAtOnce = 20_000;

    private readonly Func<IEvent, IEnumerable<(Guid Id, byte[]? Row)>> fold = history.Rebuild();
    private readonly Dictionary<Guid, (long From, byte[] Row, bool Written)> open = [];
    private TemporalChanges changes = new();
    private bool flushed;

    public bool Checks => false;

    public async Task Apply(
        IReadOnlyList<IEvent> events, NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var happened in events)
            foreach (var (id, row) in fold(happened))
                Change(id, row, happened.Sequence);
        if (flushed || changes.Count >= CopyAtOnce)
            await Write(connection, cancel);
    }

    public async Task Flush(NpgsqlConnection connection, CancellationToken cancel)
    {
        flushed = true;
        await Write(connection, cancel);
    }

    private void Change(Guid id, byte[]? row, long position)
    {
        var stood = open.TryGetValue(id, out var before);
        if (Bytes.Same(stood ? before.Row : null, row))
            return;
        if (stood && before.Written)
            changes.End(id, position);
        else if (stood)
            changes.Begin(id, before.From, position, before.Row);
        if (row is null)
            open.Remove(id);
        else
            open[id] = (position, row, false);
    }

    private async Task Write(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (flushed)
        {
            foreach (var (id, row) in open.Where(row => !row.Value.Written).ToArray())
            {
                changes.Begin(id, row.From, null, row.Row);
                open[id] = row with { Written = true };
            }
        }
        var written = changes;
        changes = new TemporalChanges();
        if (written.Ends)
        {
            var sql = new SqlBatch(connection);
            written.Write(sql, table);
            await sql.Execute(cancel);
        }
        else if (written.Count > 0)
        {
            await written.Copy(connection, table, cancel);
        }
    }
}

/// <summary>Any other projection: its own statements, led to other tables of the same shape.</summary>
internal sealed class StatementRebuild(IInlineProjection projection, IReadOnlyDictionary<string, string> instead)
    : IRebuild
{
    private readonly Dictionary<Guid, object> states = [];

    public bool Checks => true;

    public async Task Apply(
        IReadOnlyList<IEvent> events, NpgsqlConnection connection, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection, instead);
        foreach (var e in events)
        {
            var before = states.GetValueOrDefault(e.StreamId);
            var state = states[e.StreamId] = projection.Category.Fold(before, e.Data);
            projection.Project(new StreamChange(projection.Category, e.StreamId, before,
                [new AppliedEvent(e.Sequence, e.Id, e.Version, e.Data, state, e.Timestamp)]), sql);
        }
        if (sql.Count > 0)
            await sql.Execute(cancel);
    }

    public Task Flush(NpgsqlConnection connection, CancellationToken cancel) => Task.CompletedTask;
}
