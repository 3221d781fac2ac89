using System.Text.Json;
using Summit.Kernel;
using Summit.Operations;
using Summit.Store;

namespace Summit.Http.Tests.Operations;

/// <summary>Signed checkpoints, as an operator makes and uses them.</summary>
public sealed class EventCommandsTests(SummitServer server) : IClassFixture<SummitServer>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("summit-checkpoint-").FullName;

    [Fact]
    public async Task a_signed_checkpoint_detects_a_store_that_was_rewritten_together_with_its_chain()
    {
        await server.Administrator.Post("/v1/congresses", Congress.CongressBodies.Durban("signed"));
        await server.Settled();
        var publicKey = await Said("events", "checkpoint-key", At("private.pem"));
        File.WriteAllText(At("public.pem"), publicKey);
        var signed = await Said("events", "checkpoint", "--key", At("private.pem"));
        File.WriteAllText(At("checkpoint.json"), signed);
        string[] verify = ["verify", "--checkpoint", At("checkpoint.json"), "--public-key", At("public.pem")];
        Assert.Contains("checkpoint: as signed", await Said(verify), StringComparison.Ordinal);

        await server.Sql("update events.mt_events set user_name = 'forger' where seq_id = 1");
        Assert.Equal(2, (await Run("verify")).Code);
        await server.Sql(
            "truncate events.chain; "
            + "update events.checkpoints set position = 0, event_id = null where name = 'events.chain'");
        // The service goes on with it from its new beginning.
        await server.Administrator.Post("/v1/congresses", Congress.CongressBodies.Durban("after"));
        await server.Settled();
        var rewritten = await Run(verify);
        Assert.Equal(2, rewritten.Code);
        Assert.Contains("chain unbroken", rewritten.Said, StringComparison.Ordinal);
        Assert.Contains("are not those that the checkpoint signs", rewritten.Said, StringComparison.Ordinal);

        using var key = SignedChainHeadFiles.Key(At("private.pem"));
        var ahead = SignedChainHead.Sign(new HashChainLink(9_999, new byte[32]), DateTimeOffset.UnixEpoch, key);
        File.WriteAllText(At("checkpoint.json"), JsonSerializer.Serialize(ahead, Json.Options));
        Assert.Contains("The store has no position 9999", (await Run(verify)).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_checkpoint_key_is_readable_by_its_owner_only_and_never_overwritten()
    {
        await Said("events", "checkpoint-key", At("key.pem"));
        var made = File.ReadAllText(At("key.pem"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("key.pem")));
        Assert.Equal(1, (await Run("events", "checkpoint-key", At("key.pem"))).Code);
        Assert.Equal(made, File.ReadAllText(At("key.pem")));
    }

    [Fact]
    public async Task a_missing_or_unreadable_checkpoint_or_key_gives_exit_code_1()
    {
        File.WriteAllText(At("nonsense"), "null");
        File.WriteAllText(At("public.pem"), await Said("events", "checkpoint-key", At("private.pem")));
        Assert.Equal(1, (await Run("events", "checkpoint", "--key", At("absent"))).Code);
        Assert.Equal(1, (await Run("events", "checkpoint", "--key", At("nonsense"))).Code);
        Assert.Equal(1, (await Run("verify", "--checkpoint", At("nonsense"))).Code);
        Assert.Equal(1,
            (await Run("verify", "--checkpoint", At("nonsense"), "--public-key", At("public.pem"))).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string file) => Path.Combine(folder, file);

    private Task<string> Said(params string[] words) => CommandLine.Said(server.ConnectionString, words);

    private Task<(int Code, string Said)> Run(params string[] words) => CommandLine.Run(server.ConnectionString, words);
}
