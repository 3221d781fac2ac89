using System.CommandLine;
using System.Text.Json;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Operations;

/// <summary>The operator's commands on the events themselves.</summary>
internal static class EventCommands
{
    private const int PageSize = 500;

    /// <summary>Prints the events, and what else is done with them.</summary>
    public static Command All()
    {
        var after = new Option<long>("--after") { Description = "Only those after this position." };
        // One name each time: what comes after it may be configuration, such as which database is meant.
        var types = new Option<string[]>("--type") { Description = "Only of this wire name; may be said again." };
        var command = new Command("events", "Print the events as NDJSON, in order.")
        {
            after, types, Export(), ImportCommand(), Checkpoint(), CheckpointKey(),
        };
        command.SetAction((parsed, cancel) => Commands.OnDatabase(parsed, async (app, _) =>
        {
            var store = app.Services.GetRequiredService<IEventStore>();
            var wanted = parsed.GetValue(types) is { Length: > 0 } some ? some : null;
            var reached = parsed.GetValue(after);
            while (true)
            {
                var page = await store.ReadAll(reached, PageSize, wanted, cancel);
                foreach (var recorded in page.Events)
                    Console.WriteLine(JsonSerializer.Serialize(recorded, Json.Options));
                if (!page.IsFull)
                    return 0;
                reached = page.Reached;
            }
        }, cancel));
        return command;
    }

    private static Command Export()
    {
        var slug = new Argument<string>("slug") { Description = "The Congress." };
        var people = new Option<bool>("--with-people")
        {
            Description = "Also the people it names: personal data. Without, it holds their ids alone.",
        };
        var command = new Command("export", "Print a whole Congress as NDJSON.") { slug, people };
        command.SetAction((parsed, cancel) => Commands.OnDatabase(parsed, async (app, _) =>
        {
            var transfer = app.Services.GetRequiredService<Transfer>();
            await CongressFile.Write(parsed.InvocationConfiguration.Output,
                transfer.Export(parsed.GetValue(slug)!, parsed.GetValue(people), cancel));
            return 0;
        }, cancel));
        return command;
    }

    private static Command ImportCommand()
    {
        var file = new Argument<string>("file") { Description = "What export has printed." };
        var command = new Command("import", "Write an exported Congress, whole or not at all.") { file };
        command.SetAction((parsed, cancel) => Commands.OnDatabase(parsed, async (app, _) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new ArgumentException($"There is no file {path}.");
            var (congress, events) = await app.Services.GetRequiredService<Transfer>().Take(path, cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(events is null
                ? $"{congress.Slug} stands there already."
                : $"{events} events of {congress.Slug} imported.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command Checkpoint()
    {
        var key = new Option<string>("--key") { Description = "The private key (PEM file).", Required = true };
        var command = new Command("checkpoint", "Sign what the chain over the events has come to, as JSON.") { key };
        command.SetAction((parsed, cancel) => Commands.OnDatabase(parsed, async (app, _) =>
        {
            using var signing = Checkpoints.Key(parsed.GetValue(key)!);
            var link = await app.Services.GetRequiredService<HashChain>().Last(cancel)
                ?? throw new ArgumentException("The chain has no link yet: it is written by a running service.");
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var signed = Store.SignedChainHead.Sign(link, now, signing);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(signed, Json.Options));
            return 0;
        }, cancel));
        return command;
    }

    private static Command CheckpointKey()
    {
        var file = new Argument<string>("file") { Description = "Where the private key is put; not yet there." };
        var command = new Command("checkpoint-key", "Make a key to sign checkpoints; prints the public one.") { file };
        command.SetAction((parsed, _) => Operator.Told(() =>
        {
            parsed.InvocationConfiguration.Output.Write(Checkpoints.MakeKey(parsed.GetValue(file)!));
            return Task.FromResult(0);
        }));
        return command;
    }
}
