using System.Security.Cryptography;
using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Summit.Postgres;
using Testcontainers.PostgreSql;

namespace Summit;

/// <summary>
/// The PostgreSQL of the tests: the given server, else a container if an engine answers, else a private PostgreSQL.
/// </summary>
/// <param name="ConnectionString">Connects with a role that may create databases.</param>
/// <param name="Empty">The template of a database without tables, for <c>create database</c>.</param>
/// <param name="Own">Stopped after the tests; null for a given server.</param>
internal sealed record TestPostgres(string ConnectionString, string Empty, IAsyncDisposable? Own)
{
    /// <summary>The environment variable with the connection string of a given server.</summary>
    public const string Given = "ConnectionStrings__Summit";

    /// <summary>The environment variable with another image for the container.</summary>
    public const string Image = "Summit__PostgresImage";

    // The same on every server, whatever its default: UTF-8 text in byte order.
    private const string Utf8 = "template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'";

    // A missing socket is refused at once; an address that drops what is sent to it would take minutes.
    private static readonly TimeSpan EngineAnswersWithin = TimeSpan.FromSeconds(10);

    public static async Task<TestPostgres> Start()
    {
        if (Variable(Given) is { } given)
            return Of(given);
        var image = Variable(Image) ?? PrivatePostgresOptions.DefaultImage;
        if (await Container(image) is { } container)
            return await Start(container, image);
        var server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { Durable = false, Ephemeral = true, Image = image }, _ => { });
        return new TestPostgres(server.ConnectionString, "template1", server);
    }

    /// <summary>A given server, which the tests do not stop.</summary>
    public static TestPostgres Of(string given)
    {
        var connection = new NpgsqlConnectionStringBuilder(given);
        // JIT compiles again on each new connection, and tests open many: some take three times as long.
        connection.Options = $"{connection.Options} -c jit=off".Trim();
        return new TestPostgres(connection.ConnectionString, Utf8, null);
    }

    /// <summary>A container that is not started yet; null if no engine answers.</summary>
    public static async Task<PostgreSqlContainer?> Container(string image)
    {
        try
        {
            // The builder turns fsync off. The port may be open to the network: hence the password.
            return await Task.Run(() => new PostgreSqlBuilder(image)
                .WithPassword(RandomNumberGenerator.GetHexString(40))
                .WithCommand("-c", "max_connections=200", "-c", "jit=off")
                .WithLogger(NullLogger.Instance)
                .Build()).WaitAsync(EngineAnswersWithin);
        }
        catch (Exception silent) when (silent is DockerUnavailableException or TimeoutException)
        {
            return null;
        }
    }

    public static async Task<TestPostgres> Start(PostgreSqlContainer container, string image)
    {
        try
        {
            await container.StartAsync();
        }
        catch (Exception refused)
        {
            await container.DisposeAsync();
            throw new InvalidOperationException(
                $"The container engine does not start {image}. Name another image in {Image}, or a server in {Given}. "
                + refused.Message, refused);
        }
        var connection = new NpgsqlConnectionStringBuilder(container.GetConnectionString())
        {
            SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable,
        };
        return new TestPostgres(connection.ConnectionString, Utf8, container);
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
