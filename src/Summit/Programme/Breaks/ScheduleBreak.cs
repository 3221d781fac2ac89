using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser of all tracks enters a break in the programme, or blocks rooms (PR19). Rooms that it names hold no
/// session then: of two that race for one the database lets one through.
/// </summary>
public sealed record ScheduleBreak : BreakCommand
{
    /// <summary>Whether it is a break, or rooms are blocked.</summary>
    public required BreakKind Kind { get; init; }

    public static Decision<BreakEvent> Decide(Guid id, ScheduleBreak command, BreakFacts facts) =>
        command.Breaks(facts.Edition, command.Kind) is { } unfit
            ? unfit
            :
            [
                new BreakScheduled(id, facts.Edition.Id, command.Kind, command.Title, command.Named,
                    command.PlaceIn(facts.Edition)),
            ];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/breaks", (
            CommandRequest<ScheduleBreak> request, CongressRoute congress, CommandExecutor executor,
            Congresses congresses) =>
        {
            var id = Guid.CreateVersion7();
            return executor.Start(request, Break.Category, id,
                permission: Permission.If(request.By.Scope.Covers(new Scope(congress.Id))),
                load: cancel => BreakFacts.Load(congress.Id, congresses, cancel),
                decide: facts => Decide(id, request.Command, facts),
                respond: entered => new Created<BreakDetails>(BreakDetails.Of(entered), $"/v1/breaks/{id}"),
                congress: _ => congress.Id);
        })
        .WithOperation(nameof(ScheduleBreak), "Enter a break in the programme, or block rooms")
        .RequireRoles(Role.Organiser);
}
