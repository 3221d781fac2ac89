using Summit.Congress;
using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// A partner submits a paper of its organisation, an organiser one of any, within the window of a call (P1 to P5). The
/// paper then waits for reviews; what says nearly the same is noted with it (P6).
/// </summary>
/// <param name="Track">The track it is for.</param>
/// <param name="Organisation">Whose paper it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Body">The paper itself, in Markdown.</param>
/// <param name="PolicyDomains">Codes of the Congress's policy domains.</param>
/// <param name="ProposedRecommendations">What it proposes, in order.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="ExternalId">The id it has in the organisation's own system.</param>
/// <param name="LateReason">Why an organiser still takes it after the call has closed.</param>
public sealed record SubmitPaper(
    Track Track,
    Guid Organisation,
    [MaxText(MaxTextAttribute.Title)] LocalisedText Title,
    [MaxText(MaxTextAttribute.Summary)] LocalisedText Summary,
    [MaxText(MaxTextAttribute.Body)] LocalisedText Body,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<ProposedRecommendation> ProposedRecommendations,
    PaperScope? Scope = null,
    ExternalId? ExternalId = null,
    [MaxText(MaxTextAttribute.Summary)] string? LateReason = null)
{
    public static Decision<PaperEvent> Decide(
        SubmitPaper ask, SubmissionFacts facts, Actor by, DateTimeOffset now)
    {
        if (facts.Edition.ClosedAt is not null)
            return PaperRules.CongressOver;
        if (TrackAdmission.OfOrganisation(ask.Track, facts.Organisation) is { } notAdmitted)
            return notAdmitted;
        var late = TrackAdmission.OfMoment(facts.Edition, ask.Track, now);
        if (late is not null && (late.Rule != PaperRules.DeadlinePassed || !MayBeLate(by)))
            return late;
        if (late is not null && ask.LateReason is null)
            return PaperRules.LateWithoutReason.Refuses(ask.Track, "/lateReason");
        var content = ask.Content();
        if (TrackAdmission.OfContent(facts.Edition, ask.Track, content) is { } wrong)
            return wrong;
        return
        [
            new PaperSubmitted(facts.Paper, facts.Edition.Id, ask.Track, ask.Organisation, content, now,
                facts.NearDuplicates, ask.ExternalId, late is null ? null : ask.LateReason),
        ];
    }

    /// <summary>What the paper would say.</summary>
    internal PaperContent Content() =>
        new(Title, Summary, Body, [.. PolicyDomains.Distinct()], ProposedRecommendations, Scope);

    private static bool MayBeLate(Actor by) => by.Role is Role.Organiser or Role.Administrator;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/papers", async (
            string slug, CommandRequest<SubmitPaper> command, PaperDesk desk, Congresses congresses,
            CancellationToken cancel) =>
        {
            var ask = command.Body;
            if (await congresses.IdOf(slug, cancel) is not { } congress)
                return command.NotFound().Problem!;
            if (!command.By.SpeaksFor(ask.Organisation))
                return command.Forbidden().Problem!;
            var id = Guid.CreateVersion7();
            var reader = await desk.ReaderOf(command.By, cancel);
            return await command.Start(Paper.Category, id, congress, ask.Track,
                async _ => Decide(ask, await desk.FactsFor(id, congress, ask, cancel), command.By, command.Now),
                _ => $"/v1/papers/{id}", paper => PaperDetails.Of(paper, reader));
        })
        .WithOperation(nameof(SubmitPaper), "Papers", "Submit a policy paper")
        .RequireRoles(Role.Partner, Role.Organiser)
        .RequireIdempotencyKey()
        .Answers<PaperDetails>(StatusCodes.Status201Created);
}

/// <summary>What a submission is decided on.</summary>
/// <param name="Paper">The id of the new paper.</param>
/// <param name="Edition">The Congress.</param>
/// <param name="Organisation">Who submits; null where the register does not know it.</param>
/// <param name="NearDuplicates">What says nearly the same.</param>
public sealed record SubmissionFacts(
    Guid Paper, Edition Edition, Organisation? Organisation, IReadOnlyList<NearDuplicate> NearDuplicates);
