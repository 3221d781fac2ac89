using System.Security.Cryptography;
using System.Text.Json;

namespace Summit.Operations;

/// <summary>Checkpoints and their keys as files of the operator's: none is ever in the database.</summary>
internal static class SignedChainHeadFiles
{
    /// <summary>Makes a private key that only its owner can read.</summary>
    /// <returns>The public key, as PEM.</returns>
    /// <exception cref="ArgumentException">The file is there already, or cannot be written.</exception>
    public static string MakeKey(string file)
    {
        using var key = SignedChainHead.NewKey();
        Try(file, () =>
        {
            // Never over another: what that one has signed could not be signed again.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.WriteLine(key.ExportPkcs8PrivateKeyPem());
            return 0;
        });
        return key.ExportSubjectPublicKeyInfoPem() + Environment.NewLine;
    }

    /// <summary>Reads a key, private or public.</summary>
    /// <exception cref="ArgumentException">It cannot be read, or is none.</exception>
    public static ECDsa Key(string file) => SignedChainHead.Key(Try(file, () => File.ReadAllText(file)));

    /// <summary>Reads a checkpoint and insists that it is signed by a key.</summary>
    /// <param name="file">The checkpoint; null where none is given.</param>
    /// <param name="publicKey">The key.</param>
    /// <exception cref="ArgumentException">It cannot be read, or its signature is not valid.</exception>
    public static SignedChainHead? Read(string? file, string? publicKey)
    {
        if (file is null != publicKey is null)
            throw new ArgumentException("--checkpoint and --public-key belong together.");
        if (file is null)
            return null;
        using var key = Key(publicKey!);
        var checkpoint = Parse(file);
        return checkpoint.Refutes(key) is { } why ? throw new ArgumentException(why) : checkpoint;
    }

    private static SignedChainHead Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SignedChainHead>(Try(file, () => File.ReadAllBytes(file)), Json.Options)
                ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ArgumentException($"{file} holds no checkpoint.");
        }
    }

    private static T Try<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{file}: {failure.Message}", failure);
        }
    }
}
