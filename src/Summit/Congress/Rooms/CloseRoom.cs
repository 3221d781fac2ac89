using Summit.Http;

namespace Summit.Congress;

/// <summary>
/// An organiser closes a room: it takes no further sessions, nor does what it is a part of (CO3). Sessions that are
/// still to take place in it keep their slots, so that is confirmed (CO10).
/// </summary>
/// <param name="Reason">Why.</param>
/// <param name="Confirmed">Whether it is meant, although sessions are planned in it.</param>
public sealed record CloseRoom([MaxText(Limits.Summary)] string Reason, bool Confirmed = false)
{
    public static Decision<CongressEvent> Decide(
        Edition edition, Guid room, CloseRoom command, PlannedFacts facts, DateTimeOffset now)
    {
        if (edition.Rooms.Find(known => known.Id == room) is not { } known)
            return CongressRules.NoSuchRoom.Refuses(facts: RefusalFacts.Admits(edition.OpenRooms));
        if (known.ClosedBecause is not null)
            return [];
        var concerned = facts.Sessions.Where(session => session.Rooms.Contains(room) && session.EndsAt > now).ToArray();
        return concerned.Length > 0 && !command.Confirmed
            ? CongressRules.RoomClosingUnconfirmed.Refuses(
                field: "/confirmed", conflicts: [.. concerned.Select(session => session.Conflict)])
            : [new RoomClosed(room, command.Reason)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/close", (
            Guid room, CommandRequest<CloseRoom> request, CongressRoute congress, CommandExecutor executor,
            IProgrammeQueries programme) =>
            executor.Execute(request, Edition.Category, congress.Id,
                load: (_, cancel) => PlannedFacts.Load(congress.Id, programme, cancel),
                decide: (edition, facts) => Decide(edition, room, request.Command, facts, request.Now),
                respond: edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(CloseRoom), "Close a room")
        .RequireRoles(Role.Organiser);
}
