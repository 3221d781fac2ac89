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
    /// <summary>
    /// Whether the connection failed before the server answered: the statements may have been committed.
    /// </summary>
    public static bool IsLostConnection(Exception failure) => failure switch
    {
        // Anything worse than an error ends the session, possibly after it has committed.
        PostgresException answered => answered.InvariantSeverity != "ERROR",
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What a refusal means to the one who appended.</summary>
    public static Exception Meaning(PostgresException refused) => refused.SqlState == StoreSqlStates.CheckpointMoved
        ? new CheckpointMovedException(refused)
        : (Exception?)Constraint(refused) ?? refused;

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
}
