using Summit.Http;

namespace Summit.Congress;

/// <summary>
/// An organiser closes an edition that is over (CO8). Before its last day is over, that is confirmed (CO10).
/// </summary>
/// <param name="Confirmed">Whether it is meant, although the edition still goes on.</param>
public sealed record CloseCongress(bool Confirmed = false)
{
    public static Decision<CongressEvent> Decide(
        Edition edition, CloseCongress command, PlannedFacts facts, DateTimeOffset now)
    {
        if (edition.ClosedAt is not null)
            return [];
        var (from, until) = edition.Days;
        return now < until && !command.Confirmed
            ? CongressRules.ClosingUnconfirmed.Refuses(field: "/confirmed", conflicts:
            [
                new Conflict(edition.Id, "congress", edition.Name,
                    new ConflictSlot(null, from, until, edition.TimeZone)),
                .. facts.Sessions.Where(session => session.EndsAt > now).Select(session => session.Conflict),
            ],
            facts: new RefusalFacts(From: until))
            : [new CongressClosed(now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/close", (
            CommandRequest<CloseCongress> request, CongressRoute congress, CommandExecutor executor,
            IProgrammeQueries programme) =>
            executor.Execute(request, Edition.Category, congress.Id,
                load: (_, cancel) => PlannedFacts.Load(congress.Id, programme, cancel),
                decide: (edition, facts) => Decide(edition, request.Command, facts, request.Now),
                respond: CongressDetails.Of))
        .WithOperation(nameof(CloseCongress), "Close a Congress that is over")
        .RequireRoles(Role.Organiser)
        .GoesOnAfterClosing();
}
