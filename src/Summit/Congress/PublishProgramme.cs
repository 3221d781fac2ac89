using Summit.Http;
using Summit.Kernel;

namespace Summit.Congress;

/// <summary>
/// An organiser publishes the programme: everybody may read it from then on as it stands at this moment (C7).
/// </summary>
/// <param name="Name">What this version is called.</param>
/// <param name="Note">What changed, for those who read it.</param>
public sealed record PublishProgramme(
    [MaxText(MaxTextAttribute.Title)] string Name, [MaxText(MaxTextAttribute.Summary)] string? Note = null)
{
    public static Decision<CongressEvent> Decide(Edition edition, PublishProgramme ask, DateTimeOffset now) =>
        [new ProgrammePublished(edition.Releases.Count + 1, ask.Name, now, ask.Note)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/programme/releases", (
            string slug, CommandRequest<PublishProgramme> command, Congresses congresses) =>
            congresses.On(command, slug, edition => Decide(edition, command.Body, command.Now),
                edition => edition.Releases[^1],
                edition => $"/v1/congresses/{slug}/programme/releases/{edition.Releases.Count}"))
        .WithOperation(nameof(PublishProgramme), "Congress", "Publish the programme as it stands")
        .RequireRoles(Role.Organiser)
        .Answers<Release>(StatusCodes.Status201Created);
}

/// <summary>An organiser closes an edition that is over (C8).</summary>
public static class CloseCongress
{
    public static Decision<CongressEvent> Decide(Edition edition, DateTimeOffset now) =>
        edition.ClosedAt is null ? [new CongressClosed(now)] : [];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/close", (string slug, CommandRequest<NoBody> command, Congresses congresses) =>
            congresses.On(command, slug, edition => Decide(edition, command.Now), CongressDetails.Of))
        .WithOperation(nameof(CloseCongress), "Congress", "Close a Congress that is over")
        .RequireRoles(Role.Organiser)
        .Answers<CongressDetails>();
}
