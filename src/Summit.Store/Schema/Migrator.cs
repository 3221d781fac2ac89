using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using JasperFx;
using Marten;
using Npgsql;

namespace Summit.Store;

/// <summary>Tables that a library owns and brings up to date itself.</summary>
/// <param name="Library">A type of the library.</param>
/// <param name="Configuration">A type of the assembly that configures it.</param>
/// <param name="Migrate">Brings them up to date.</param>
public sealed record OwnedTables(Type Library, Type Configuration, Func<Task> Migrate)
{
    /// <summary>The library and its version.</summary>
    internal string Name => $"{Library.Assembly.GetName().Name} {Library.Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Differs where the tables may: each build is run once.</summary>
    internal string Build => $"{Library.Module.ModuleVersionId} {Configuration.Module.ModuleVersionId}";
}

/// <summary>
/// Brings a database up to date: Marten's own tables by Marten, and around them the numbered SQL files embedded in
/// assemblies, each run once. Two services that start together wait for each other. A file that was changed after it
/// had run is refused.
/// </summary>
public sealed class Migrator(NpgsqlDataSource database, Lazy<IDocumentStore> marten)
{
    private const long MigrationLock = GroupCommit.AppendLock + 1;

    // Runs before Marten migrates the tables of an earlier version.
    private const string BeforeMarten = "Store/019_event_tables_to_marten.sql";

    /// <summary>Runs what has not run yet.</summary>
    /// <param name="assemblies">After the store's own files, in this order; within an assembly by file name.</param>
    /// <param name="others">Tables of other libraries than Marten, after all files.</param>
    /// <returns>What was run.</returns>
    /// <exception cref="InvalidDataException">A file has changed since it ran.</exception>
    public async Task<IReadOnlyList<string>> Run(
        IEnumerable<Assembly> assemblies, CancellationToken cancel, params IEnumerable<OwnedTables> others)
    {
        await using var turn = await AdvisoryLock.Take(database, MigrationLock, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await Ask(connection,
            """
            create schema if not exists events;
            create table if not exists events.migrations (
                name text primary key, checksum bytea not null, run_at timestamptz not null default now());
            create table if not exists events.rebuilds (name text primary key);
            begin
            """, cancel);
        var files = assemblies.Prepend(typeof(Migrator).Assembly).SelectMany(Files).ToLookup(
            file => file.Name == BeforeMarten, file => new Step(
                file.Name, file.Sql, IsFile: true, () => Ask(connection, file.Sql, cancel)));
        Step[] steps = [.. files[true], Library(Marten), .. files[false], .. others.Select(Library)];
        var known = await Known(connection, cancel);
        var run = new List<string>();
        foreach (var step in steps)
        {
            var checksum = SHA256.HashData(Encoding.UTF8.GetBytes(step.Text));
            var before = known.GetValueOrDefault(step.Name);
            // Comparing a library's tables with what they should be takes long, too: each build does it once.
            if (before.AsSpan().SequenceEqual(checksum))
                continue;
            if (step.IsFile && before is not null)
                throw new InvalidDataException($"{step.Name} has changed since it was run on this database.");
            // A library has connections of its own; the files between two are one transaction.
            if (!step.IsFile)
                await Ask(connection, "commit", cancel);
            await step.Do();
            await Ask(connection,
                """
                insert into events.migrations (name, checksum) values ($1, $2)
                on conflict (name) do update set checksum = excluded.checksum, run_at = now()
                """, cancel, step.Name, checksum);
            if (!step.IsFile)
                await Ask(connection, "begin", cancel);
            run.Add(step.Name);
        }
        await Ask(connection, "commit", cancel);
        if (run.Count > 0)
            await connection.ReloadTypesAsync(cancel);
        return run;
    }

    private OwnedTables Marten => new(typeof(IDocumentStore), typeof(MartenConfiguration), () =>
        marten.Value.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate));

    private static Step Library(OwnedTables tables) => new(tables.Name, tables.Build, IsFile: false, tables.Migrate);

    private static IEnumerable<(string Name, string Sql)> Files(Assembly assembly) => assembly
        .GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
        .OrderBy(Path.GetFileName, StringComparer.Ordinal)
        .Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        });

    private static async Task<Dictionary<string, byte[]>> Known(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select name, checksum from events.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var known = new Dictionary<string, byte[]>();
        while (await reader.ReadAsync(cancel))
            known[reader.GetString(0)] = reader.GetFieldValue<byte[]>(1);
        return known;
    }

    private static async Task<object?> Ask(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        // What moves a large table takes as long as it takes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }.With(values);
        return await command.ExecuteScalarAsync(cancel);
    }

    private sealed record Step(string Name, string Text, bool IsFile, Func<Task> Do);
}
