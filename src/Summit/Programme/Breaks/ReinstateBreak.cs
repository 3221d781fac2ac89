using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser takes back that a break was cancelled: it is in its rooms and at its time again, unless something else
/// is there by now (PR19).
/// </summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record ReinstateBreak([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<BreakEvent> Decide(
        Break known, ReinstateBreak command, BreakFacts facts, DateTimeOffset now)
    {
        if (known.CancelledBecause is null)
            return [];
        var (rooms, startsAt, endsAt) = (known.Rooms, known.Slot.StartsAt, known.Slot.EndsAt);
        return BreakCommand.Unfit(facts.Edition, rooms, startsAt, endsAt) is { } unfit
            ? unfit with { Field = null }
            : [new BreakReinstated(command.Reason, BreakCommand.Place(facts.Edition, rooms, startsAt, endsAt), now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/breaks/{id:guid}/reinstate", (
            Guid id, CommandRequest<ReinstateBreak> request, CommandExecutor executor, Congresses congresses) =>
            executor.Execute(request, Break.Category, id,
                load: (known, cancel) => BreakFacts.Load(known.Congress, congresses, cancel),
                decide: (known, facts) => Decide(known, request.Command, facts, request.Now),
                respond: BreakDetails.Of))
        .WithOperation(nameof(ReinstateBreak), "Take back that a break was cancelled")
        .RequireRoles(Role.Organiser);
}
