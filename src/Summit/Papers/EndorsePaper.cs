using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// An organisation stands behind another's paper, once (P8). Whoever was given the paper's id may do so before the
/// paper is public: the answer is the endorsement, never the paper.
/// </summary>
/// <param name="Organisation">Who endorses; a partner only for its own organisation.</param>
public sealed record EndorsePaper(Guid Organisation)
{
    public static Decision<PaperEvent> Decide(
        Paper paper, EndorsePaper ask, Organisation? organisation, DateTimeOffset now)
    {
        if (paper.Endorsements.Exists(endorsement => endorsement.Organisation == ask.Organisation))
            return [];
        if (organisation is null)
            return PaperRules.NoSuchOrganisation.Refuses(field: "/organisation");
        if (paper.Organisation == ask.Organisation)
            return PaperRules.OwnPaper.Refuses(paper.Track, "/organisation");
        if (paper.State is PaperState.Rejected or PaperState.Withdrawn)
            return PaperRules.EndorsementsClosed.Refuses(paper.Track);
        return [new PaperEndorsed(ask.Organisation, paper.Latest.Number, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/endorsements", (
            Guid id, CommandRequest<EndorsePaper> command, PaperDesk desk, RegisterQueries register, CancellationToken cancel) =>
        {
            var who = command.Body.Organisation;
            return desk.OnEndorsement(command, id, who,
                async paper => Decide(paper, command.Body,
                    (await register.Organisations([who], cancel)).GetValueOrDefault(who), command.Now),
                _ => $"/v1/papers/{id}/endorsements/{who}");
        })
        .WithOperation(nameof(EndorsePaper), "Papers", "Endorse a paper for an organisation")
        .RequireRoles(Role.Partner, Role.Organiser)
        .Answers<EndorsementDetails>(StatusCodes.Status201Created);
}

/// <summary>An organisation no longer stands behind a paper; whatever became of the paper (P8).</summary>
public static class WithdrawEndorsement
{
    public static Decision<PaperEvent> Decide(Paper paper, Guid organisation, DateTimeOffset now) =>
        paper.Endorsements.Exists(endorsement => endorsement.Organisation == organisation)
            ? [new EndorsementWithdrawn(organisation, now)]
            : [];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        const string route = "/v1/papers/{id:guid}/endorsements/{organisation:guid}";

        routes.MapDelete(route, (Guid id, Guid organisation, CommandRequest<NoBody> command, PaperDesk desk) =>
                desk.OnEndorsement(command, id, organisation,
                    paper => Task.FromResult(Decide(paper, organisation, command.Now))))
            .WithOperation(nameof(WithdrawEndorsement), "Papers", "Withdraw an organisation's endorsement")
            .RequireRoles(Role.Partner, Role.Organiser)
            .Answers<EndorsementDetails>();

        routes.MapGet(route, (Guid id, Guid organisation, ReadRequest reading, PaperDesk desk) =>
                desk.Show(reading, id,
                    (paper, reader) => reader.CanSee(paper) || reader.Endorses(paper, organisation),
                    (paper, _) => EndorsementDetails.Of(paper, organisation)))
            .WithOperation("GetEndorsement", "Papers", "Whether an organisation stands behind a paper")
            .RequireAnyRole()
            .Answers<EndorsementDetails>();
    }
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
    internal static EndorsementDetails Of(Paper paper, Guid organisation)
    {
        var endorsement = paper.Endorsements.Find(known => known.Organisation == organisation);
        return new(paper.Id, organisation, endorsement is not null, endorsement?.Revision, endorsement?.At);
    }
}
