using System.Diagnostics.Metrics;
using System.IO.MemoryMappedFiles;
using Summit.Bench;
using Summit.Store;

/// <summary>
/// Runs inside a measured service before it starts, as .NET's start-up hook, and passes on which commits were refused.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Conflicts.Variable) is not { } path)
            return;
        var page = MemoryMappedFile.CreateFromFile(path).CreateViewAccessor();
        var gate = new Lock();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == StoreMetrics.Name && instrument.Name == Conflicts.Instrument)
                    me.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, count, tags, _) =>
        {
            if (tags is not [{ Value: nameof(StreamConflictException) }])
                return;
            lock (gate)
                page.Write(0, page.ReadInt64(0) + count);
        });
        listener.Start();
    }
}

namespace Summit.Bench
{
    /// <summary>Counts, from outside, the conflicts inside a service: it tries again, and does not show them.</summary>
    internal sealed class Conflicts : IDisposable
    {
        public const string Variable = "SUMMIT_BENCH_CONFLICTS";
        public const string Instrument = "summit.commits.refused";

        private readonly string path = Path.GetTempFileName();
        private readonly MemoryMappedFile file;
        private readonly MemoryMappedViewAccessor page;

        public Conflicts()
        {
            file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, sizeof(long));
            page = file.CreateViewAccessor();
        }

        /// <summary>What the service's environment needs.</summary>
        public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(Conflicts).Assembly.Location, [Variable] = path,
        };

        /// <summary>How many there have been.</summary>
        public long Count => page.ReadInt64(0);

        public void Dispose()
        {
            page.Dispose();
            file.Dispose();
            File.Delete(path);
        }
    }
}
