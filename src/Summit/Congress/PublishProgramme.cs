using Summit.Http;

namespace Summit.Congress;

/// <summary>
/// An organiser publishes the programme: from then on it is public as it is at this moment (CO7), and so are the names
/// of those on its panels where they say so (CO12).
/// </summary>
/// <param name="Name">What this version is called.</param>
/// <param name="Note">What changed, for those who read it.</param>
/// <param name="NamesPeople">
/// Whether everybody may read who is on the panels, by name and office; by default not. The latest release decides for
/// all earlier ones, too.
/// </param>
public sealed record PublishProgramme(
    [MaxLine(Limits.Title)] string Name, [MaxText(Limits.Summary)] string? Note = null, bool NamesPeople = false)
{
    public static Decision<CongressEvent> Decide(Edition edition, PublishProgramme command, DateTimeOffset now) =>
    [
        new ProgrammePublished(
            edition.Releases.Count + 1, command.Name, now, command.Note, command.NamesPeople ? true : null),
    ];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/programme/releases", (
            CommandRequest<PublishProgramme> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, request.Command, request.Now),
                respond: edition => new Created<Release>(
                    edition.Releases[^1],
                    $"/v1/congresses/{congress.Slug}/programme/releases/{edition.Releases.Count}")))
        .WithOperation(nameof(PublishProgramme), "Publish the programme as it stands")
        .RequireRoles(Role.Organiser);
}
