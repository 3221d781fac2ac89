using Summit.Http;
using Summit.Kernel;

namespace Summit.Congress;

/// <summary>An organiser names a policy domain, or renames it: domains are data, not a fixed list (C4).</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called.</param>
public sealed record DefinePolicyDomain([Code] string Code, [MaxText(MaxTextAttribute.Title)] LocalisedText Name)
{
    public static Decision<CongressEvent> Decide(Edition edition, DefinePolicyDomain ask)
    {
        if (edition.ClosedAt is not null)
            return CongressRules.Closed;
        return ask.Name.Equals(edition.PolicyDomains.GetValueOrDefault(ask.Code))
            ? []
            : [new PolicyDomainDefined(ask.Code, ask.Name)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/policy-domains", (
            string slug, CommandRequest<DefinePolicyDomain> command, Congresses congresses) =>
            congresses.On(command, slug, edition => Decide(edition, command.Body),
                edition => new PolicyDomainDetails(command.Body.Code, edition.PolicyDomains[command.Body.Code]),
                _ => $"/v1/congresses/{slug}/policy-domains/{command.Body.Code}"))
        .WithOperation(nameof(DefinePolicyDomain), "Congress", "Name a policy domain")
        .RequireRoles(Role.Organiser)
        .Answers<PolicyDomainDetails>(StatusCodes.Status201Created);
}

/// <summary>An organiser lays down a format of a track: who may lead it, whether by call, how long (C5).</summary>
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
    [MaxText(MaxTextAttribute.Title)] LocalisedText Name,
    IReadOnlyList<string> OpenTo,
    bool ByCall,
    [System.ComponentModel.DataAnnotations.Range(5, 1440)] int MinMinutes,
    [System.ComponentModel.DataAnnotations.Range(5, 1440)] int MaxMinutes)
{
    public static Decision<CongressEvent> Decide(Edition edition, DefineFormat ask)
    {
        if (edition.ClosedAt is not null)
            return CongressRules.Closed;
        if (ask.MaxMinutes < ask.MinMinutes)
            return CongressRules.FormatBounds.Refuses(ask.Track, "/maxMinutes");
        if (ask.OpenTo.Any(kind => kind != "person" && !EnumNames.TryParse<Register.OrganisationKind>(kind, out _)))
            return CongressRules.NoSuchKind.Refuses(ask.Track, "/openTo");
        return
        [
            new FormatDefined(ask.Track, ask.Code, ask.Name, ask.OpenTo, ask.ByCall, ask.MinMinutes, ask.MaxMinutes),
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/formats", (
            string slug, CommandRequest<DefineFormat> command, Congresses congresses) =>
            congresses.On(command, slug, edition => Decide(edition, command.Body),
                edition => edition.Formats.Find(f => f.Track == command.Body.Track && f.Code == command.Body.Code)!,
                _ => $"/v1/congresses/{slug}/formats/{command.Body.Code}"))
        .WithOperation(nameof(DefineFormat), "Congress", "Lay down a format of a track")
        .RequireRoles(Role.Organiser)
        .Answers<Format>(StatusCodes.Status201Created);
}
