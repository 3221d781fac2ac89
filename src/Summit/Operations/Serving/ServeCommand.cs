using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Summit.Postgres;

namespace Summit.Operations;

/// <summary>Runs the service: database, migrations, in Development a scenario and keys to try it with.</summary>
public static partial class ServeCommand
{
    private const string DevelopmentScenario = "durban-2019";

    /// <summary>Serves until stopped.</summary>
    /// <returns>The exit code: 1 where the database was lost.</returns>
    /// <exception cref="PostgresUnavailableException">No database can be had.</exception>
    /// <exception cref="OptionsValidationException">The configuration or the machine does not allow it.</exception>
    /// <exception cref="ArgumentException">It cannot listen where it is told to.</exception>
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var builder = Service.Configure(args);
        StartupCheck.Run(builder.Configuration);
        StartupCheck.Listen(builder.Configuration);
        var isStarted = false;
        // What keeps it from starting is told in a sentence, or thrown, and not here a second time.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host",
            level => isStarted && level >= LogLevel.Warning);
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
            isStarted = true;
        }
        catch (Exception failure)
        {
            // What had begun before the port was found taken would lose its database under its work.
            await app.StopAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // The port is taken, or https has no certificate.
            if (failure is IOException or SocketException
                || failure is InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
                throw new ArgumentException(failure.Message, failure);
            throw;
        }
        if (app.Environment.IsDevelopment())
            await Introduce(app, cancel);
        else
            LogListens(app.Logger, string.Join(", ", app.Urls));
        var stopped = app.WaitForShutdownAsync(cancel);
        if (await Task.WhenAny(stopped, database.Lost) == stopped)
            return 0;
        await Console.Error.WriteLineAsync("PostgreSQL has ended, and the service with it: start it to recover.");
        await app.StopAsync(CancellationToken.None);
        return 1;
    }

    private static async Task Introduce(WebApplication app, CancellationToken cancel)
    {
        var file = DevelopmentKeys.FileOf(app.Configuration);
        var tokens = await app.Services.GetRequiredService<DevelopmentKeys>().Provide(file, cancel);
        var address = app.Urls.First();
        Console.WriteLine(
            $"""

            Summit listens on {address}
              {address}/swagger                                the API, to try out
              {address}/v1/congresses                          the Congresses
              {address}/v1/congresses/{DevelopmentScenario}/outcomes       what one of them agreed
            Development keys, one for each role (Authorization: Bearer ...), kept in {file};
            `keys show` prints them again:
            """);
        foreach (var (role, token) in tokens)
            Console.WriteLine($"  {role,-14} {token}");
    }

    [LoggerMessage(LogLevel.Information, "Summit listens on {Addresses}")]
    private static partial void LogListens(ILogger log, string addresses);

    [LoggerMessage(LogLevel.Information, "The database is brought up to date: {Run}")]
    private static partial void LogMigrated(ILogger log, string run);
}
