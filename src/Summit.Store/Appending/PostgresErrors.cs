using System.Net.Sockets;
using Npgsql;

namespace Summit.Store;

/// <summary>SQLSTATEs of the store's own functions.</summary>
internal static class StoreSqlStates
{
    /// <summary>Raised by <c>events.move_checkpoint</c>.</summary>
    public const string CheckpointMoved = "SM001";

    /// <summary>Raised by <c>events.expect</c>.</summary>
    public const string MovedOn = "SM002";
}

/// <summary>What the database's errors mean to those who append.</summary>
internal static class PostgresErrors
{
    private const string VersionIndex = "pk_mt_events_stream_and_version";
    private const string StreamKey = "pkey_mt_streams_id";

    /// <summary>
    /// Whether an answer was lost, rather than a no received: what was sent may have been done all the same.
    /// </summary>
    public static bool IsLostConnection(Exception failure) => failure switch
    {
        // Anything worse than an error ends the session, possibly after it has committed.
        PostgresException answered => answered.InvariantSeverity != "ERROR",
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What a refusal means to the one who appended.</summary>
    public static async Task<Exception> Meaning(PostgresException refused, Commit commit, NpgsqlDataSource database) =>
        refused switch
        {
            { SqlState: StoreSqlStates.CheckpointMoved } => new CheckpointMovedException(refused),
            { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: VersionIndex or StreamKey } =>
                (Exception?)await Overtaken(commit, database)
                    ?? new ConstraintException(refused.ConstraintName!, refused),
            _ => (Exception?)Constraint(refused) ?? refused,
        };

    /// <summary>The named constraint that a row breaks; null where it is none.</summary>
    public static ConstraintException? Constraint(PostgresException refused) =>
        refused is
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation
                or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ForeignKeyViolation,
            ConstraintName: { } name,
        }
            ? new ConstraintException(name, refused)
            : null;

    /// <summary>Somebody wrote to a stream without the lock, after it was seen: says who was overtaken.</summary>
    public static async Task<StreamConflictException?> Overtaken(Commit commit, NpgsqlDataSource database)
    {
        foreach (var append in commit.Streams)
        {
            await using var command = database.CreateCommand(
                "select coalesce(max(version), 0) from events.mt_events where stream_id = $1");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = append.Stream });
            var actual = (long)(await command.ExecuteScalarAsync())!;
            if (actual != append.ExpectedVersion)
                return new StreamConflictException(append.Stream, append.ExpectedVersion, actual);
        }
        return null;
    }
}
