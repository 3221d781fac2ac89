using Summit.Http;

namespace Summit.Register;

/// <summary>The register's organisations and people, one and all.</summary>
internal static class RegisterLists
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/organisations/{id:guid}", async (
                Guid id, RegisterQueries register, HttpContext http, CancellationToken cancel) =>
                (await register.Organisations([id], cancel)).GetValueOrDefault(id) is { } found
                    ? Response.Of(found)
                    : Problem.Of(Problems.NotFound, http))
            .WithOperation("GetOrganisation", "An organisation")
            .RequireAnyRole();

        routes.MapGet("/v1/organisations", async (
                Paging paging, AnyOf<OrganisationKind> kind, string? section, RegisterQueries register,
                CancellationToken cancel) =>
                paging.Show(
                    await register.ListOrganisations(kind.Values, section, paging.After, paging.Limit + 1, cancel),
                    organisation => organisation.Id))
            .WithOperation("ListOrganisations", "The organisations, in the order of their registration")
            .RequireAnyRole();

        routes.MapGet("/v1/people/{id:guid}", async (
                Guid id, RegisterQueries register, IEnumerable<ICongressPeople> parts, HttpContext http,
                CancellationToken cancel) =>
                await register.Find(http.Actor(), id, parts, cancel) is { } found
                    ? Response.Of(found)
                    : Problem.Of(Problems.NotFound, http))
            .WithOperation("GetPerson", "A person: for organisers, their organisation and themselves")
            .RequireAnyRole();

        routes.MapGet("/v1/people", async (
                Paging paging, Guid? organisation, RegisterQueries register, IEnumerable<ICongressPeople> parts,
                HttpContext http, CancellationToken cancel) =>
                paging.Show(
                    await register.ListPeople(
                        organisation, await CongressPeople.SeenBy(http.Actor(), parts, cancel), paging.After,
                        paging.Limit + 1, cancel),
                    person => person.Id))
            .WithOperation("ListPeople", "The people, in the order of their registration")
            .RequireRoles(Role.Organiser, Role.Auditor);
    }
}
