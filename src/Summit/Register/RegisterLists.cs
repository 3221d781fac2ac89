using Summit.Http;

namespace Summit.Register;

/// <summary>The register's organisations and people, one and all.</summary>
internal static class RegisterLists
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/organisations/{id:guid}", async (
                Guid id, ReadRequest request, RegisterQueries register, CancellationToken cancel) =>
                Show(request, await Past((await register.Organisations([id], cancel)).GetValueOrDefault(id), request,
                    register.AsOf, cancel)))
            .WithOperation("GetOrganisation", "An organisation, now or as it stood")
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
                Guid id, ReadRequest request, RegisterQueries register, IEnumerable<ICongressPeople> parts,
                CancellationToken cancel) =>
                Show(request, await Seen(id, request, register, parts, cancel)))
            .WithOperation("GetPerson",
                "A person, now or as they stood: for organisers, their organisation and themselves")
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

    private static Response<T> Show<T>(ReadRequest request, T? entry) where T : class, IRegisterEntry =>
        entry is null ? request.NotFound() : request.Show(entry, ETag.Of(entry.Version));

    // Who they are today decides who sees them, also as they were.
    private static async Task<Person?> Seen(
        Guid id, ReadRequest request, RegisterQueries register, IEnumerable<ICongressPeople> parts,
        CancellationToken cancel)
    {
        if (!(await register.Seen(request.By!, [id], parts, cancel)).TryGetValue(id, out var seen))
            return null;
        var (found, withContact) = seen;
        var shown = await Past(found, request, register.AsOf, cancel);
        return withContact ? shown : shown?.WithoutContact();
    }

    private static async Task<T?> Past<T>(
        T? present, ReadRequest request, Func<T, DateTimeOffset, CancellationToken, Task<T?>> asOf,
        CancellationToken cancel)
        where T : class =>
        present is not null && await request.Moment(cancel) is { } moment
            ? await asOf(present, moment, cancel)
            : present;
}
