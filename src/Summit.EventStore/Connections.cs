using Npgsql;

namespace Summit.EventStore;

/// <summary>How the store wants its connections.</summary>
public static class Connections
{
    private const int StatementsMax = 200;

    // The statements are written so that one plan is good for all values: planning them anew each time, which
    // PostgreSQL would do for those that take arrays, costs several times what running them does.
    private const string OnePlan = "-c plan_cache_mode=force_generic_plan";

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
        };
        if (tuned.MaxAutoPrepare == 0)
            tuned.MaxAutoPrepare = StatementsMax;
        tuned.ApplicationName ??= "summit";
        tuned.Options ??= OnePlan;
        return tuned.ConnectionString;
    }
}
