using Npgsql;

namespace Summit.Store;

/// <summary>The connection settings that the store's speed rests on.</summary>
public static class ConnectionTuning
{
    /// <summary>
    /// What a <c>select</c> sets to make its transaction find rows by their keys. Planned by what was known of a table
    /// when it was small, a statement or a foreign key's check reads the whole of it, for as long as the plan is kept.
    /// </summary>
    public const string IndexLookupsOnly =
        """
        set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
        set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
        set_config('enable_material', 'off', true)
        """;

    private const int StatementsMax = 200;
    private const int ConnectionsMin = 16, ConnectionsACore = 4;

    /// <summary>
    /// A connection string with what the store's speed rests on. Its statements are few and constant: each is prepared
    /// at its second use on a connection, and a reset at each reopening, which would forget them, is left out. Nothing
    /// of a session is ever changed here that a reset would have to undo.
    /// </summary>
    public static string Tuned(string connectionString)
    {
        var tuned = new NpgsqlConnectionStringBuilder(connectionString)
        {
            NoResetOnClose = true, AutoPrepareMinUsages = 2,
            // A failed batch must name the statement that failed.
            IncludeFailedBatchedCommand = true,
        };
        // Each connection is a server process with caches of its own: many that take turns on few cores are cold.
        if (!tuned.ShouldSerialize("Maximum Pool Size"))
            tuned.MaxPoolSize = Math.Max(ConnectionsMin, ConnectionsACore * Environment.ProcessorCount);
        // Compiling a statement takes longer than running any of these: they are many, and short.
        if (string.IsNullOrEmpty(tuned.Options))
            tuned.Options = "-c jit=off";
        if (tuned.MaxAutoPrepare == 0)
            tuned.MaxAutoPrepare = StatementsMax;
        tuned.ApplicationName ??= "summit";
        return tuned.ConnectionString;
    }
}
