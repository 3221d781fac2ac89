using Summit.Http;

namespace Summit.Papers;

/// <summary>An organisation no longer stands behind a paper; whatever became of the paper (PA8).</summary>
public sealed record WithdrawEndorsement
{
    public static Decision<PaperEvent> Decide(Paper paper, Guid organisation, DateTimeOffset now) =>
        paper.Endorsements.Exists(endorsement => endorsement.Organisation == organisation)
            ? [new EndorsementWithdrawn(organisation, now)]
            : [];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/papers/{id:guid}/endorsements/{organisation:guid}", (
            Guid id, Guid organisation, CommandRequest<WithdrawEndorsement> request, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                permission: Permission.If(request.By.SpeaksFor(organisation)),
                authorize: paper => EndorsementDetails.PermissionOn(paper, request.By),
                decide: paper => Decide(paper, organisation, request.Now),
                respond: paper => EndorsementDetails.Of(paper, organisation)))
        .WithOperation(nameof(WithdrawEndorsement), "Withdraw an organisation's endorsement")
        .RequireRoles(Role.Partner, Role.Organiser);
}
