namespace Summit.Postgres;

/// <summary>
/// What the server says, in a file of its own. Two files of bounded size are kept: a development server that runs for
/// a year must not fill the disk.
/// </summary>
internal sealed class ServerLog(string path, long bytesMax = 4 * 1024 * 1024)
{
    private readonly Lock gate = new();

    public string Path => path;

    public void Append(ReadOnlySpan<byte> said)
    {
        lock (gate)
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(said);
            if (file.Length >= bytesMax) File.Move(path, path + ".1", overwrite: true);
        }
    }

    /// <summary>The last lines, to be quoted to the operator.</summary>
    public string Tail()
    {
        lock (gate)
        {
            if (!File.Exists(path)) return $"({path} is empty)";
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Seek(-Math.Min(file.Length, 16 * 1024), SeekOrigin.End);
            var lines = new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return $"Last lines of {path}:{Environment.NewLine}"
                + string.Join(Environment.NewLine, lines.TakeLast(15));
        }
    }
}
