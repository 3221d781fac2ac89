using System.CommandLine;
using Npgsql;

namespace Summit.Operations;

/// <summary>What the operator's commands on a database share.</summary>
internal static class DatabaseCommand
{
    /// <summary>The exit code where a command did its work, and something is not as it must be.</summary>
    public const int SomethingDiffers = 2;

    /// <summary>Does work on the database that the configuration means.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">The work, with the connection string; it returns the exit code.</param>
    /// <param name="migrate">Whether the database is brought up to date first.</param>
    public static Task<int> Run(
        ParseResult parsed,
        Func<WebApplication, string, Task<int>> work,
        CancellationToken cancel,
        bool migrate = true) =>
        ConsoleErrors.Run(parsed, async () =>
        {
            var builder =
                Service.Configure(["--Logging:LogLevel:Default=Warning", .. ConsoleErrors.Configuration(parsed)]);
            StartupCheck.Run(builder.Configuration);
            await using var database = await Database.Provide(builder.Configuration, Console.Error.WriteLine, cancel);
            // An operator waits as long as it takes, and may stop it.
            await using var app = Service.Build(builder, new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                CommandTimeout = 0,
            }.ConnectionString);
            if (migrate)
                await app.Migrate(cancel);
            return await work(app, database.ConnectionString);
        });
}
