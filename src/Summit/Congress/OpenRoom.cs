using Summit.Http;
using Summit.Kernel;

namespace Summit.Congress;

/// <summary>An organiser opens a room for sessions (C3).</summary>
public static class OpenRoom
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, RoomTraits traits)
    {
        if (edition.ClosedAt is not null)
            return CongressRules.Closed;
        if (edition.Rooms.Any(other => other.ClosedBecause is null && other.Traits.Name == traits.Name))
            return CongressRules.RoomNameTaken.Refuses(field: "/name");
        return [new RoomOpened(room, traits)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms", (string slug, CommandRequest<RoomTraits> command, Congresses congresses) =>
        {
            var room = Guid.CreateVersion7();
            return congresses.On(command, slug, edition => Decide(edition, room, command.Body),
                edition => RoomDetails.Of(edition, room)!, edition => $"/v1/congresses/{slug}/rooms/{room}");
        })
        .WithOperation(nameof(OpenRoom), "Congress", "Open a room")
        .RequireRoles(Role.Organiser)
        .Answers<RoomDetails>(StatusCodes.Status201Created);
}

/// <summary>An organiser corrects what a room offers. Slots already given keep their turn-round time (C3).</summary>
public static class ChangeRoom
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, RoomTraits traits)
    {
        if (edition.ClosedAt is not null)
            return CongressRules.Closed;
        if (edition.Rooms.Find(known => known.Id == room) is not { ClosedBecause: null } known)
            return CongressRules.NoSuchRoom;
        if (edition.Rooms.Any(other =>
                other.Id != room && other.ClosedBecause is null && other.Traits.Name == traits.Name))
            return CongressRules.RoomNameTaken.Refuses(field: "/name");
        return known.Traits.SameAs(traits) ? [] : [new RoomChanged(room, traits)];
    }

    private static bool SameAs(this RoomTraits one, RoomTraits other) =>
        one with { Interpretation = other.Interpretation } == other
        && one.Interpretation.SequenceEqual(other.Interpretation);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/change", (
            string slug, Guid room, CommandRequest<RoomTraits> command, Congresses congresses) =>
            congresses.On(command, slug, edition => Decide(edition, room, command.Body),
                edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(ChangeRoom), "Congress", "Correct what a room offers")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<RoomDetails>();
}

/// <summary>An organiser closes a room: it takes no further sessions (C3).</summary>
/// <param name="Reason">Why.</param>
public sealed record CloseRoom([MaxText(MaxTextAttribute.Summary)] string Reason)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, CloseRoom ask) =>
        edition.Rooms.Find(known => known.Id == room) switch
        {
            null => CongressRules.NoSuchRoom,
            { ClosedBecause: not null } => [],
            _ => [new RoomClosed(room, ask.Reason)],
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/close", (
            string slug, Guid room, CommandRequest<CloseRoom> command, Congresses congresses) =>
            congresses.On(command, slug, edition => Decide(edition, room, command.Body),
                edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(CloseRoom), "Congress", "Close a room")
        .RequireRoles(Role.Organiser)
        .Answers<RoomDetails>();
}
