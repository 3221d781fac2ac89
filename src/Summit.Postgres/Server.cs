namespace Summit.Postgres;

/// <summary>A server that answers, and the way to stop it.</summary>
internal sealed record Server(ChildProcess Child, int Port, string Description, Func<Task> Stop)
{
    /// <summary>What every private server is told: modest memory, for it shares the machine with its service.</summary>
    public static IEnumerable<string> Settings(bool durable)
    {
        List<string> settings =
        [
            "cluster_name=summit",
            "shared_buffers=128MB",
            "max_connections=200",
            "work_mem=8MB",
            "maintenance_work_mem=64MB",
            "max_wal_size=512MB",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
        ];
        if (!durable) settings.AddRange(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        return settings.SelectMany(setting => (string[])["-c", setting]);
    }
}
