using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser opens a call for papers or sessions, with its window (CO6).</summary>
/// <param name="For">What is called for.</param>
/// <param name="Track">In which track.</param>
/// <param name="OpensAt">From when.</param>
/// <param name="ClosesAt">Until before when.</param>
/// <param name="Format">The Local4Action format the call is for.</param>
public sealed record OpenCall(
    CallFor For, Track Track, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, [Code] string? Format = null)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid call, OpenCall command)
    {
        if (command.ClosesAt <= command.OpensAt)
            return CongressRules.CallEndsBeforeStart.Refuses(
                command.Track, "/closesAt", facts: new RefusalFacts(From: command.OpensAt));
        if (command.For == CallFor.Papers && !command.Track.TakesPapers)
            return CongressRules.NoPapersInTrack.Refuses(
                command.Track, "/track", facts: Tracks.Where(track => track.TakesPapers));
        var needsFormat = command.For == CallFor.Sessions && command.Track.HasFormats;
        if (needsFormat
                ? !edition.Formats.Any(format => format.Track == command.Track && format.Code == command.Format)
                : command.Format is not null)
            return CongressRules.CallWithoutFormat.Refuses(command.Track, "/format", facts: RefusalFacts.Admits(
                needsFormat
                    ? edition.Formats.Where(format => format.Track == command.Track).Select(format => format.Code)
                    : []));
        return [new CallOpened(call, command.For, command.Track, command.OpensAt, command.ClosesAt, command.Format)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/calls", (
            CommandRequest<OpenCall> request, CongressRoute congress, CommandExecutor executor) =>
        {
            var call = Guid.CreateVersion7();
            return executor.Execute(request, Edition.Category, congress.Id,
                scope: edition => new Scope(edition.Id, request.Command.Track),
                decide: edition => Decide(edition, call, request.Command),
                respond: edition => new Created<Call>(
                    edition.Calls.Find(known => known.Id == call)!, $"/v1/congresses/{congress.Slug}/calls/{call}"));
        })
        .WithOperation(nameof(OpenCall), "Open a call for papers or sessions")
        .RequireRoles(Role.Organiser);
}
