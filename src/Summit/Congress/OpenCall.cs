using Summit.Http;
using Summit.Kernel;

namespace Summit.Congress;

/// <summary>An organiser opens a call for papers or sessions, with its window (C6).</summary>
/// <param name="For">What is called for.</param>
/// <param name="Track">In which track.</param>
/// <param name="OpensAt">From when.</param>
/// <param name="ClosesAt">Until before when.</param>
/// <param name="Format">The Local4Action format the call is for.</param>
public sealed record OpenCall(
    CallFor For, Track Track, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, [Code] string? Format = null)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid call, OpenCall ask)
    {
        if (edition.ClosedAt is not null)
            return CongressRules.Closed;
        if (ask.ClosesAt <= ask.OpensAt)
            return CongressRules.CallEndsBeforeStart.Refuses(ask.Track, "/closesAt");
        if (ask.For == CallFor.Papers && ask.Track is not (Track.Assembly or Track.TownHall))
            return CongressRules.NoPapersInTrack.Refuses(ask.Track, "/track");
        var needsFormat = ask is { For: CallFor.Sessions, Track: Track.Local4Action };
        if (needsFormat
                ? !edition.Formats.Any(format => format.Track == ask.Track && format.Code == ask.Format)
                : ask.Format is not null)
            return CongressRules.CallWithoutFormat.Refuses(ask.Track, "/format");
        return [new CallOpened(call, ask.For, ask.Track, ask.OpensAt, ask.ClosesAt, ask.Format)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/calls", (string slug, CommandRequest<OpenCall> command, Congresses congresses) =>
        {
            var call = Guid.CreateVersion7();
            return congresses.On(command, slug, edition => Decide(edition, call, command.Body),
                edition => edition.Calls.Find(known => known.Id == call)!,
                _ => $"/v1/congresses/{slug}/calls/{call}");
        })
        .WithOperation(nameof(OpenCall), "Congress", "Open a call for papers or sessions")
        .RequireRoles(Role.Organiser)
        .Answers<Call>(StatusCodes.Status201Created);
}

/// <summary>An organiser ends a call before its time (C6).</summary>
public static class CloseCall
{
    public static Decision<CongressEvent> Decide(Call call, DateTimeOffset now) =>
        call.ClosesAt <= now ? [] : [new CallClosed(call.Id, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/calls/{call:guid}/close", (
            string slug, Guid call, CommandRequest<NoBody> command, Congresses congresses) =>
            congresses.OnPart(command, slug, edition => edition.Calls.Find(known => known.Id == call),
                (_, known) => Decide(known, command.Now)))
        .WithOperation(nameof(CloseCall), "Congress", "Close a call before its time")
        .RequireRoles(Role.Organiser)
        .Answers<Call>();
}
