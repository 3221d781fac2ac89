namespace Summit.Postgres;

/// <summary>
/// No private PostgreSQL can be had. The message is written for whoever started the service: it names the cause, quotes
/// the server's log where there is one, and says what to do. Trying again without a change gives the same answer.
/// </summary>
public sealed class PostgresUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
