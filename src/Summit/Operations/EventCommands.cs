using System.CommandLine;
using System.Text.Json;
using JasperFx.Events;
using Summit.Store;

namespace Summit.Operations;

/// <summary>The operator's commands on the events themselves.</summary>
internal static class EventCommands
{
    /// <summary>Prints the events, and what else is done with them.</summary>
    public static Command All()
    {
        var after = new Option<long>("--after") { Description = "Only those after this position." };
        // One name each time: what comes after it may be configuration, such as which database is meant.
        var types = new Option<string[]>("--type") { Description = "Only events of this wire name; may be repeated." };
        var command = new Command("events", "Print the events as NDJSON, in order.")
        {
            after, types, Export(), ImportCommand(), Checkpoint(), CheckpointKey(),
        };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            var streams = app.Services.GetRequiredService<EventStreams>();
            var known = app.Services.GetRequiredService<EventTypes>();
            var wanted = parsed.GetValue(types) is { Length: > 0 } some ? some : null;
            var say = parsed.InvocationConfiguration;
            var (exitCode, position) = (0, parsed.GetValue(after));
            while (true)
            {
                try
                {
                    await foreach (var recorded in streams.ReadAll(position, wanted, cancel))
                        say.Output.WriteLine(JsonSerializer.Serialize(Line.Of(recorded, known), Json.Options));
                    return exitCode;
                }
                catch (UnreadableEventException broken)
                {
                    say.Error.WriteLine(broken.Message);
                    (exitCode, position) = (DatabaseCommand.SomethingDiffers, broken.Position);
                }
            }
        }, cancel));
        return command;
    }

    private static Command Export()
    {
        var slug = new Argument<string>("slug") { Description = "The Congress." };
        var people = new Option<bool>("--with-people")
        {
            Description = "Also the people it names (personal data); by default their ids only.",
        };
        var command = new Command("export", "Print a whole Congress as NDJSON.") { slug, people };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            var transfer = app.Services.GetRequiredService<CongressExport>();
            await CongressExportFile.Write(parsed.InvocationConfiguration.Output,
                transfer.Export(parsed.GetValue(slug)!, parsed.GetValue(people), cancel));
            return 0;
        }, cancel));
        return command;
    }

    private static Command ImportCommand()
    {
        var file = new Argument<string>("file") { Description = "A file that export wrote." };
        var command = new Command("import", "Write an exported Congress, whole or not at all.") { file };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new ArgumentException($"There is no file {path}.");
            var (congress, events) = await app.Services.GetRequiredService<CongressExport>().Take(path, cancel);
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
        var command = new Command("checkpoint", "Sign the head of the hash chain, as JSON.") { key };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            using var signing = SignedChainHeadFiles.Key(parsed.GetValue(key)!);
            var link = await app.Services.GetRequiredService<HashChain>().Last(cancel)
                ?? throw new ArgumentException("The chain has no link yet: it is written by a running service.");
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var signed = SignedChainHead.Sign(link, now, signing);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(signed, Json.Options));
            return 0;
        }, cancel));
        return command;
    }

    private static Command CheckpointKey()
    {
        var file = new Argument<string>("file") { Description = "A new file for the private key." };
        var command = new Command("checkpoint-key", "Make a key to sign checkpoints; prints the public one.") { file };
        command.SetAction((parsed, _) => ConsoleErrors.Run(parsed, () =>
        {
            parsed.InvocationConfiguration.Output.Write(SignedChainHeadFiles.MakeKey(parsed.GetValue(file)!));
            return Task.FromResult(0);
        }));
        return command;
    }

    /// <summary>An event as it is printed.</summary>
    private sealed record Line(
        long Position, Guid Id, Guid Stream, long Version, string Kind, string Type, object Data,
        DateTimeOffset RecordedAt, EventMetadata About)
    {
        public static Line Of(IEvent recorded, EventTypes types)
        {
            var (wire, category) = types.Of(recorded.Data);
            return new Line(recorded.Sequence, recorded.Id, recorded.StreamId, recorded.Version, category.Name, wire,
                recorded.Data, recorded.Timestamp,
                new EventMetadata(recorded.UserName ?? "", recorded.CorrelationId, recorded.CausationId,
                    recorded.Headers?.GetValueOrDefault("reason")?.ToString()));
        }
    }
}
