using System.Globalization;
using System.Security.Cryptography;

namespace Summit.Postgres;

/// <summary>
/// The folder of one private server. Beside the server's own <c>data</c> lie the owner's lock, the password, the
/// connection for guests and the log: not inside it, because the server refuses to be set up in a folder with files.
/// </summary>
internal sealed class DataFolder
{
    private const string LockName = "owner.lock";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private FileStream? ownership;

    private DataFolder(string root)
    {
        Root = root;
        Data = Path.Combine(root, "data");
    }

    public string Root { get; }

    public string Data { get; }

    public string LogFile => Path.Combine(Root, "server.log");

    /// <summary>PostgreSQL's major version that made the data; none before the first use.</summary>
    public int? Major => File.Exists(Path.Combine(Data, "PG_VERSION"))
        ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    /// <summary>The container engine and its volume that hold the data instead of this folder.</summary>
    public (string Engine, string Volume)? Volume
    {
        get => File.Exists(VolumeFile) && File.ReadAllText(VolumeFile).Split(' ', 2) is [var engine, var volume]
            ? (engine, volume)
            : null;
        set => Write(VolumeFile, $"{value!.Value.Engine} {value.Value.Volume}");
    }

    private string VolumeFile => Path.Combine(Root, "volume");

    private string PasswordFile => Path.Combine(Root, "password");

    private string ConnectionFile => Path.Combine(Root, "connection");

    public static DataFolder Open(PrivatePostgresOptions options)
    {
        var path = Path.GetFullPath(options.DataDirectory ?? DefaultPath(options.Ephemeral));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            const UnixFileMode mine = Private | UnixFileMode.UserExecute;
            if (!Directory.Exists(path)) Directory.CreateDirectory(path, mine);
            // The server of a service that runs as root runs as somebody else, who has to pass through here to `data`.
            // The folder stays root's: its new owner could lead root's writing elsewhere with a symbolic link.
            if (Environment.IsPrivilegedProcess)
                File.SetUnixFileMode(
                    path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            path = NativeMethods.RealPath(path);
        }
        var names = Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).ToHashSet();
        // A volume of its own begins with this one.
        names.Remove("lost+found");
        if (names.Count > 0 && !names.Contains(LockName))
            throw new PostgresUnavailableException(
                $"The data directory {path} holds files that are not a private PostgreSQL's: it is left untouched. "
                + "Name an empty or a new folder, or set ConnectionStrings:Summit.");
        return new DataFolder(path);
    }

    /// <summary>Becomes the owner unless another process is; the lock ends with the process, however it ends.</summary>
    public bool TryLock()
    {
        try
        {
            ownership = new FileStream(Path.Combine(Root, LockName), Options(FileMode.OpenOrCreate));
            return true;
        }
        catch (IOException e) when (e.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
            return false;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PostgresUnavailableException(
                $"The private PostgreSQL in {Root} belongs to another user. Run as that user, name another data "
                + "directory, or set ConnectionStrings:Summit.", e);
        }
    }

    /// <summary>The superuser's password, made up at the first use.</summary>
    public string Password()
    {
        if (File.Exists(PasswordFile)) return File.ReadAllText(PasswordFile);
        if (Major is not null || Volume is not null)
            throw new PostgresUnavailableException(
                $"The password of the private PostgreSQL is gone: {PasswordFile} is missing. Put it back, or delete "
                + $"{Root} to begin with an empty database.");
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        Write(PasswordFile, password);
        return password;
    }

    /// <summary>Lets guests in.</summary>
    public void Publish(string connectionString) => Write(ConnectionFile, connectionString);

    public void Withdraw() => File.Delete(ConnectionFile);

    public string? Published()
    {
        try
        {
            return File.ReadAllText(ConnectionFile);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Lets go of the lock; the owner may take the whole folder with it.</summary>
    public void Release(bool delete)
    {
        if (ownership is null) return;
        try
        {
            if (delete) Directory.Delete(Root, recursive: true);
        }
        finally
        {
            ownership.Dispose();
            ownership = null;
        }
    }

    private static string DefaultPath(bool ephemeral)
    {
        if (ephemeral) return Directory.CreateTempSubdirectory("summit-postgres-").FullName;
        // Nobody but root may pass through root's home, and the server does not run as root.
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess) return "/var/lib/summit/postgres";
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length == 0)
            throw new PostgresUnavailableException(
                "This user has no home folder in which a private PostgreSQL could keep its data. Name a data "
                + "directory, or set ConnectionStrings:Summit.");
        return Path.Combine(home, "summit", "postgres");
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        return options;
    }

    /// <summary>All or nothing: a reader, or whoever comes after a crash, never sees half a file.</summary>
    private static void Write(string path, string text)
    {
        var draft = path + ".new";
        File.Delete(draft);
        using (var writer = new StreamWriter(draft, Options(FileMode.CreateNew))) writer.Write(text);
        File.Move(draft, path, overwrite: true);
    }
}
