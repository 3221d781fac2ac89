using Npgsql;

namespace Summit.EventStore;

/// <summary>
/// Works projections out anew from the events, from zero: to put them in the place of the live ones, or to compare.
/// </summary>
public sealed class Replay(
    NpgsqlDataSource database, EventCodec codec, IEnumerable<IInlineProjection> inline, IEnumerable<IView> views)
{
    private readonly IInlineProjection[] inline = [.. inline];
    private readonly IView[] views = [.. views];

    /// <summary>The names of all projections.</summary>
    public IEnumerable<string> Names => inline.Select(p => p.Name).Concat(views.Select(v => v.Name)).Order();

    /// <summary>Puts a projection's rows, worked out anew, in the place of the live ones; appends wait.</summary>
    /// <returns>How many events were replayed.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<long> Rebuild(string name, CancellationToken cancel)
    {
        var tables = TablesOf(name);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, $"select pg_advisory_xact_lock({PostgresEventStore.AppendLock})", cancel);
        var view = views.SingleOrDefault(v => v.Name == name);
        if (view is not null)
            await HoldProgress(connection, name, cancel);
        var head = await Head(connection, cancel);
        await Shadow(connection, tables, cancel);
        await ReplayInto(connection, name, head, cancel);
        foreach (var table in tables)
        {
            var columns = await Columns(connection, table, cancel);
            await Execute(connection, $"delete from {table}", cancel);
            await Execute(connection,
                $"insert into {table} ({columns}) select {columns} from {ShadowOf(table)}", cancel);
        }
        if (view is not null)
            await SetProgress(connection, name, head, cancel);
        await transaction.CommitAsync(cancel);
        return head;
    }

    /// <summary>Compares a projection with a replay from zero, on one snapshot, holding nobody up.</summary>
    /// <returns>The first difference; null where there is none.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public async Task<string?> Compare(string name, CancellationToken cancel)
    {
        var tables = TablesOf(name);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction =
            await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var upTo = views.Any(v => v.Name == name)
            ? await Progress(connection, name, cancel)
            : await Head(connection, cancel);
        await Shadow(connection, tables, cancel);
        await ReplayInto(connection, name, upTo, cancel);
        foreach (var table in tables)
        {
            var columns = await Columns(connection, table, cancel);
            var live = $"select {columns} from {table}";
            var anew = $"select {columns} from {ShadowOf(table)}";
            if (await First(connection, live, anew, cancel) is { } surplus)
                return $"{table} holds a row that a replay does not lead to: {surplus}";
            if (await First(connection, anew, live, cancel) is { } missing)
                return $"{table} lacks a row that a replay leads to: {missing}";
        }
        return null;
    }

    private IReadOnlyList<string> TablesOf(string name) =>
        inline.SingleOrDefault(p => p.Name == name)?.Tables
        ?? (views.SingleOrDefault(v => v.Name == name) is { } view ? new[] { view.Table } : null)
        ?? throw new ArgumentException($"There is no projection {name}. There are: {string.Join(", ", Names)}.");

    private async Task ReplayInto(NpgsqlConnection connection, string name, long upTo, CancellationToken cancel)
    {
        var projection = inline.SingleOrDefault(p => p.Name == name);
        var view = views.SingleOrDefault(v => v.Name == name);
        var states = new Dictionary<Guid, object>();
        long after = 0;
        while (after < upTo)
        {
            var events = await ReadEvents(connection, after, upTo, cancel);
            if (events.Count == 0)
                break;
            after = events[^1].Position;
            var sql = new SqlBatch(connection, projection?.Tables.ToDictionary(table => table, ShadowOf));
            if (projection is not null)
                Project(projection, events, states, sql);
            else
                await view!.Fold([.. events.Where(e => view.Types.Contains(e.Type))], connection, sql,
                    ShadowOf(view.Table), cancel);
            if (sql.Count > 0)
                await sql.Execute(cancel);
        }
    }

    private void Project(
        IInlineProjection projection, List<RecordedEvent> events, Dictionary<Guid, object> states, SqlBatch sql)
    {
        foreach (var e in events.Where(e => e.Kind == projection.Kind.Name))
        {
            var before = states.GetValueOrDefault(e.Stream);
            var state = projection.Kind.Fold(before, e.Data);
            states[e.Stream] = state;
            projection.Project(new StreamChange(projection.Kind, e.Stream, before,
                [new Step(e.Position, e.Id, e.Version, e.Data, state, e.RecordedAt)]), sql);
            // The stream's next event closes the row of this one: it must find it.
            sql.WriteRows();
        }
    }

    private async Task<List<RecordedEvent>> ReadEvents(
        NpgsqlConnection connection, long after, long upTo, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {EventRows.Columns} from events.mt_events
             where seq_id > $1 and seq_id <= $2 order by seq_id limit 1000
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = upTo });
        return await EventRows.Read(command, codec, cancel);
    }

    // Temporary tables of the same shape, unique and exclusion constraints included: a replay has to hold them too.
    private static async Task Shadow(
        NpgsqlConnection connection, IReadOnlyList<string> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
        {
            await Execute(connection,
                $"create temporary table {ShadowOf(table)[8..]} (like {table} including all) on commit drop", cancel);
        }
    }

    private static string ShadowOf(string table) => "pg_temp." + table.Replace('.', '_');

    private static async Task<string> Columns(NpgsqlConnection connection, string table, CancellationToken cancel) =>
        (string)(await Scalar(connection,
            """
            select string_agg(quote_ident(column_name), ', ' order by ordinal_position)
              from information_schema.columns
             where table_schema || '.' || table_name = $1 and is_generated = 'NEVER'
            """, cancel, table))!;

    private static async Task<string?> First(
        NpgsqlConnection connection, string these, string butNot, CancellationToken cancel) =>
        (string?)await Scalar(connection,
            $"select to_jsonb(d)::text from ({these} except all {butNot}) d order by 1 limit 1", cancel);

    private static async Task<long> Head(NpgsqlConnection connection, CancellationToken cancel) =>
        (long)(await Scalar(connection, "select coalesce(max(seq_id), 0) from events.mt_events", cancel))!;

    private static async Task<long> Progress(NpgsqlConnection connection, string name, CancellationToken cancel) =>
        await Scalar(connection, "select last_seq_id from events.mt_event_progression where name = $1", cancel, name)
            as long? ?? 0;

    // Also where there is no row yet: the view must wait from its very first page on.
    private static Task HoldProgress(NpgsqlConnection connection, string name, CancellationToken cancel) =>
        Scalar(connection,
            """
            insert into events.mt_event_progression as held (name, last_seq_id) values ($1, 0)
            on conflict (name) do update set last_seq_id = held.last_seq_id
            """, cancel, name);

    private static Task SetProgress(NpgsqlConnection connection, string name, long head, CancellationToken cancel) =>
        Scalar(connection,
            "update events.mt_event_progression set last_seq_id = $2, last_updated = clock_timestamp() where name = $1",
            cancel, name, head);

    private static async Task<object?> Scalar(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        var found = await command.ExecuteScalarAsync(cancel);
        return found is DBNull ? null : found;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
