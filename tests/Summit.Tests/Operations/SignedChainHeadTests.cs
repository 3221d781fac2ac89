using System.Security.Cryptography;
using Summit.Operations;
using Summit.Store;

namespace Summit.Tests.Operations;

/// <summary>A checkpoint is believed where the key that is asked for has signed exactly what it says.</summary>
public sealed class SignedChainHeadTests
{
    private static readonly HashChainLink Link = new(4711, SHA256.HashData([1]));
    private static readonly DateTimeOffset At = new(2019, 11, 15, 18, 0, 0, 123, 456, TimeSpan.FromHours(2));

    private readonly ECDsa key = SignedChainHead.NewKey();

    public static TheoryData<string> Parts => ["Position", "Hash", "At", "Algorithm", "KeyId", "Signature"];

    [Fact]
    public void a_chain_head_signed_by_a_key_is_verified_by_its_public_part()
    {
        var signed = SignedChainHead.Sign(Link, At, key);
        Assert.Null(signed.Refutes(SignedChainHead.Key(key.ExportSubjectPublicKeyInfoPem())));
        Assert.Null(signed.Refutes(SignedChainHead.Key(key.ExportPkcs8PrivateKeyPem())));
        Assert.Equal(At, signed.At);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void a_chain_head_with_a_changed_part_is_not_verified(string part)
    {
        var signed = SignedChainHead.Sign(Link, At, key);
        var forged = part switch
        {
            "Position" => signed with { Position = 4712 },
            "Hash" => signed with { Hash = signed.Hash.Replace(signed.Hash[0], signed.Hash[0] == '0' ? '1' : '0') },
            "At" => signed with { At = signed.At.AddMicroseconds(1) },
            "Algorithm" => signed with { Algorithm = "none" },
            "KeyId" => signed with { KeyId = "0000000000000000" },
            _ => signed with { Signature = SignedChainHead.Sign(Link with { Position = 1 }, At, key).Signature },
        };
        Assert.NotNull(forged.Refutes(key));
        Assert.NotNull((signed with { Signature = part }).Refutes(key));
    }

    [Fact]
    public void a_chain_head_signed_by_another_key_is_not_verified()
    {
        using var forger = SignedChainHead.NewKey();
        var forged = SignedChainHead.Sign(Link, At, forger);
        Assert.Contains("not by", forged.Refutes(key), StringComparison.Ordinal);
        Assert.Contains("signature", (forged with { KeyId = SignedChainHead.Sign(Link, At, key).KeyId }).Refutes(key),
            StringComparison.Ordinal);
    }

    [Fact]
    public void a_key_on_another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        Assert.All([other.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), "no key"],
            pem => Assert.Throws<ArgumentException>(() => SignedChainHead.Key(pem)));
    }
}
