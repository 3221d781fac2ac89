using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An organiser takes back that two entries are one organisation. What was taken over stays with the one that took it:
/// nobody else can tell whose it is (RE8).
/// </summary>
public sealed record SeparateOrganisation
{
    public static Decision<Organisation> Decide(Organisation organisation) => organisation.JoinedInto is null
        ? []
        : [organisation with { JoinedInto = null, Version = organisation.Version + 1 }];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisations/{id:guid}/separate", (
            Guid id, CommandRequest<SeparateOrganisation> request, CommandExecutor executor,
            RegisterQueries register) =>
            executor.Execute(request, async cancel => request.By.IsUnlimited
                ? EntryChange.Of((await register.Organisations([id], cancel)).GetValueOrDefault(id), request,
                    decide: Decide,
                    write: (before, organisation) =>
                        new OrganisationChanged(before, organisation, request.By, "organisation-separated"),
                    keep: organisation => organisation)
                : Permission.Forbidden))
        .WithOperation(nameof(SeparateOrganisation), "Separate two entries of organisations that are joined")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
