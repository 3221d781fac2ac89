using System.Net.Sockets;
using Summit.Postgres;

namespace Summit.Operations;

/// <summary>Runs the service: database, migrations, in Development a scenario and keys to try it with.</summary>
public static partial class ServeCommand
{
    private const string DevelopmentScenario = "durban-2019";

    /// <summary>Serves until stopped.</summary>
    /// <returns>The exit code: 1 where the database was lost.</returns>
    /// <exception cref="PostgresUnavailableException">No database can be had.</exception>
    /// <exception cref="ArgumentException">The configuration or the machine does not allow it.</exception>
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        // Without ICU the framework takes every text for normalised, and names would be stored in several forms.
        if ("e\u0301".Normalize() != "é")
            throw new ArgumentException("ICU is needed: unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        var builder = Service.Configure(args);
        await using var database = await Database.Provide(builder.Configuration, Console.WriteLine, cancel);
        await using var app = Service.Build(builder, database.ConnectionString);
        if (await app.Migrate(cancel) is { Count: > 0 } run)
            LogMigrated(app.Logger, string.Join(", ", run));
        if (app.Environment.IsDevelopment())
        {
            await ScenarioRunner.Fill(Scenario.Load(DevelopmentScenario), app.Services, database.ConnectionString,
                Console.WriteLine, cancel);
        }
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception failure)
        {
            // What had begun before the port was found taken would lose its database under its work.
            await app.StopAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (failure is IOException or SocketException or FormatException)
                throw new ArgumentException(failure.Message, failure);
            throw;
        }
        if (app.Environment.IsDevelopment())
            await Introduce(app, cancel);
        var stopped = app.WaitForShutdownAsync(cancel);
        if (await Task.WhenAny(stopped, database.Lost) == stopped)
            return 0;
        await Console.Error.WriteLineAsync("PostgreSQL has ended, and the service with it: start it to recover.");
        await app.StopAsync(CancellationToken.None);
        return 1;
    }

    private static async Task Introduce(WebApplication app, CancellationToken cancel)
    {
        var file = Path.Combine(Database.Folder(app.Configuration), "development-keys.json");
        var tokens = await app.Services.GetRequiredService<DevelopmentKeys>().Provide(file, cancel);
        var address = app.Urls.First();
        Console.WriteLine(
            $"""

            Summit listens on {address}
              {address}/swagger                                the API, to try out
              {address}/v1/congresses                          the Congresses
              {address}/v1/congresses/{DevelopmentScenario}/outcomes       what one of them agreed
            Development keys, one for each role (Authorization: Bearer ...), also in {file}:
            """);
        foreach (var (role, token) in tokens)
            Console.WriteLine($"  {role,-14} {token}");
    }

    [LoggerMessage(LogLevel.Information, "The database is brought up to date: {Run}")]
    private static partial void LogMigrated(ILogger log, string run);
}
