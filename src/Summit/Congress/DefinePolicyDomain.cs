using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser names a policy domain, or renames it: domains are data, not a fixed list (CO4).</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called.</param>
public sealed record DefinePolicyDomain([Code] string Code, [MaxLine(Limits.Title)] LocalisedText Name)
{
    public static Decision<CongressEvent> Decide(Edition edition, DefinePolicyDomain command)
    {
        return command.Name.Equals(edition.PolicyDomains.GetValueOrDefault(command.Code))
            ? []
            : [new PolicyDomainDefined(command.Code, command.Name)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/policy-domains", (
            CommandRequest<DefinePolicyDomain> request, CongressRoute congress, CommandExecutor executor) =>
        {
            var code = request.Command.Code;
            return executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, request.Command),
                respond: edition => new Created<PolicyDomainDetails>(
                    new PolicyDomainDetails(code, edition.PolicyDomains[code]),
                    $"/v1/congresses/{congress.Slug}/policy-domains/{code}"));
        })
        .WithOperation(nameof(DefinePolicyDomain), "Name a policy domain")
        .RequireRoles(Role.Organiser)
        .Produces<PolicyDomainDetails>();
}
