using System.Diagnostics;

namespace Summit.Bench;

/// <summary>What the disk asks for a durable write.</summary>
internal static class Fsync
{
    /// <summary>How often it is asked.</summary>
    public const int Times = 200;

    /// <summary>The median time of writing a page and forcing it to disk, in microseconds.</summary>
    public static double Median(string folder)
    {
        var path = Path.Combine(folder, "fsync");
        var times = new List<double>();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            var page = new byte[8192];
            for (var n = 0; n < Times; n++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Position = 0;
                file.Write(page);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }
        File.Delete(path);
        return Figure.Median(times);
    }
}
