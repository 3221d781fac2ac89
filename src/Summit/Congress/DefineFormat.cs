using System.ComponentModel.DataAnnotations;
using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser lays down a format of a track: who may lead it, whether by call, how long (CO5).</summary>
/// <param name="Track">The track.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="OpenTo">Kinds of organisation that may lead it, and <c>person</c> where a private person may.</param>
/// <param name="ByCall">Whether it is filled only through a call.</param>
/// <param name="MinMinutes">Its shortest slot, in minutes.</param>
/// <param name="MaxMinutes">Its longest slot, in minutes.</param>
public sealed record DefineFormat(
    Track Track,
    [Code] string Code,
    [MaxLine(Limits.Title)] LocalisedText Name,
    [MaxLength(Limits.Kinds)] IReadOnlyList<string> OpenTo,
    bool ByCall,
    [Range(5, 1440)] int MinMinutes,
    [Range(5, 1440)] int MaxMinutes)
{
    public static Decision<CongressEvent> Decide(Edition edition, DefineFormat command)
    {
        if (command.MaxMinutes < command.MinMinutes)
            return CongressRules.FormatBounds.Refuses(
                command.Track, "/maxMinutes", facts: new RefusalFacts(MinMinutes: command.MinMinutes));
        if (command.OpenTo.Any(kind => kind != "person" && !EnumNames.TryParse<Register.OrganisationKind>(kind, out _)))
            return CongressRules.NoSuchKind.Refuses(command.Track, "/openTo", facts: RefusalFacts.Admits(
                EnumNames.All(typeof(Register.OrganisationKind)).Append("person")));
        return
        [
            new FormatDefined(command.Track, command.Code, command.Name, command.OpenTo, command.ByCall,
                command.MinMinutes, command.MaxMinutes),
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/formats", (
            CommandRequest<DefineFormat> request, CongressRoute congress, CommandExecutor executor) =>
        {
            var (track, code) = (request.Command.Track, request.Command.Code);
            return executor.Execute(request, Edition.Category, congress.Id,
                scope: edition => new Scope(edition.Id, track),
                decide: edition => Decide(edition, request.Command),
                respond: edition => new Created<Format>(
                    edition.Formats.Find(format => format.Track == track && format.Code == code)!,
                    $"/v1/congresses/{congress.Slug}/formats/{code}"));
        })
        .WithOperation(nameof(DefineFormat), "Lay down a format of a track")
        .RequireRoles(Role.Organiser)
        .Produces<Format>();
}
