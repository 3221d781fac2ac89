using System.Diagnostics.CodeAnalysis;
using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Papers;

/// <summary>
/// A partner's system says what its paper says, under its own id (P5): the first time that submits the paper, later it
/// revises it (P7), and the same again is nothing new.
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
    [MaxText(MaxTextAttribute.Title)] LocalisedText Title,
    [MaxText(MaxTextAttribute.Summary)] LocalisedText Summary,
    [MaxText(MaxTextAttribute.Body)] LocalisedText Body,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<ProposedRecommendation> ProposedRecommendations,
    PaperScope? Scope = null,
    [MaxText(MaxTextAttribute.Summary)] string? LateReason = null)
{
    /// <summary>What it decides where the paper is there already.</summary>
    public static Decision<PaperEvent> Decide(Paper paper, SubmitPaper ask, Edition edition, DateTimeOffset now) =>
        paper.Track == ask.Track
            ? RevisePaper.Decide(paper, ask.Content(), edition, now)
            : PaperRules.TrackIsFixed.Refuses(paper.Track, "/track");

    private SubmitPaper As(ExternalId externalId) => new(Track, Organisation, Title, Summary, Body, PolicyDomains,
        ProposedRecommendations, Scope, externalId, LateReason);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/congresses/{slug}/papers/by-external/{system}/{externalId}", async (
            string slug, string system, string externalId, CommandRequest<UpsertPaper> command, PaperDesk desk,
            Congresses congresses, HttpContext http) =>
        {
            if (!TryRead(system, externalId, http, out var known, out var problem))
                return problem;
            if (await congresses.IdOf(slug, http.RequestAborted) is not { } congress)
                return command.NotFound().Problem!;
            if (!command.By.SpeaksFor(command.Body.Organisation))
                return command.Forbidden().Problem!;
            return await Write(command, command.Body.As(known), congress, desk, http);
        })
        .WithOperation(nameof(UpsertPaper), "Papers", "Submit or revise a paper by the organisation's own id")
        .RequireRoles(Role.Partner, Role.Organiser)
        .Answers<PaperDetails>()
        .Answers<PaperDetails>(StatusCodes.Status201Created);

    // Asked again where another was quicker to submit or to revise: what was to be submitted is then revised.
    private static Task<IResult> Write(
        CommandRequest<UpsertPaper> command, SubmitPaper ask, Guid congress, PaperDesk desk, HttpContext http) =>
        command.Write(async cancel =>
        {
            if (!command.By.HasScope(congress, ask.Track))
                return command.Forbidden();
            var found = await desk.Find(congress, ask.Organisation, ask.ExternalId!, cancel);
            if (IsStale(http, found?.Version))
                return CommandResult.Of(Problem.Of(Problems.VersionChanged, StatusCodes.Status412PreconditionFailed, http));
            var (paper, version) = found ?? new Versioned<Paper>(Paper.Category.Initial, 0);
            var id = found is null ? Guid.CreateVersion7() : paper.Id;
            var facts = await desk.FactsFor(id, congress, ask, cancel);
            var decision = found is null
                ? SubmitPaper.Decide(ask, facts, command.By, command.Now)
                : Decide(paper, ask, facts.Edition, command.Now);
            if (decision.Refused is { } refused)
                return command.Refused(refused);
            var reader = await desk.ReaderOf(command.By, cancel);
            if (decision.Events.Count == 0)
                return new CommandResult([], PaperDetails.Of(paper, reader), version);
            var append = Paper.Category.Append(id, version, paper, decision.Events);
            return new CommandResult([append], PaperDetails.Of((Paper)append.States[^1], reader), version + append.Events.Count,
                found is null ? $"/v1/papers/{id}" : null)
            {
                Operations = [ByExternalId.Instead],
            };
        });

    private static bool IsStale(HttpContext http, long? version) =>
        ETag.TryParse(http.Request.Headers.IfMatch.ToString(), out var seen) && seen != version;

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

/// <summary>
/// Marks a commit of an upsert: where the paper has been submitted meanwhile, it is to be revised instead.
/// </summary>
internal sealed class ByExternalId : IStorageOperation
{
    public static ByExternalId Instead { get; } = new();

    public void Write(SqlBatch sql, PositionedCommit placed)
    {
    }
}
