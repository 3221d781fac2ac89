using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// A partner's system says what its paper says, under its own id (PA5): the first time that submits the paper, later it
/// revises it (PA7), and the same again is nothing new.
/// </summary>
/// <param name="Track">The track it is for; it stays the same.</param>
/// <param name="Organisation">Whose paper it is.</param>
/// <param name="LateReason">Why an organiser still takes it after the call has closed.</param>
public sealed record UpsertPaper(
    Track Track,
    Guid Organisation,
    [MaxText(Limits.Summary)] [property: JsonPropertyOrder(1)] string? LateReason = null) : PaperCommand
{
    /// <summary>What it decides where the paper is there already.</summary>
    public static Decision<PaperEvent> Decide(
        Paper paper, UpsertPaper command, RevisePaper.Facts facts, DateTimeOffset now) =>
        paper.Track == command.Track
            ? RevisePaper.Decide(paper, command, facts, now)
            : PaperRules.TrackIsFixed.Refuses(paper.Track, "/track");

    private SubmitPaper AsSubmission(ExternalId externalId) => new(Track, Organisation, externalId, LateReason)
    {
        Title = Title,
        Summary = Summary,
        Body = Body,
        PolicyDomains = PolicyDomains,
        ProposedRecommendations = ProposedRecommendations,
        Scope = Scope,
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/congresses/{slug}/papers/by-external/{system}/{externalId}", (
            string system, string externalId, CommandRequest<UpsertPaper> request, CongressRoute congress,
            PaperViewer viewer, CommandExecutor executor, Attempts attempts, HttpContext http) =>
            TryRead(system, externalId, http, out var known, out var problem)
                ? executor.Execute(request,
                    cancel => attempts.Make(request, known, congress.Id, viewer, cancel))
                : Task.FromResult(new Response<Created<PaperDetails>>(problem)))
        .WithOperation(nameof(UpsertPaper), "Submit or revise a paper by the organisation's own id")
        .RequireRoles(Role.Partner, Role.Organiser)
        .Produces<PaperDetails>();

    /// <summary>Submits or revises, whichever it has come to when an attempt is made.</summary>
    internal sealed class Attempts(
        AggregateCache aggregates, ExternalIds externalIds, Congresses congresses, RegisterQueries register,
        NearDuplicates nearDuplicates)
    {
        // Asked again where another was quicker to submit or to revise: what was to be submitted is then revised.
        public async Task<CommandResult<Created<PaperDetails>>> Make(
            CommandRequest<UpsertPaper> request, ExternalId externalId, Guid congress, PaperViewer viewer,
            CancellationToken cancel)
        {
            var command = request.Command;
            if (!request.By.SpeaksFor(command.Organisation) || !request.By.HasScope(congress, command.Track))
                return Permission.Forbidden;
            var found = await externalIds.Find(congress, command.Organisation, externalId, cancel) is { } known
                ? await aggregates.Find(Paper.Category, known, long.MaxValue, cancel)
                : null;
            if (request.ExpectedVersion is { } expected && expected != found?.Version)
                return CommandResult<Created<PaperDetails>>.VersionChanged;
            var (paper, version) = found ?? new Versioned<Paper>(Paper.Category.Initial, 0);
            var id = found is null ? Guid.CreateVersion7() : paper.Id;
            var submission = command.AsSubmission(externalId);
            var decision = found is null
                ? SubmitPaper.Decide(
                    id, submission,
                    await SubmitPaper.Facts.Load(
                        congress, submission, congresses, register, nearDuplicates, cancel),
                    request.By, request.Now)
                : Decide(
                    paper, command, await RevisePaper.Facts.Load(congress, congresses, cancel), request.Now);
            if (decision.Refused is { } refused)
                return refused;
            var append = Paper.Category.Append(id, version, paper, decision.Events);
            return CommandResult<Created<PaperDetails>>.Of<Paper>(append, paper, after => new Created<PaperDetails>(
                PaperDetails.Of(after, viewer), found is null ? $"/v1/papers/{id}" : null)) with
            {
                Operations = append.Events.Count == 0 ? [] : [ByExternalId.Instead],
            };
        }
    }

    private static bool TryRead(
        string system, string externalId, HttpContext http, [NotNullWhen(true)] out ExternalId? known,
        [NotNullWhen(false)] out Problem? problem)
    {
        // The framework leaves an escaped slash in an address as it is; no id holds a percent sign of its own.
        known = new ExternalId(system, externalId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        var errors = new Dictionary<string, List<string>>();
        Validation.Apply(known, "", errors);
        problem = errors.Count == 0
            ? null
            : Problem.Malformed(http, errors);
        return problem is null;
    }
}
