using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>An organiser gives a break or a blocker another name, other rooms or another time (PR19).</summary>
public sealed record ChangeBreak : BreakCommand
{
    public static Decision<BreakEvent> Decide(Break known, ChangeBreak command, BreakFacts facts)
    {
        if (known.CancelledBecause is not null)
            return ProgrammeRules.BreakIsCancelled;
        if (command.Breaks(facts.Edition, known.Kind) is { } unfit)
            return unfit;
        var slot = command.PlaceIn(facts.Edition);
        return known.Title.Equals(command.Title) && known.Rooms.SequenceEqual(command.Named)
            && known.Slot.Rooms.SequenceEqual(slot.Rooms) && known.Slot with { Parts = slot.Parts } == slot
                ? []
                : [new BreakChanged(command.Title, command.Named, slot)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/breaks/{id:guid}/change", (
            Guid id, CommandRequest<ChangeBreak> request, CommandExecutor executor, Congresses congresses) =>
            executor.Execute(request, Break.Category, id,
                load: (known, cancel) => BreakFacts.Load(known.Congress, congresses, cancel),
                decide: (known, facts) => Decide(known, request.Command, facts),
                respond: BreakDetails.Of))
        .WithOperation(nameof(ChangeBreak), "Give a break another name, other rooms or another time")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
