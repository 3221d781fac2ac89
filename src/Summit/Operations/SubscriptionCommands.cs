using System.CommandLine;
using System.Globalization;
using Summit.Store;
using Summit.Http;
using Command = System.CommandLine.Command;

namespace Summit.Operations;

/// <summary>The operator's commands on views and reactions: show their state, skip an event, set a position.</summary>
internal static class SubscriptionCommands
{
    private const string Line = "{0,-40} {1,12} {2,10} {3,10}  {4,-24} {5}";

    /// <summary>All of them.</summary>
    public static Command All()
    {
        var command = new Command("readers", "Show each subscription's position, last error and owning node.")
        {
            Skip(), Set(),
        };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(
            parsed, (app, _) => List(app, parsed.InvocationConfiguration.Output, cancel), cancel));
        return command;
    }

    private static async Task<int> List(WebApplication app, TextWriter say, CancellationToken cancel)
    {
        var subscriptions = app.Services.GetRequiredService<SubscriptionAdmin>();
        var health = app.Services.GetRequiredService<SubscriptionHealthCheck>();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        Say("reader", "position", "events", "seconds", "node", "");
        foreach (var one in await subscriptions.All(cancel))
        {
            Say(one.Name, one.Position, await subscriptions.Behind(one.Name, cancel),
                one.NextRecordedAt is { } at ? Math.Max(0, (long)(now - at).TotalSeconds) : 0, one.Holder ?? "none",
                $"{health.Ail(one, now)} {one.Failing?.Why}");
        }
        return 0;

        void Say(params object[] words) =>
            say.WriteLine(string.Format(CultureInfo.InvariantCulture, Line, words).TrimEnd());
    }

    private static Command Skip() => Act("skip",
        "Leave out the event that a reader fails at; recorded, and left out by every replay.",
        (subscriptions, reader, position, reason, by, cancel) =>
            subscriptions.Skip(reader, position, reason, by, cancel));

    private static Command Set() => Act("set",
        "Set a reaction to the position after which it goes on, such as after a restore; recorded.",
        (subscriptions, reader, position, reason, by, cancel) =>
            subscriptions.Set(reader, position, reason, by, cancel));

    private static Command Act(
        string name, string description,
        Func<SubscriptionAdmin, string, long, string, string, CancellationToken, Task> act)
    {
        var reader = new Argument<string>("reader") { Description = "A view or reaction, as 'readers' names it." };
        var position = new Argument<long>("position") { Description = "A position of the store." };
        var reason = new Option<string>("--reason") { Description = "Why; it is recorded.", Required = true };
        var by = new Option<string>("--by")
        {
            Description = "Who decides; it is recorded.", DefaultValueFactory = _ => Environment.UserName,
        };
        var command = new Command(name, description) { reader, position, reason, by };
        command.SetAction((parsed, cancel) => DatabaseCommand.Run(parsed, async (app, _) =>
        {
            await act(app.Services.GetRequiredService<SubscriptionAdmin>(), parsed.GetValue(reader)!,
                parsed.GetValue(position), parsed.GetValue(reason)!, parsed.GetValue(by)!, cancel);
            Console.WriteLine($"{parsed.GetValue(reader)} goes on after position {parsed.GetValue(position)}.");
            return 0;
        }, cancel));
        return command;
    }
}
