namespace Summit.Postgres;

/// <summary>Where a private PostgreSQL keeps its data, and how much they matter.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>What is run where the server is a container and no other image is named.</summary>
    // The full name: Podman asks where a short one is to be had.
    public const string DefaultImage = "docker.io/library/postgres:17";

    /// <summary>
    /// The folder that holds the database, its password, its log and its lock; made when absent, and refused when it
    /// holds anything else. Without one: <c>summit/postgres</c> below the user's local application data, for root
    /// <c>/var/lib/summit/postgres</c>, for an ephemeral server a new temporary folder.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// Whether a commit survives a crash. False is faster and for tests only: a killed server then forgets the last
    /// second, and a power cut may ruin the whole database.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether the whole data folder is deleted when its owner stops the server.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>The image of a server in a container, which takes what the public one takes.</summary>
    public string Image { get; init; } = DefaultImage;

    internal HostProbe Surroundings { get; init; } = HostProbe.OfThisMachine();

    /// <summary>How long a server may take to answer, recovery included, and an owner to let a guest in.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
