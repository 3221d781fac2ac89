using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Summit.Store;

namespace Summit.Http.Tests.Operations;

/// <summary>The service as a process of its own.</summary>
public sealed class ServeCommandTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_service_answers_a_running_request_before_it_stops()
    {
        var database = await postgres.NewDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await using var service = await ServiceProcess.Start(database);
        using var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServiceProcess.Key);

        await using var holder = await source.OpenConnectionAsync(Cancel);
        await Ask(holder, $"select pg_advisory_lock({GroupCommit.AppendLock})");
        var asked = http.PostAsJsonAsync("/v1/organisations",
            new { name = new { en = "Africa" }, kind = "section", code = "africa" }, Cancel);
        await using var watcher = await source.OpenConnectionAsync(Cancel);
        await Eventually.Holds(async () => Assert.Equal(1L, await Ask(watcher,
            "select count(*) from pg_locks where not granted and locktype = 'advisory'")));
        await service.Terminate();
        // The request takes longer than a process is given to end by default.
        await Ask(holder, $"select pg_advisory_unlock({GroupCommit.AppendLock}) from pg_sleep(3)");

        using var answer = await asked;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(0, await service.Exited);
    }

    [Fact]
    public async Task a_start_logs_its_migrations_and_nothing_when_the_database_is_up_to_date()
    {
        var database = await postgres.BareDatabase();
        Assert.Contains(await Said(), line => line.Contains("Store/020_store.sql", StringComparison.Ordinal));
        Assert.DoesNotContain(await Said(), line => line.Contains("up to date", StringComparison.Ordinal));

        async Task<IReadOnlyCollection<string>> Said()
        {
            var lines = new ConcurrentQueue<string>();
            await using (await ServiceProcess.Start(database,
                new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Information" }, lines.Enqueue))
            {
            }
            return lines;
        }
    }

    [Fact]
    public async Task a_start_on_a_port_in_use_logs_one_sentence()
    {
        // On a busy machine a process that starts may take longer to connect than Npgsql waits by default.
        var database = $"{await postgres.NewDatabase()};Timeout=60";
        await using var first = await ServiceProcess.Start(database);
        var lines = new ConcurrentQueue<string>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => ServiceProcess.Start(database,
            new Dictionary<string, string> { ["ASPNETCORE_URLS"] = first.Address.ToString() }, lines.Enqueue));
        Assert.Contains(lines, line => line.StartsWith("Failed to bind to address", StringComparison.Ordinal));
        // And nothing about the parts that had started and were stopped again.
        Assert.DoesNotContain(lines, line => line.StartsWith('{'));
    }

    [Fact]
    public async Task a_start_without_ICU_is_refused_with_one_sentence()
    {
        var lines = new ConcurrentQueue<string>();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ServiceProcess.Start(
            await postgres.NewDatabase(),
            new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" }, lines.Enqueue));
        Assert.Equal(["ICU is needed: unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."], lines);
    }

    [Fact]
    public async Task a_wrong_configuration_is_told_before_a_PostgreSQL_is_made_for_it()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"summit-{Guid.NewGuid():N}");
        var lines = new ConcurrentQueue<string>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => ServiceProcess.Start("",
            new Dictionary<string, string>
            {
                ["Summit__DataDirectory"] = folder,
                ["Summit__Forwarding__Endpoint"] = "https://receiver.example/hook",
                ["Summit__RateLimits__CommandsPerSecond"] = "many",
            }, lines.Enqueue));
        Assert.Equal(
            [
                "Summit:Forwarding:Secret: A Secret is needed where there is an Endpoint.",
                "Summit:RateLimits:CommandsPerSecond: A whole number is expected, not 'many'.",
            ], lines.Order());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task a_request_that_is_answered_logs_nothing()
    {
        var lines = await Logged(new Dictionary<string, string>(), async http =>
        {
            for (var n = 0; n < 20; n++)
            {
                using var found = await http.GetAsync("/v1/congresses", Cancel);
                using var not = await http.GetAsync("/v1/nothing", Cancel);
            }
        });
        Assert.Contains("Summit listens on http://127.0.0.1:", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task in_Production_each_entry_of_the_log_is_a_line_of_JSON_whatever_was_sent()
    {
        var lines = await Logged(
            new Dictionary<string, string> { ["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug" }, async http =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServiceProcess.Key);
                http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "a\"}");
                using var answer = await http.GetAsync("/v1/a%0Ab%0D%22%7D%E2%80%A8c?q=d%0Ae", Cancel);
            });
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.Contains(lines, line => line.Contains("/v1/a", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(ServiceProcess.Key, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyCollection<string>> Logged(Dictionary<string, string> more, Func<HttpClient, Task> ask)
    {
        var lines = new ConcurrentQueue<string>();
        more["Logging__LogLevel__Default"] = "Information";
        await using (var service = await ServiceProcess.Start(await postgres.NewDatabase(), more, lines.Enqueue))
        {
            using var http = new HttpClient { BaseAddress = service.Address };
            await ask(http);
        }
        return lines;
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
