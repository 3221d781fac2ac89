using Summit.Http;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// An organisation stands behind another's paper, once (PA8). Whoever was given the paper's id may do so before the
/// paper is public: the answer is the endorsement, never the paper.
/// </summary>
/// <param name="Organisation">Who endorses; a partner only for its own organisation.</param>
public sealed record EndorsePaper(Guid Organisation)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="IsOrganisation">Whether the register has the organisation.</param>
    public sealed record Facts(bool IsOrganisation)
    {
        internal static async Task<Facts> Load(
            EndorsePaper command, RegisterQueries register, CancellationToken cancel) =>
            new((await register.PresentOrganisations([command.Organisation], cancel))
                .ContainsKey(command.Organisation));
    }

    public static Decision<PaperEvent> Decide(Paper paper, EndorsePaper command, Facts facts, DateTimeOffset now)
    {
        if (paper.Endorsements.Exists(endorsement => endorsement.Organisation == command.Organisation))
            return [];
        if (!facts.IsOrganisation)
            return PaperRules.NoSuchOrganisation.Refuses(field: "/organisation");
        if (paper.Organisation == command.Organisation)
            return PaperRules.OwnPaper.Refuses(paper.Track, "/organisation");
        if (paper.State is PaperState.Rejected or PaperState.Withdrawn)
            return PaperRules.EndorsementsClosed.Refuses(paper);
        return [new PaperEndorsed(command.Organisation, paper.Latest.Number, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/endorsements", (
            Guid id, CommandRequest<EndorsePaper> request, CommandExecutor executor, RegisterQueries register) =>
        {
            var organisation = request.Command.Organisation;
            return executor.Execute(request, Paper.Category, id,
                permission: Permission.If(request.By.SpeaksFor(organisation)),
                authorize: paper => EndorsementDetails.PermissionOn(paper, request.By),
                load: (_, cancel) => Facts.Load(request.Command, register, cancel),
                decide: (paper, facts) => Decide(paper, request.Command, facts, request.Now),
                respond: paper => new Created<EndorsementDetails>(
                    EndorsementDetails.Of(paper, organisation), $"/v1/papers/{id}/endorsements/{organisation}"));
        })
        .WithOperation(nameof(EndorsePaper), "Endorse a paper for an organisation")
        .RequireRoles(Role.Partner, Role.Organiser)
        .Produces<EndorsementDetails>();
}
