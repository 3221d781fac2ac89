using System.Diagnostics.CodeAnalysis;
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
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Body">The paper itself, in Markdown.</param>
/// <param name="PolicyDomains">Codes of the Congress's policy domains.</param>
/// <param name="ProposedRecommendations">What it proposes, in order.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="LateReason">Why an organiser still takes it after the call has closed.</param>
public sealed record UpsertPaper(
    Track Track,
    Guid Organisation,
    [MaxText(Limits.Title)] LocalisedText Title,
    [MaxText(Limits.Summary)] LocalisedText Summary,
    [MaxText(Limits.Body)] LocalisedText Body,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<ProposedRecommendation> ProposedRecommendations,
    PaperScope? Scope = null,
    [MaxText(Limits.Summary)] string? LateReason = null)
{
    /// <summary>What it decides where the paper is there already.</summary>
    public static Decision<PaperEvent> Decide(Paper paper, SubmitPaper command, Edition edition, DateTimeOffset now) =>
        paper.Track == command.Track
            ? RevisePaper.Decide(paper, command.Content(), edition, now)
            : PaperRules.TrackIsFixed.Refuses(paper.Track, "/track");

    private SubmitPaper As(ExternalId externalId) => new(Track, Organisation, Title, Summary, Body, PolicyDomains,
        ProposedRecommendations, Scope, externalId, LateReason);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/congresses/{slug}/papers/by-external/{system}/{externalId}", (
            string system, string externalId, CommandRequest<UpsertPaper> request, CongressRoute congress,
            PaperViewer viewer, CommandExecutor executor, Attempts attempts, HttpContext http) =>
            TryRead(system, externalId, http, out var known, out var problem)
                ? executor.Execute(request,
                    cancel => attempts.Make(request, request.Command.As(known), congress.Id, viewer, cancel))
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
            CommandRequest request, SubmitPaper command, Guid congress, PaperViewer viewer, CancellationToken cancel)
        {
            if (!request.By.SpeaksFor(command.Organisation) || !request.By.HasScope(congress, command.Track))
                return Permission.Forbidden;
            var found = await externalIds.Find(congress, command.Organisation, command.ExternalId!, cancel) is { } known
                ? await aggregates.Find(Paper.Category, known, long.MaxValue, cancel)
                : null;
            if (request.ExpectedVersion is { } expected && expected != found?.Version)
                return CommandResult<Created<PaperDetails>>.VersionChanged;
            var (paper, version) = found ?? new Versioned<Paper>(Paper.Category.Initial, 0);
            var id = found is null ? Guid.CreateVersion7() : paper.Id;
            var decision = found is null
                ? SubmitPaper.Decide(
                    command,
                    await SubmitPaper.Facts.Load(
                        id, congress, command, congresses, register, nearDuplicates, cancel),
                    request.By, request.Now)
                : Decide(paper, command, (await congresses.Find(congress, cancel))!, request.Now);
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
