using System.CommandLine;
using Npgsql;
using Summit.Access;
using Summit.Congress;
using Summit.Store;

namespace Summit.Operations;

/// <summary>The command line: serve, and the operator's commands on the same database.</summary>
public static class Commands
{
    /// <summary>All commands; without one it serves.</summary>
    public static RootCommand All()
    {
        var root = new RootCommand("Summit: the service on which a World Summit and Congress runs.")
        {
            Migrate(), Seed(), KeysCommand(), Rebuild(), Verify(), EventCommands.All(), HealthCommand.Create(),
            SubscriptionCommands.All(),
        };
        root.SetAction((parsed, cancel) =>
            ConsoleErrors.Run(parsed, () => ServeCommand.Run(ConsoleErrors.Configuration(parsed), cancel)));
        foreach (var command in root.Subcommands.SelectMany(sub => sub.Subcommands.Append(sub)).Append(root))
            command.TreatUnmatchedTokensAsErrors = false;
        return root;
    }

    private static Command Migrate()
    {
        var command = new Command("migrate", "Bring the database up to date.");
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            foreach (var file in await app.Migrate(cancel))
                parsed.InvocationConfiguration.Output.WriteLine(file);
            return 0;
        }, cancel, migrate: false));
        return command;
    }

    private static Command Seed()
    {
        var name = new Argument<string>("scenario") { Description = "A folder of seeds, such as durban-2019." };
        var command = new Command("seed", "Replay a scenario into an empty database.") { name };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, database) =>
        {
            var scenario = Scenario.Load(parsed.GetValue(name)!);
            switch (await ScenarioRunner.Fill(scenario, app.Services, database, Console.Error.WriteLine, cancel))
            {
                case ScenarioRunner.Stage.Whole:
                    Console.WriteLine($"{scenario.Name} stands there already.");
                    return 0;
                case ScenarioRunner.Stage.Foreign:
                    throw new ScenarioException("The database is not empty: a scenario is replayed into an empty one.");
                default:
                    Console.WriteLine($"{scenario.Steps.Count} steps of {scenario.Name} replayed.");
                    return 0;
            }
        }, cancel));
        return command;
    }

    private static Command KeysCommand()
    {
        var roles = string.Join(", ", Enum.GetValues<Role>().Select(EnumNames.Of));
        var role = new Argument<string>("role") { Description = roles };
        var label = new Option<string>("--label")
        {
            Description = "What it is for.", DefaultValueFactory = _ => "issued by the operator",
        };
        var congress = new Option<string?>("--congress") { Description = "Only in the Congress of this slug." };
        var track = new Option<string?>("--track") { Description = "Only in this track." };
        var organisation = new Option<Guid?>("--organisation") { Description = "The organisation it speaks for." };
        var person = new Option<Guid?>("--person") { Description = "The person it is issued to." };
        var expires = new Option<string?>("--expires") { Description = "When it expires (RFC 3339)." };
        var issue = new Command("issue", "Issue a key; its secret is shown only now.")
        {
            role, label, congress, track, organisation, person, expires,
        };
        issue.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            DateTimeOffset? until = parsed.GetValue(expires) is not { } text ? null
                : InstantJsonConverter.TryParse(text, out var moment) ? moment
                : throw new ArgumentException("--expires needs a moment with its offset (RFC 3339).");
            Guid? only = parsed.GetValue(congress) is not { } slug ? null
                : await app.Services.GetRequiredService<Congresses>().IdOf(slug, cancel)
                    ?? throw new ArgumentException($"There is no Congress {slug}.");
            if (string.IsNullOrWhiteSpace(parsed.GetValue(label)))
                throw new ArgumentException("--label needs a word for what the key is for.");
            var key = new ApiKey(Guid.CreateVersion7(), parsed.GetValue(label)!,
                EnumNames.Parse<Role>(parsed.GetValue(role)!), only,
                parsed.GetValue(track) is { } word ? EnumNames.Parse<Track>(word) : null, parsed.GetValue(organisation),
                parsed.GetValue(person), TimeProvider.System.GetUtcNow(), until);
            Console.WriteLine(await app.Services.GetRequiredService<Keys>().Renew(key, cancel));
            return 0;
        }, cancel));
        var id = new Argument<Guid>("id") { Description = "The key's id." };
        var revoke = new Command("revoke", "Revoke a key.") { id };
        revoke.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            var revoked = await app.Services.GetRequiredService<Keys>().Revoke(parsed.GetValue(id), by: null, cancel)
                ?? throw new ArgumentException($"There is no key {parsed.GetValue(id)}.");
            Console.WriteLine($"{revoked.Id} is refused from now on.");
            return 0;
        }, cancel));
        var of = new Option<string?>("--role") { Description = roles };
        var show = new Command("show", "Show the development keys again, or that of one role.") { of };
        show.SetAction((parsed, cancel) => ConsoleErrors.Run(parsed, async () =>
        {
            var file = DevelopmentKeys.FileOf(Service.Configure(ConsoleErrors.Configuration(parsed)).Configuration);
            var kept = await DevelopmentKeys.Kept(file, cancel);
            if (kept.Count == 0)
                throw new ArgumentException($"There are none in {file}: a start in Development makes them.");
            var say = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(of) is { } one)
                say.WriteLine(kept.GetValueOrDefault(EnumNames.Of(EnumNames.Parse<Role>(one)))
                    ?? throw new ArgumentException($"There is no key of {one} in {file}."));
            else
                foreach (var (word, token) in kept)
                    say.WriteLine($"{word,-14} {token}");
            return 0;
        }));
        return new Command("keys", "Issue, revoke and show keys.") { issue, revoke, show };
    }

    private static Command Rebuild()
    {
        var view = new Argument<string>("view") { Description = "A projection, or all." };
        var command = new Command("rebuild", "Rebuild a projection from the events.") { view };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            var replay = app.Services.GetRequiredService<ProjectionRebuilder>();
            var isDone = true;
            foreach (var name in parsed.GetValue(view) == "all" ? replay.Names.ToArray() : [parsed.GetValue(view)!])
                isDone &= await Replay(replay, parsed, name, async progress =>
                    ($"{await replay.Rebuild(name, cancel, progress)} events", true));
            return isDone ? 0 : DatabaseCommand.SomethingDiffers;
        }, cancel));
        return command;
    }

    private static Command Verify()
    {
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "A signed checkpoint (file) that the hash chain has to contain.",
        };
        var publicKey = new Option<string?>("--public-key") { Description = "The checkpoint's public key (PEM file)." };
        var command = new Command("verify", "Compare every projection and stream with a replay.")
        {
            checkpoint, publicKey,
        };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            var say = parsed.InvocationConfiguration.Output;
            var signed = SignedChainHeadFiles.Read(parsed.GetValue(checkpoint), parsed.GetValue(publicKey));
            var replay = app.Services.GetRequiredService<ProjectionRebuilder>();
            var findings = await app.Services.GetRequiredService<StoreVerifier>().Run(cancel);
            var isWell = findings.Count == 0;
            foreach (var one in isWell ? ["every stream whole, every position there, the chain unbroken"] : findings)
                say.WriteLine($"events: {one}");
            if (signed is not null)
            {
                var finding = await signed.Differs(app.Services.GetRequiredService<HashChain>(), cancel);
                isWell &= finding is null;
                say.WriteLine($"checkpoint: {finding ?? $"as signed, up to position {signed.Position}"}");
            }
            foreach (var name in replay.Names.ToArray())
                isWell &= await Replay(replay, parsed, name, async progress =>
                    await replay.Compare(name, cancel, progress) is { } differs
                        ? (differs, false)
                        : ("as replayed", true));
            return isWell ? 0 : DatabaseCommand.SomethingDiffers;
        }, cancel));
        return command;
    }

    /// <summary>Replays a projection and prints the result, or why it cannot be replayed.</summary>
    /// <returns>Whether it went well; the next projection follows either way.</returns>
    private static async Task<bool> Replay(
        ProjectionRebuilder replay, ParseResult parsed, string name,
        Func<ReplayProgress, Task<(string Said, bool IsWell)>> work)
    {
        var progress = ReplayProgress.Of(name);
        (string Said, bool IsWell) result;
        try
        {
            result = await work(progress);
        }
        // A lost database and an unknown projection end the whole command.
        catch (Exception broken) when (replay.Names.Contains(name)
            && broken is not (OperationCanceledException or NpgsqlException { IsTransient: true }))
        {
            result = ($"cannot be replayed. {broken.Message}", false);
        }
        progress.Done();
        parsed.InvocationConfiguration.Output.WriteLine($"{name}: {result.Said}");
        return result.IsWell;
    }
}
