using Summit.Http;

namespace Summit.Register;

/// <summary>An organiser enters an organisation into the register (RE1, RE2, RE5).</summary>
public sealed record RegisterOrganisation : OrganisationCommand
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisations", (CommandRequest<RegisterOrganisation> request, CommandExecutor executor) =>
            executor.Execute(request, _ => Task.FromResult(Enter(request))))
        .WithOperation(nameof(RegisterOrganisation), "Register an organisation")
        .RequireRoles(Role.Organiser);

    private static CommandResult<Created<Organisation>> Enter(CommandRequest<RegisterOrganisation> request)
    {
        if (request.Command.HasEmptyMembership)
            return RegisterRules.MembershipsOverlap.Refuses(field: "/memberships");
        var organisation = request.Command.Entry(Guid.CreateVersion7(), request.Now);
        return new CommandResult<Created<Organisation>>([],
            new Created<Organisation>(organisation, $"/v1/organisations/{organisation.Id}"), organisation.Version)
        {
            Operations = [new OrganisationEntered(organisation, request.By)],
        };
    }
}
