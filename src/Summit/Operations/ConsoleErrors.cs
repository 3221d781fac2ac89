using System.CommandLine;
using Microsoft.Extensions.Options;
using Npgsql;
using Summit.Postgres;

namespace Summit.Operations;

/// <summary>Shows an operator's errors as sentences, without stack traces.</summary>
internal static class ConsoleErrors
{
    /// <summary>Runs a command; where it fails, prints a sentence that says why.</summary>
    /// <returns>The exit code: 1 where it failed.</returns>
    public static async Task<int> Run(ParseResult parsed, Func<Task<int>> work)
    {
        var say = parsed.InvocationConfiguration.Error;
        try
        {
            return await work();
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures)
                await say.WriteLineAsync(failure);
            return 1;
        }
        catch (Exception told) when (told is PostgresUnavailableException or ArgumentException or ScenarioException
            or InvalidDataException or TimeoutException)
        {
            await say.WriteLineAsync(told.Message);
            return 1;
        }
        catch (OperationCanceledException stopped) when (stopped.InnerException is not TimeoutException)
        {
            await say.WriteLineAsync("It was stopped before it was done.");
            return 1;
        }
        catch (Exception failure) when (
            (failure as NpgsqlException ?? failure.InnerException) is NpgsqlException database && IsUnusable(database))
        {
            await say.WriteLineAsync($"The database cannot be used. {database.Message}");
            return 1;
        }
    }

    // By its SQLSTATE class: no connection, no such role or database, read-only, no space, shutting down; or no right
    // to its tables. Any other error is a bug, and its stack trace is needed.
    private static bool IsUnusable(NpgsqlException failure) => failure is not PostgresException refused
        || refused.SqlState == PostgresErrorCodes.InsufficientPrivilege
        || refused.SqlState[..2] is "08" or "28" or "3D" or "25" or "53" or "57" or "58";

    /// <summary>
    /// The rest of a command line: configuration, such as <c>--urls http://localhost:5081</c>.
    /// </summary>
    /// <exception cref="ArgumentException">An argument is no configuration.</exception>
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
