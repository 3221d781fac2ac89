using Summit.Http;
using Summit.Kernel;

namespace Summit.Register;

/// <summary>An organiser enters an organisation into the register (R1, R2).</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Code">A short name; needed by sections and statutory bodies.</param>
/// <param name="Section">The code of the section it belongs to.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Memberships">What it is a member of.</param>
public sealed record RegisterOrganisation(
    [MaxText(MaxTextAttribute.Title)] LocalisedText Name,
    OrganisationKind Kind,
    [Code] string? Code = null,
    [Code] string? Section = null,
    [Country] string? Country = null,
    IReadOnlyList<Membership>? Memberships = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisations", (CommandRequest<RegisterOrganisation> command) => command.Write(_ =>
        {
            var ask = command.Body;
            if (ask.Memberships?.Any(membership => membership.Until <= membership.From) == true)
                return Task.FromResult(command.Refused(
                    RegisterRules.MembershipsOverlap.Refuses(field: "/memberships")));
            var organisation = new Organisation(Guid.CreateVersion7(), ask.Name, ask.Kind, ask.Code, ask.Section,
                ask.Country, ask.Memberships ?? [], command.Now);
            return Task.FromResult(new CommandResult([], organisation, null, $"/v1/organisations/{organisation.Id}")
            {
                Operations = [new OrganisationEntered(organisation, command.By)],
            });
        }))
        .WithOperation(nameof(RegisterOrganisation), "Register", "Register an organisation")
        .RequireRoles(Role.Organiser)
        .Answers<Organisation>(StatusCodes.Status201Created);
}

