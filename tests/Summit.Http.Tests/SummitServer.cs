using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Summit.Http.Tests;

/// <summary>The real service on a database of its own, one for each test class.</summary>
public class SummitServer(PostgresServer postgres) : IAsyncLifetime
{
    private const string BootstrapKey = "bootstrap-key-of-the-tests";

    private WebApplication app = null!;

    /// <summary>The service's clock; it does not move until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 3, 1, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The database of the service.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Where the service listens.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>The parts of the service.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Configuration of the service under test.</summary>
    protected virtual IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>();

    /// <summary>The database that the service starts on.</summary>
    protected virtual Task<string> Database(PostgresServer postgres) => postgres.NewDatabase();

    /// <summary>Fills the database before the service starts.</summary>
    protected virtual Task Fill() => Task.CompletedTask;

    /// <summary>Adds what a test needs beside the service's own parts.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await Database(postgres);
        await Fill();
        var builder = Service.Configure(
        [
            "--urls=http://127.0.0.1:0",
            $"--Summit:BootstrapKey={BootstrapKey}",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:Console:FormatterName=simple",
            .. Configuration.Select(pair => $"--{pair.Key}={pair.Value}"),
        ]);
        Configure(builder);
        app = Service.Build(builder, ConnectionString, Clock);
        await app.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        // What its configuration stops was never built.
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>A client without a key.</summary>
    public Client Anybody => new(Address, null);

    /// <summary>The administrator's client.</summary>
    public Client Administrator => new(Address, BootstrapKey);

    /// <summary>A client with a new key of a role.</summary>
    public async Task<Client> As(
        string role, Guid? organisation = null, Guid? person = null, string? congress = null, string? track = null)
    {
        var ask = new { label = role, role, organisation, person, congress, track };
        var issued = await Administrator.Post("/v1/keys", ask);
        return new Client(Address, (string)issued.Expect(HttpStatusCode.Created).Body["token"]!);
    }

    /// <summary>What a statement on the service's database yields.</summary>
    public async Task<object?> Sql(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits until views, reactions and forwards have caught up.</summary>
    public Task Settled() => Summit.Operations.ScenarioRunner.Settled(Services, CancellationToken.None);
}

/// <summary>Calls the service as one caller.</summary>
public sealed class Client(Uri address, string? token)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body ?? new { }), headers);

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, null, headers);

    /// <summary>Posts with the thing's present entity tag, as a client does that has just read it.</summary>
    public async Task<Answer> PostSeen(string thing, string act, object? body = null)
    {
        var seen = await Get(thing);
        return await Post($"{thing}/{act}", body, ("If-Match", seen.Expect(HttpStatusCode.OK).ETag!));
    }

    public async Task<Answer> Send(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        await (await OpenApiContract.Of(address)).Check(request, response, text);
        var media = response.Content.Headers.ContentType?.MediaType;
        var json = media is not null && media.EndsWith("json", StringComparison.Ordinal) && text.Length > 0
            ? JsonNode.Parse(text)
            : null;
        return new Answer(response.StatusCode, text, json,
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>An answer of the service.</summary>
public sealed record Answer(
    HttpStatusCode Status, string Text, JsonNode? Json, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The JSON object answered.</summary>
    public JsonObject Body =>
        Json as JsonObject ?? throw new InvalidOperationException($"No JSON object: {Status} {Text}");

    /// <summary>The id of the thing answered.</summary>
    public Guid Id => (Guid)Body["id"]!;

    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>Fails unless the response has this status.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>Fails unless the response is a complete problem with this code.</summary>
    public Answer ExpectProblem(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal("application/problem+json", Headers["Content-Type"]);
        Assert.Equal($"/problems/{code}", (string?)Body["type"]);
        Assert.Equal((int)status, (int)Body["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)Body["title"]));
        Assert.False(string.IsNullOrEmpty((string?)Body["traceId"]));
        return this;
    }

    /// <summary>Fails unless the response is the refusal of this rule, and tells what the rule declares.</summary>
    public Answer ExpectRefused(Kernel.Rule rule)
    {
        ExpectProblem(HttpStatusCode.Conflict, rule.Code);
        Assert.Equal(rule.Code, (string?)Body["rule"]);
        // What stands in the way may be nothing that the caller may read.
        if ((rule.Tells & ~Kernel.Tells.Conflicts) != Kernel.Tells.Nothing)
        {
            Assert.NotNull(Body["facts"]);
            Assert.False(string.IsNullOrEmpty((string?)Body["detail"]));
        }
        return this;
    }
}
