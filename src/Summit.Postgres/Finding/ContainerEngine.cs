namespace Summit.Postgres;

/// <summary>Docker or Podman, with an engine behind it that answers: a client without one is of no use.</summary>
internal sealed record ContainerEngine(string Name, string Client)
{
    public static async Task<ContainerEngine?> Find(HostProbe surroundings, string? name, CancellationToken cancel)
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
    public async Task<string> FetchImage(string image, Action<string> say, CancellationToken cancel)
    {
        if ((await Run(["image", "inspect", image], TimeSpan.FromSeconds(30), cancel)).Succeeded) return "";
        say($"Fetching {image} with {Name}. This takes a minute or two.");
        var pull = await Run(["pull", image], TimeSpan.FromMinutes(15), cancel);
        return pull.Succeeded ? "" : $"{Name} pull {image} failed: {pull.Output}";
    }

    public Task<Command> Run(IEnumerable<string> words, TimeSpan bound, CancellationToken cancel) =>
        Command.Run([Client, .. words], bound, cancel);
}
