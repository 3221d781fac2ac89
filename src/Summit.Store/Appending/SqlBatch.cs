using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// Statements that go to the database in one round trip. Parameters are positional. A projection's table can be written
/// beside the live one.
/// </summary>
public sealed class SqlBatch
{
    /// <summary>The owner of statements that several share.</summary>
    internal const int Shared = -1;

    private static long texts;

    private readonly NpgsqlBatch batch;
    private readonly ShadowTable? shadow;
    private readonly List<int> owners = [];
    private readonly List<BulkInsert> bulk = [];

    internal SqlBatch(NpgsqlConnection connection, ShadowTable? shadow = null) =>
        (batch, this.shadow) = (new NpgsqlBatch(connection), shadow);

    /// <summary>How many statements it holds; rows of one table are one.</summary>
    public int Count => batch.BatchCommands.Count + bulk.Count;

    /// <summary>The owner of the statements added from now on: a failure names the owner of its statement.</summary>
    internal int Owner { private get; set; } = Shared;

    /// <summary>
    /// Whether its statements are not prepared. Npgsql prepares one where it first comes in a batch: if that fails with
    /// what came before it, those of the same text after it do, too.
    /// </summary>
    internal bool IsUnprepared { private get; init; }

    /// <summary>The time-out of a round trip, in seconds.</summary>
    internal int Timeout { get => batch.Timeout; init => batch.Timeout = value; }

    /// <summary>Adds a statement.</summary>
    /// <param name="sql">SQL with <c>$1</c>, <c>$2</c>; a constant of the code, never made from input.</param>
    /// <param name="values">The parameters in order; null is NULL, strings are text.</param>
    /// <exception cref="ArgumentException">A text contains an invalid character.</exception>
    public void Add(string sql, params ReadOnlySpan<object?> values)
    {
        // Values that cannot be sent throw before the statement is in the batch.
        Add(Command(sql).With(values), Owner);
    }

    /// <summary>
    /// Adds a row to a table, in place of a statement of its own: all rows of one table are written by one statement,
    /// which comes after the single ones.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="values">The values of its columns, in their order; null is NULL.</param>
    /// <exception cref="ArgumentException">A text contains an invalid character.</exception>
    public void AddRow(BulkTable table, params ReadOnlySpan<object?> values) => Rows(table).Add(values, Owner);

    /// <summary>Adds a row to a table in which rows end, too.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The same for all rows that may conflict.</param>
    /// <param name="values">The values of its columns, in their order; null is NULL.</param>
    public void BeginRow(BulkTable table, object key, params ReadOnlySpan<object?> values) =>
        Rows(table).Add(values, Owner, key);

    /// <summary>
    /// Ends a present row of a table: all of them by one statement before the rows that are added, but where one
    /// was added under the same key that comes first, as it happened.
    /// </summary>
    public void EndRow(BulkTable table, object key, params ReadOnlySpan<object?> values)
    {
        var ends = table.Ends ?? throw new ArgumentException("Nothing says how its rows end.", nameof(table));
        var begun = bulk.FindIndex(known => known.Table == table);
        if (begun >= 0 && bulk[begun].Holds(key))
        {
            WriteRows(rows => rows.Table == ends || rows.Table == table);
            begun = -1;
        }
        if (!bulk.Exists(known => known.Table == ends))
            bulk.Insert(begun >= 0 ? begun : bulk.Count, new BulkInsert(ends, Owner));
        Rows(ends).Add(values, Owner);
    }

    /// <summary>A jsonb parameter.</summary>
    public static NpgsqlParameter Json(byte[] utf8) =>
        new() { Value = utf8, NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>An empty batch like this one, for what follows from its answer.</summary>
    internal SqlBatch Next() => new(batch.Connection!, shadow) { IsUnprepared = IsUnprepared, Timeout = Timeout };

    /// <summary>Adds the statements of the rows collected so far: what is added from here on comes after.</summary>
    internal void WriteRows() => WriteRows(_ => true);

    /// <summary>The owner of the refused statement; <see cref="Shared"/> where it is unknown.</summary>
    internal int OwnerOf(NpgsqlException refused) =>
        refused.BatchCommand is NpgsqlBatchCommand command && batch.BatchCommands.IndexOf(command) is var n and >= 0
            ? owners[n]
            : Shared;

    internal Task<NpgsqlDataReader> Read(CancellationToken cancel) => batch.ExecuteReaderAsync(cancel);

    internal Task Execute(CancellationToken cancel)
    {
        WriteRows();
        return batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Executes each statement whether or not those before it failed, in one round trip.</summary>
    /// <returns>The failures, in order; those that only follow from one before them are left out.</returns>
    /// <exception cref="NpgsqlException">The connection was lost.</exception>
    internal async Task<IReadOnlyList<PostgresException>> ExecuteEach(CancellationToken cancel)
    {
        batch.EnableErrorBarriers = true;
        try
        {
            await Execute(cancel);
            return [];
        }
        catch (NpgsqlException failed) when (Failures(failed) is { Length: > 0 } failures)
        {
            // Npgsql closes a connection after some errors that the server survives.
            if (batch.Connection!.State != ConnectionState.Open)
                throw new NpgsqlException("The connection was closed after an error.", failed);
            return [.. failures.Where(one => one.SqlState != PostgresErrorCodes.InFailedSqlTransaction)];
        }
    }

    private static PostgresException[] Failures(NpgsqlException failed) => failed switch
    {
        PostgresException one when !PostgresErrors.IsLostConnection(one) => [one],
        { InnerException: AggregateException many }
            when many.InnerExceptions.All(one => one is PostgresException p && !PostgresErrors.IsLostConnection(p)) =>
            [.. many.InnerExceptions.Cast<PostgresException>()],
        _ => [],
    };

    private BulkInsert Rows(BulkTable table)
    {
        var rows = bulk.Find(known => known.Table == table);
        if (rows is null)
            bulk.Add(rows = new BulkInsert(table, Owner));
        return rows;
    }

    private void WriteRows(Predicate<BulkInsert> which)
    {
        foreach (var rows in bulk.FindAll(which))
        {
            var command = Command(rows.Table.Sql);
            rows.AddTo(command.Parameters);
            Add(command, rows.Owner);
        }
        bulk.RemoveAll(which);
    }

    private NpgsqlBatchCommand Command(string sql)
    {
        sql = shadow?.Redirect(sql) ?? sql;
        // A text that comes twice is prepared, and no setting of one command says otherwise.
        return new NpgsqlBatchCommand(IsUnprepared ? $"{sql} -- {Interlocked.Increment(ref texts)}" : sql);
    }

    private void Add(NpgsqlBatchCommand command, int owner)
    {
        batch.BatchCommands.Add(command);
        owners.Add(owner);
    }
}
