using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Summit.Store;

namespace Summit.Operations;

/// <summary>
/// A signed head of the hash chain, kept outside the database: a person who rewrites the events and the chain with them
/// cannot rewrite it. Signed are five lines in UTF-8, each with its line feed:
/// <c>summit checkpoint 1</c>, the position, the hash, the moment in UTC with six decimals and <c>Z</c>, the key's id.
/// </summary>
/// <param name="Position">The position.</param>
/// <param name="Hash">The hash there, in lower-case hexadecimal.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Algorithm">How: <see cref="EcdsaP256"/>.</param>
/// <param name="KeyId">The first 8 bytes of SHA-256 over the public key (its SubjectPublicKeyInfo), as above.</param>
/// <param name="Signature">The signature as DER, in base64.</param>
internal sealed record SignedChainHead(
    long Position, string Hash, DateTimeOffset At, string Algorithm, string KeyId, string Signature)
{
    /// <summary>ECDSA on the curve P-256 over SHA-256.</summary>
    public const string EcdsaP256 = "ecdsa-p256-sha256";

    private const string P256 = "1.2.840.10045.3.1.7";
    private const int KeyIdBytes = 8;

    /// <summary>Signs the head of the chain.</summary>
    public static SignedChainHead Sign(HashChainLink link, DateTimeOffset at, ECDsa key)
    {
        var checkpoint = new SignedChainHead(link.Position, Convert.ToHexStringLower(link.Hash),
            at.ToUniversalTime().ToMicroseconds(), EcdsaP256, IdOf(key), string.Empty);
        var signature = key.SignData(
            checkpoint.Signed(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return checkpoint with { Signature = Convert.ToBase64String(signature) };
    }

    /// <summary>Reads a key.</summary>
    /// <param name="pem">A private key, or where only a signature is checked the public one.</param>
    /// <exception cref="ArgumentException">It is no key on P-256.</exception>
    public static ECDsa Key(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                return key;
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            // The message below says it: the file's content must not be shown.
        }
        key.Dispose();
        throw new ArgumentException("The key must be one of ECDSA on P-256, as PEM.");
    }

    /// <summary>Makes a key.</summary>
    public static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Why the signature is not valid; null where the key signed it.</summary>
    public string? Refutes(ECDsa key)
    {
        if (Algorithm != EcdsaP256)
            return $"The checkpoint is signed by {Algorithm}, which is not known here.";
        if (KeyId != IdOf(key))
            return $"The checkpoint is signed by the key {KeyId}, not by {IdOf(key)}.";
        var signature = new byte[Signature.Length];
        return Convert.TryFromBase64String(Signature, signature, out var length) && key.VerifyData(
                Signed(), signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ? null
            : "The checkpoint's signature is not that of what it says.";
    }

    /// <summary>Why a store's chain does not pass through it; null where it does.</summary>
    public async Task<string?> Differs(HashChain chain, CancellationToken cancel)
    {
        if (await chain.HashAt(Position, cancel) is not { } hash)
            return $"The store has no position {Position}, which the checkpoint signs.";
        return Convert.ToHexStringLower(hash) == Hash ? null
            : $"The events up to position {Position} are not those that the checkpoint signs.";
    }

    private static string IdOf(ECDsa key) =>
        Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, KeyIdBytes));

    private byte[] Signed() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"summit checkpoint 1\n{Position}\n{Hash}\n{At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}\n{KeyId}\n"));
}
