namespace Summit.Postgres;

/// <summary>
/// Where a server is found, in this order: an installation, a container engine, an installation made now. Data stay
/// with what made them, else an empty database would look like a lost one.
/// </summary>
internal static class ServerLocator
{
    public static async Task<Server> Start(
        DataFolder folder, PrivatePostgresOptions options, Action<string> say, CancellationToken cancel)
    {
        var surroundings = options.Surroundings;
        if (folder.Volume is { } kept)
        {
            var engine = await ContainerEngine.Find(surroundings, kept.Engine, cancel)
                ?? throw new PostgresUnavailableException(
                    $"The data of the private PostgreSQL in {folder.Root} are in the volume {kept.Volume} of "
                    + $"{kept.Engine}, which does not answer. Start it, delete {folder.Root} to begin with an empty "
                    + "database, or set ConnectionStrings:Summit.");
            return await ContainerServer.Start(engine, folder, options, say, cancel);
        }

        if (await Installation.Find(surroundings, folder.Major, cancel) is { } installed)
            return await LocalServer.Start(installed, folder, options, say, cancel);

        var tried = "";
        if (folder.Major is null && await ContainerEngine.Find(surroundings, name: null, cancel) is { } found)
        {
            tried = await found.FetchImage(options.Image, say, cancel);
            if (tried.Length == 0) return await ContainerServer.Start(found, folder, options, say, cancel);
        }

        if (surroundings.MayInstall && surroundings.Find("apt-get") is { } aptGet)
        {
            var refusal = await Apt.Install(aptGet, folder.Major, surroundings, say, cancel);
            if (await Installation.Find(surroundings, folder.Major, cancel) is { } fresh)
                return await LocalServer.Start(fresh, folder, options, say, cancel);
            tried = $"{tried} {refusal}".Trim();
        }
        throw Nothing(folder, tried);
    }

    private static PostgresUnavailableException Nothing(DataFolder folder, string tried)
    {
        var wanted = folder.Major is { } major
            ? $"PostgreSQL {major}, which made the data in {folder.Root},"
            : $"PostgreSQL {Installation.OldestMajor} or later";
        var engine = folder.Major is null ? "start a container engine (Docker or Podman); " : "";
        var told = tried.Length == 0 ? "" : $"{Environment.NewLine}What was tried: {tried}";
        return new PostgresUnavailableException(
            $"No PostgreSQL was found on this machine. Install {wanted} and have it on the PATH; {engine}or set "
            + $"ConnectionStrings:Summit to a server that is running.{told}");
    }
}
