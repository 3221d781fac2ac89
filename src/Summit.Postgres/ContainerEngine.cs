namespace Summit.Postgres;

/// <summary>Docker or Podman, with an engine behind it that answers: a client without one is of no use.</summary>
internal sealed record ContainerEngine(string Name, string Client)
{
    public const int Major = 17;

    // The full name: Podman asks where a short one is to be had.
    public const string Image = "docker.io/library/postgres:17";

    public static async Task<ContainerEngine?> Find(Surroundings surroundings, string? name, CancellationToken cancel)
    {
        foreach (var each in name is null ? ["docker", "podman"] : (string[])[name])
        {
            if (surroundings.Find(each) is not { } client) continue;
            var engine = new ContainerEngine(each, client);
            // A list of containers comes from the engine; a version may come from the client alone.
            if ((await engine.Run(["ps", "-q"], TimeSpan.FromSeconds(10), cancel)).Succeeded) return engine;
        }
        return null;
    }

    /// <summary>What it refused with; empty when the image is there.</summary>
    public async Task<string> FetchImage(Action<string> say, CancellationToken cancel)
    {
        if ((await Run(["image", "inspect", Image], TimeSpan.FromSeconds(30), cancel)).Succeeded) return "";
        say($"Fetching {Image} with {Name}. This takes a minute or two.");
        var pull = await Run(["pull", Image], TimeSpan.FromMinutes(15), cancel);
        return pull.Succeeded ? "" : $"{Name} pull {Image} failed: {pull.Output}";
    }

    public Task<Command> Run(IEnumerable<string> words, TimeSpan bound, CancellationToken cancel) =>
        Command.Run([Client, .. words], bound, cancel);
}
