using System.Security.Cryptography;
using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Summit.Postgres;
using Testcontainers.PostgreSql;

namespace Summit;

/// <summary>
/// The PostgreSQL that tests run on: the one they are given, else a container where an engine answers, else a private
/// PostgreSQL.
/// </summary>
/// <param name="ConnectionString">Leads to a database of a role that may make others.</param>
/// <param name="Empty">What a database without any table is made from.</param>
/// <param name="Own">What ends with the tests; null for a server that was given.</param>
internal sealed record TestPostgres(string ConnectionString, string Empty, IAsyncDisposable? Own)
{
    /// <summary>The environment variable that gives a server, as it gives the service its database.</summary>
    public const string Given = "ConnectionStrings__Summit";

    /// <summary>The environment variable that names another image for the container.</summary>
    public const string Image = "Summit__PostgresImage";

    // Alike on every server, whatever its own default is: letters of every language, the order of their bytes.
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

    /// <summary>A server that was there before the tests, and stays.</summary>
    public static TestPostgres Of(string given)
    {
        var connection = new NpgsqlConnectionStringBuilder(given);
        // Compiled again on every new connection, and tests open many: some take three times as long.
        connection.Options = $"{connection.Options} -c jit=off".Trim();
        return new TestPostgres(connection.ConnectionString, Utf8, null);
    }

    /// <summary>A container that is not started yet; null where no engine answers.</summary>
    public static async Task<PostgreSqlContainer?> Container(string image)
    {
        try
        {
            // The builder itself sees to it that no commit waits for a disk. The port may be open to the network.
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
