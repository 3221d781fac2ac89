using System.ComponentModel;
using System.Diagnostics;

namespace Summit.Postgres;

/// <summary>A short command: how it ended, and all it said.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Runs it to its end, or ends it after the bound. One that cannot be run has failed.</summary>
    public static async Task<Command> Run(
        IEnumerable<string> words, TimeSpan bound, CancellationToken cancel,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = Prepare(words, environment);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(bound);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new Command(-1, e.Message);
        }
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Command(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            return new Command(-1, $"{start.FileName} did not end within {bound.TotalSeconds:0} s.");
        }
    }

    /// <summary>
    /// In the root folder, for an unprivileged user may not be let into ours; in the C locale, for the user's may not
    /// be installed; without the PG... variables, which mean the user's own server.
    /// </summary>
    public static ProcessStartInfo Prepare(
        IEnumerable<string> words, IReadOnlyDictionary<string, string>? environment = null)
    {
        var all = words.ToList();
        var start = new ProcessStartInfo(all[0], all.Skip(1)) { UseShellExecute = false };
        if (!OperatingSystem.IsWindows()) start.WorkingDirectory = "/";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)))
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return start;
    }
}
