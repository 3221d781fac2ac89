using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Summit.Bench;

/// <summary>What PostgreSQL itself can do, by its own tool.</summary>
internal static partial class Peers
{
    private const int SessionsMax = 90;

    // In less it may not have opened all its sessions.
    private const int SecondsMin = 3;

    private const string Row =
        """
        {"session":"0192f0c1-2b3c-7d4e-8f50-617283940a1b","room":"0192f0c1-2b3c-7d4e-8f50-617283940a1c",
         "startsAt":"2019-11-12T09:00:00+02:00","endsAt":"2019-11-12T10:30:00+02:00","turnRoundMinutes":15}
        """;

    /// <summary>The server's version.</summary>
    public static async Task<string> PostgresVersion(string connectionString) =>
        $"PostgreSQL {await Scalar(connectionString, "show server_version")}";

    /// <summary>Transactions a second, each inserting one row of an event's size, prepared.</summary>
    public static async Task<double> Pgbench(string connectionString, int clients, TimeSpan duration)
    {
        // Each client of pgbench is a session of the server, of which it has a hundred or two.
        clients = Math.Min(clients, SessionsMax);
        await Scalar(connectionString,
            """
            create table if not exists pgbench_rows (
                seq_id bigint generated always as identity primary key, id uuid, stream_id uuid, version bigint,
                data jsonb, type text, at timestamptz default now())
            """);
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script,
            "insert into pgbench_rows (id, stream_id, version, data, type)"
            + $" values (gen_random_uuid(), gen_random_uuid(), 1, '{Row.ReplaceLineEndings("")}', 'session');\n");
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Binary())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = to.Password },
        };
        foreach (var word in new[]
        {
            "--no-vacuum", "--protocol=prepared", $"--file={script}", $"--client={clients}",
            $"--jobs={Math.Min(clients, Environment.ProcessorCount)}",
            $"--time={Math.Max(SecondsMin, (int)duration.TotalSeconds)}",
            $"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", to.Database!,
        })
            start.ArgumentList.Add(word);
        using var pgbench = Process.Start(start)!;
        var errors = pgbench.StandardError.ReadToEndAsync();
        var printed = await pgbench.StandardOutput.ReadToEndAsync();
        await pgbench.WaitForExitAsync();
        File.Delete(script);
        return Tps().Match(printed) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench: {printed}{await errors}");
    }

    private static string Binary() =>
        new[] { "/usr/lib/postgresql", "/usr/pgsql-" }
            .Where(Directory.Exists)
            .SelectMany(root => Directory.GetDirectories(root).OrderDescending())
            .Select(version => Path.Combine(version, "bin", "pgbench"))
            .FirstOrDefault(File.Exists) ?? "pgbench";

    public static async Task<object?> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex Tps();
}
