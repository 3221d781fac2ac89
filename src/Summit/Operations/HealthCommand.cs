using System.CommandLine;

namespace Summit.Operations;

/// <summary>
/// Asks the service that listens beside it whether it is ready: the health check of a container in which no other
/// program could ask.
/// </summary>
internal static class HealthCommand
{
    // Shorter than a container engine waits for the command itself.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var command = new Command("health", "Ask the service that runs here whether it is ready.");
        command.SetAction((parsed, cancel) => ConsoleErrors.Run(parsed,
            () => Ask(Service.Configure(ConsoleErrors.Configuration(parsed)).Configuration, cancel)));
        return command;
    }

    private static async Task<int> Ask(IConfiguration configuration, CancellationToken cancel)
    {
        var listens = BindingAddress.Parse((configuration["urls"] ?? Service.DefaultAddress).Split(';')[0]);
        var host = listens.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : listens.Host;
        using var http = new HttpClient { Timeout = AnswersWithin };
        try
        {
            using var answer = await http.GetAsync($"{listens.Scheme}://{host}:{listens.Port}/health/ready", cancel);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(cancel));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"Nothing answers at {host}:{listens.Port}: {silent.Message}");
            return 1;
        }
    }
}
