using System.ComponentModel.DataAnnotations;
using Summit.Http;

namespace Summit.Register;

/// <summary>An organiser enters an organisation into the register (RE1, RE2, RE5).</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Code">A short name; needed by sections and statutory bodies.</param>
/// <param name="Section">The code of the section it belongs to.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Memberships">What it is a member of.</param>
public sealed record RegisterOrganisation(
    [MaxLine(Limits.Title)] LocalisedText Name,
    OrganisationKind Kind,
    [Code] string? Code = null,
    [Code] string? Section = null,
    [Country] string? Country = null,
    [MaxLength(Limits.Memberships)] IReadOnlyList<Membership>? Memberships = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisations", (CommandRequest<RegisterOrganisation> request, CommandExecutor executor) =>
            executor.Execute(request, _ => Task.FromResult(Enter(request))))
        .WithOperation(nameof(RegisterOrganisation), "Register an organisation")
        .RequireRoles(Role.Organiser);

    private static CommandResult<Created<Organisation>> Enter(CommandRequest<RegisterOrganisation> request)
    {
        var command = request.Command;
        if (command.Memberships?.Any(membership => membership.Until <= membership.From) == true)
            return RegisterRules.MembershipsOverlap.Refuses(field: "/memberships");
        var organisation = new Organisation(Guid.CreateVersion7(), command.Name, command.Kind, command.Code,
            command.Section, command.Country,
            // In the order in which they are read.
            [.. (command.Memberships ?? []).OrderBy(one => EnumNames.Of(one.Of), StringComparer.Ordinal)
                .ThenBy(one => one.From)],
            request.Now);
        return new CommandResult<Created<Organisation>>(
            [], new Created<Organisation>(organisation, $"/v1/organisations/{organisation.Id}"))
        {
            Operations = [new OrganisationEntered(organisation, request.By)],
        };
    }
}

