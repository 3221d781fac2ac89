using Npgsql;
using Summit.Store;

namespace Summit;

/// <summary>
/// One PostgreSQL for all tests of an assembly, with a migrated template database. It starts when the first test asks
/// for a database.
/// </summary>
public abstract class PostgresTemplate : IAsyncDisposable
{
    // Another assembly or another run may use the same given server.
    private readonly string prefix = $"summit_{Guid.NewGuid().ToString("N")[..12]}_";

    private readonly Lazy<Task<TestPostgres>> server;
    private readonly Lazy<Task<string>> template;
    private int copies;

    protected PostgresTemplate() => (server, template) = (new(Find), new(Prepare));

    /// <summary>Migrates the template database.</summary>
    protected abstract Task Migrate(string connectionString);

    private protected virtual Task<TestPostgres> Find() => TestPostgres.Start();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!server.IsValueCreated || server.Value.IsFaulted)
            return;
        if ((await server.Value).Own is { } own)
            await own.DisposeAsync();
        else
            foreach (var name in await Databases())
                await Execute($"drop database {name} with (force)");
    }

    /// <summary>Creates a migrated database without events.</summary>
    public async Task<string> NewDatabase() => await Copy(await template.Value);

    /// <summary>Creates a database without any table.</summary>
    public async Task<string> BareDatabase() => await Copy((await server.Value).Empty);

    /// <summary>A database to make copies of, with what is written into a migrated one.</summary>
    protected async Task<string> NewTemplate(Func<string, Task> fill)
    {
        var database = await NewDatabase();
        await fill(database);
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        // What is connected, such as a pool that has not ended, would keep it from being copied.
        await Execute($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        return name;
    }

    /// <summary>Creates a copy of a database that nobody is connected to.</summary>
    protected async Task<string> Copy(string from)
    {
        var name = $"{prefix}{Interlocked.Increment(ref copies)}";
        await Execute($"create database {name} template {from}");
        return await To(name, pooling: true);
    }

    /// <summary>Drops a database that is no longer used.</summary>
    public Task Drop(string connectionString) =>
        Execute($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private async Task<string> Prepare()
    {
        var name = $"{prefix}template";
        await Execute($"create database {name} template {(await server.Value).Empty}");
        // Not pooled: an open connection to the template would keep it from being copied.
        await Migrate(await To(name, pooling: false));
        return name;
    }

    // Tuned as in the service: pooled connections are not reset and keep their prepared statements.
    private async Task<string> To(string database, bool pooling) =>
        ConnectionTuning.Tuned(new NpgsqlConnectionStringBuilder((await server.Value).ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            MaxPoolSize = 30,
        }.ConnectionString);

    private async Task<string[]> Databases() => (string[]?)await Execute(
        $"select array_agg(datname::text) from pg_database where starts_with(datname, '{prefix}')") ?? [];

    private async Task<object?> Execute(string sql)
    {
        await using var connection = new NpgsqlConnection((await server.Value).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is var answer and not DBNull ? answer : null;
    }
}
