using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An organiser says anew what an organisation is: name, kind, section and all else. Its id stays, and with it what it
/// leads, submits and belongs to; what was said before is kept (RE1, RE2, RE6).
/// </summary>
public sealed record ChangeOrganisation : OrganisationCommand
{
    public static Decision<Organisation> Decide(Organisation organisation, ChangeOrganisation command)
    {
        if (command.HasEmptyMembership)
            return RegisterRules.MembershipsOverlap.Refuses(field: "/memberships");
        // Others, and events, name it by its code, and by its code as what it is.
        if (organisation.Code is not null && command.Code != organisation.Code)
            return RegisterRules.CodeStays.Refuses(
                field: "/code", facts: RefusalFacts.Admits([organisation.Code]));
        if (organisation.Kind is OrganisationKind.Section or OrganisationKind.StatutoryBody
            && command.Kind != organisation.Kind)
            return RegisterRules.KindStays.Refuses(
                field: "/kind", facts: RefusalFacts.Admits([organisation.Kind]));
        return EntryChange.From(organisation, command.Entry(organisation.Id, organisation.CreatedAt) with
        {
            Version = organisation.Version + 1, Congress = organisation.Congress,
            JoinedInto = organisation.JoinedInto,
        });
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisations/{id:guid}/change", (
            Guid id, CommandRequest<ChangeOrganisation> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, async cancel => EntryChange.Of(
                (await register.Organisations([id], cancel)).GetValueOrDefault(id), request,
                decide: organisation => Decide(organisation, request.Command),
                write: (before, organisation) => new OrganisationChanged(before, organisation, request.By),
                keep: organisation => organisation)))
        .WithOperation(nameof(ChangeOrganisation), "Change what the register says of an organisation")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
