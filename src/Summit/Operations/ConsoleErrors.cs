using System.CommandLine;
using Microsoft.Extensions.Options;
using Npgsql;
using Summit.Postgres;

namespace Summit.Operations;

/// <summary>Talks with whoever runs the binary: in sentences, not in stacks.</summary>
internal static class ConsoleErrors
{
    /// <summary>Does something, and says in a sentence what keeps it from being done.</summary>
    /// <returns>The exit code: 1 where it could not be done.</returns>
    public static async Task<int> Run(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception told) when (told is PostgresUnavailableException or ArgumentException or ScenarioException
            or OptionsValidationException or InvalidDataException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(told.Message);
            return 1;
        }
        catch (OperationCanceledException stopped) when (stopped.InnerException is not TimeoutException)
        {
            await Console.Error.WriteLineAsync("It was stopped before it was done.");
            return 1;
        }
        catch (Exception failure) when (
            (failure as NpgsqlException ?? failure.InnerException) is NpgsqlException database && IsUnusable(database))
        {
            await Console.Error.WriteLineAsync($"The database cannot be used. {database.Message}");
            return 1;
        }
    }

    // By its class: no connection, no such role or database, no transaction that may write, no room, going down; or no
    // right to what is in it. Anything else is ours, and its stack is needed.
    private static bool IsUnusable(NpgsqlException failure) => failure is not PostgresException refused
        || refused.SqlState == PostgresErrorCodes.InsufficientPrivilege
        || refused.SqlState[..2] is "08" or "28" or "3D" or "25" or "53" or "57" or "58";

    /// <summary>
    /// What is left over of a command line: configuration, such as <c>--urls http://localhost:5081</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A word is none.</exception>
    public static string[] Configuration(ParseResult parsed)
    {
        string[] left = [.. parsed.UnmatchedTokens];
        for (var n = 0; n < left.Length; n++)
        {
            var isKey = left[n].StartsWith("--", StringComparison.Ordinal);
            var isValue = n > 0 && left[n - 1].StartsWith("--", StringComparison.Ordinal) && !left[n - 1].Contains('=');
            if (!isKey && !isValue)
                throw new ArgumentException($"There is nothing to do with '{left[n]}'; --help says what there is.");
        }
        return left;
    }
}
