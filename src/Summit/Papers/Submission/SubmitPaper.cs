using System.Text.Json.Serialization;
using Summit.Congress;
using Summit.Http;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// A partner submits a paper of its organisation, an organiser one of any, within the window of a call (PA1 to PA5).
/// The paper then waits for reviews, and is compared with the others of its Congress (PA6).
/// </summary>
/// <param name="Track">The track it is for.</param>
/// <param name="Organisation">Whose paper it is.</param>
/// <param name="ExternalId">The id it has in the organisation's own system.</param>
/// <param name="LateReason">Why an organiser still takes it after the call has closed.</param>
public sealed record SubmitPaper(
    Track Track,
    Guid Organisation,
    [property: JsonPropertyOrder(1)] ExternalId? ExternalId = null,
    [MaxText(Limits.Summary)] [property: JsonPropertyOrder(1)] string? LateReason = null) : PaperCommand
{
    /// <summary>What a submission is decided on.</summary>
    /// <param name="Edition">The Congress.</param>
    /// <param name="Organisation">Who submits; null where the register does not know it.</param>
    public sealed record Facts(Edition Edition, Organisation? Organisation)
    {
        internal static async Task<Facts> Load(
            Guid congress, SubmitPaper command, Congresses congresses, RegisterQueries register,
            CancellationToken cancel)
        {
            var edition = congresses.Find(congress, cancel);
            var organisations = register.PresentOrganisations([command.Organisation], cancel);
            await Task.WhenAll(edition, organisations);
            return new Facts((await edition)!, (await organisations).GetValueOrDefault(command.Organisation));
        }
    }

    public static Decision<PaperEvent> Decide(
        Guid id, SubmitPaper command, Facts facts, Actor by, DateTimeOffset now)
    {
        if (TrackAdmission.OfOrganisation(command.Track, facts.Organisation) is { } notAdmitted)
            return notAdmitted;
        var late = TrackAdmission.OfMoment(facts.Edition, command.Track, now);
        if (late is not null && (late.Rule != PaperRules.DeadlinePassed || !MayBeLate(by)))
            return late;
        if (late is not null && command.LateReason is null)
            return PaperRules.LateWithoutReason.Refuses(command.Track, "/lateReason", facts: late.Facts);
        if (TrackAdmission.OfContent(facts.Edition, command.Track, command.Content) is { } wrong)
            return wrong;
        return
        [
            new PaperSubmitted(id, facts.Edition.Id, command.Track, command.Organisation, command.Content, now,
                NearDuplicates: [], command.ExternalId, late is null ? null : command.LateReason),
        ];
    }

    private static bool MayBeLate(Actor by) => by.Role is Role.Organiser or Role.Administrator;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/papers", (
            CommandRequest<SubmitPaper> request, CongressRoute congress, PaperViewer viewer, CommandExecutor executor,
            Congresses congresses, RegisterQueries register, DurableMessages messages) =>
        {
            var (id, command) = (Guid.CreateVersion7(), request.Command);
            return executor.Start(request, Paper.Category, id,
                permission: Permission.If(request.By.SpeaksFor(command.Organisation)
                    && request.By.Scope.Covers(new Scope(congress.Id, command.Track))),
                load: cancel => Facts.Load(congress.Id, command, congresses, register, cancel),
                decide: facts => Decide(id, command, facts, request.By, request.Now),
                respond: paper => new Created<PaperDetails>(PaperDetails.Of(paper, viewer), $"/v1/papers/{id}"),
                operations: _ => messages.Keep(new ComparePaper(id)),
                congress: _ => congress.Id);
        })
        .WithOperation(nameof(SubmitPaper), "Submit a policy paper")
        .RequireRoles(Role.Partner, Role.Organiser)
        .RequireIdempotencyKey();
}
