using Summit.Postgres;

namespace Summit.Operations;

/// <summary>
/// The database the service works on: the configured one, or a PostgreSQL of its own that lives and ends with it.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly PrivatePostgres? own;

    private Database(string connectionString, PrivatePostgres? own) =>
        (ConnectionString, this.own) = (connectionString, own);

    /// <summary>How it is reached.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Completes when a PostgreSQL of its own has ended by its own fault; never for a configured one.
    /// </summary>
    public Task Lost => own?.Exited ?? Task.Delay(Timeout.Infinite);

    /// <summary>Finds the database, or starts one.</summary>
    /// <param name="configuration">
    /// <c>ConnectionStrings:Summit</c>, else <c>Summit:DataDirectory</c> and <c>Summit:PostgresImage</c>.
    /// </param>
    /// <param name="say">Receives what takes long, and what is changed on the machine.</param>
    /// <exception cref="PostgresUnavailableException">None is configured and none can be had here.</exception>
    public static async Task<Database> Provide(
        IConfiguration configuration, Action<string> say, CancellationToken cancel)
    {
        if (configuration.GetConnectionString("Summit") is { Length: > 0 } configured)
            return new Database(configured, null);
        var options = new PrivatePostgresOptions
        {
            DataDirectory = Path.Combine(Folder(configuration), "postgres"),
            Image = configuration["Summit:PostgresImage"] is { Length: > 0 } image
                ? image
                : PrivatePostgresOptions.DefaultImage,
        };
        var own = await PrivatePostgres.StartAsync(options, say, cancel);
        return new Database(own.ConnectionString, own);
    }

    /// <summary>
    /// The service's own folder on this machine: the configured one, or one of the user's own. Root's is not below its
    /// home, which the unprivileged user that PostgreSQL runs as cannot enter.
    /// </summary>
    public static string Folder(IConfiguration configuration) =>
        configuration["Summit:DataDirectory"] is { Length: > 0 } directory ? Path.GetFullPath(directory)
        : Environment.UserName == "root" ? "/var/lib/summit"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "summit");

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
