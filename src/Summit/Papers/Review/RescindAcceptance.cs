using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// An organiser rescinds an acceptance that was a mistake, and says why (PA14). The paper waits for a decision again.
/// While a session has it on its agenda, or a recommendation rests on it, the acceptance stays.
/// </summary>
/// <param name="Reason">Why; the submitting organisation reads it.</param>
public sealed record RescindAcceptance([MaxText(Limits.Summary)] string Reason)
{
    /// <summary>What the decision needs from other contexts.</summary>
    /// <param name="Dependents">What rests on the paper's acceptance.</param>
    public sealed record Facts(IReadOnlyList<Conflict> Dependents)
    {
        internal static async Task<Facts> Load(
            Paper paper, IEnumerable<IPaperDependents> contexts, CancellationToken cancel) =>
            new([.. (await Task.WhenAll(contexts.Select(one => one.RestingOn(paper.Id, cancel))))
                .SelectMany(found => found)]);
    }

    public static Decision<PaperEvent> Decide(
        Paper paper, RescindAcceptance command, Facts facts, DateTimeOffset now) => paper.State switch
        {
            PaperState.Accepted when facts.Dependents.Count > 0 =>
                PaperRules.AcceptanceInUse.Refuses(paper.Track, conflicts: facts.Dependents),
            PaperState.Accepted => [new AcceptanceRescinded(command.Reason, now)],
            _ when paper.HasRescinded(RescindedAct.Acceptance, command.Reason) => [],
            _ => PaperRules.NothingToRescind.Refuses(paper),
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/rescind-acceptance", (
            Guid id, CommandRequest<RescindAcceptance> request, PaperViewer viewer, CommandExecutor executor,
            IEnumerable<IPaperDependents> contexts) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                load: (paper, cancel) => Facts.Load(paper, contexts, cancel),
                decide: (paper, facts) => Decide(paper, request.Command, facts, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(RescindAcceptance), "Rescind the acceptance of a paper")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
