namespace Summit.Postgres;

/// <summary>
/// The words before a command that make it a good child: a session of its own, so that Ctrl-C in the terminal reaches
/// the service alone, which then stops it in order; an interrupt when the service dies; and, below root, another user.
/// All of them end in exec: the command itself is the child.
/// </summary>
internal sealed record Launch(IReadOnlyList<string> Prefix, string? Account)
{
    private static readonly string[] DiesWithUs = ["--pdeathsig", "INT"];

    // Lets the server read its way through closed folders above its own.
    private static readonly string[] PassesThrough =
        ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"];

    public IEnumerable<string> Words(params IEnumerable<string> command) => Prefix.Concat(command);

    /// <summary>For a command which runs as the same user as the service.</summary>
    public static async Task<Launch> AsOurselves(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows()) return new Launch([], null);
        if (HostProbe.Tool("setpriv") is { } setpriv)
        {
            string[] words = [setpriv, .. DiesWithUs];
            if ((await Run([.. words, "true"], cancel)).Succeeded) return new Launch([.. Session(), .. words], null);
        }
        return new Launch(Session(), null);
    }

    /// <summary>For the server, which refuses to run as root.</summary>
    public static async Task<Launch> ForServer(DataFolder folder, Installation installation, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess) return await AsOurselves(cancel);
        if (HostProbe.Tool("setpriv") is not { } setpriv)
            throw new PostgresUnavailableException(
                "PostgreSQL refuses to run as root, and setpriv (util-linux) is not installed to run it as another "
                + "user. Install util-linux, run as another user, or set ConnectionStrings:Summit.");
        var account = await OwnerOf(folder.Data, cancel) ?? Unprivileged();
        string[] user = ["--reuid", account.Split(':')[0], "--regid", account.Split(':')[1], "--clear-groups"];
        var refusal = "";
        // The first that lets the server into its folder: the usual one; with the right to pass through folders closed
        // to others; and both once more for a setpriv that is too old to send a signal.
        foreach (string[] words in (string[][])[
            [.. user, .. DiesWithUs], [.. user, .. DiesWithUs, .. PassesThrough], user, [.. user, .. PassesThrough]])
        {
            string[] probe = ["sh", "-c", "cd \"$0\" && exec \"$1\" --version", folder.Root, installation.Postgres];
            var answer = await Run([setpriv, .. words, .. probe], cancel);
            if (answer.Succeeded) return new Launch([.. Session(), setpriv, .. words], account);
            if (refusal.Length == 0) refusal = answer.Output;
        }
        throw new PostgresUnavailableException(
            $"PostgreSQL refuses to run as root, and the user who would run it ({account}) cannot use {folder.Root} or "
            + $"{installation.Postgres}: {refusal}. Name a data directory below folders that everybody may pass "
            + "through, /var/lib/summit say; run as another user; or set ConnectionStrings:Summit.");
    }

    private static string[] Session()
    {
        if (HostProbe.Tool("setsid") is { } setsid) return [setsid];
        // macOS has no setsid.
        return HostProbe.Tool("perl") is { } perl
            ? [perl, "-e", "use POSIX 'setsid'; setsid(); exec { $ARGV[0] } @ARGV"]
            : [];
    }

    // Data keep the user who made them, whoever would be chosen today.
    private static async Task<string?> OwnerOf(string data, CancellationToken cancel)
    {
        if (!Directory.Exists(data)) return null;
        var owner = (await Run(["stat", "-c", "%u:%g", data], cancel)).Output;
        if (!owner.StartsWith("0:", StringComparison.Ordinal)) return owner;
        // Put back by root from a copy.
        await Run(["chown", "-R", Unprivileged(), data], cancel);
        return null;
    }

    private static string Unprivileged()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(user => user.Length > 3);
        var chosen = users.Where(user => user[0] is "postgres" or "nobody").MaxBy(user => user[0] == "postgres");
        return chosen is null
            ? "65534:65534"
            : $"{chosen[2]}:{chosen[3]}";
    }

    private static Task<Command> Run(string[] words, CancellationToken cancel) =>
        Command.Run(words, TimeSpan.FromSeconds(60), cancel);
}
