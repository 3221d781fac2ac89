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
            new((await register.Organisations([command.Organisation], cancel)).ContainsKey(command.Organisation));
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
            return PaperRules.EndorsementsClosed.Refuses(paper.Track);
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
        .RequireRoles(Role.Partner, Role.Organiser);
}

/// <summary>An organisation's endorsement of a paper.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Stands">Whether it stands behind the paper.</param>
/// <param name="Revision">The revision it had before it.</param>
/// <param name="At">Since when.</param>
public sealed record EndorsementDetails(
    Guid Paper, Guid Organisation, bool Stands, int? Revision = null, DateTimeOffset? At = null)
{
    // An endorsing organisation need not know the paper; it is not shown to it.
    internal static Permission PermissionOn(Paper paper, Actor by) =>
        by.HasScope(paper.Congress, paper.Track) ? Permission.Granted : Permission.NotFound;

    internal static EndorsementDetails Of(Paper paper, Guid organisation)
    {
        var endorsement = paper.Endorsements.Find(known => known.Organisation == organisation);
        return new(paper.Id, organisation, endorsement is not null, endorsement?.Revision, endorsement?.At);
    }
}
