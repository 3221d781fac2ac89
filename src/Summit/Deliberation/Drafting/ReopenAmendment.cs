using Summit.Http;
using Summit.Papers;

namespace Summit.Deliberation;

/// <summary>
/// Who could do it takes back that an amendment was rejected or withdrawn by mistake, and says why: it lies on the
/// table again (DE19). The record's keepers reopen what was rejected, its proposer what was withdrawn.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record ReopenAmendment([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, int number, ReopenAmendment command, DateTimeOffset now)
    {
        var amendment = it.Amendment(number)!;
        if (amendment.Status == AmendmentStatus.Proposed && amendment.ReopenedBecause == command.Reason)
            return [];
        if (amendment.Status is not (AmendmentStatus.Rejected or AmendmentStatus.Withdrawn))
            return DeliberationRules.AmendmentNotReopened.Refuses(facts: RefusalFacts.Is(amendment.Status));
        return it.State.RefusesChange is { } closed ? closed : [new AmendmentReopened(number, command.Reason, now)];
    }

    /// <summary>Whether a caller may: who could have done what is taken back.</summary>
    public static Permission PermissionOn(Recommendation it, int number, Actor by) => it.Amendment(number) switch
    {
        null => Permission.NotFound,
        { Status: AmendmentStatus.Withdrawn } withdrawn => Permission.If(withdrawn.Proposed.By.Is(by)),
        { Status: AmendmentStatus.Rejected } => Permission.If(KeepsRecord(by)),
        var known => Permission.If(KeepsRecord(by) || known.Proposed.By.Is(by)),
    };

    private static bool KeepsRecord(Actor by) => by.Role is not (Role.Partner or Role.Delegate);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/reopen", (
            Guid id, int number, CommandRequest<ReopenAmendment> request, PublishedPapers papers, PaperViewer viewer,
            CommandExecutor executor) =>
        {
            IReadOnlyDictionary<Guid, PaperFacts> visible = new Dictionary<Guid, PaperFacts>();
            return executor.Execute(request, Recommendation.Category, id,
                authorize: it => PermissionOn(it, number, request.By),
                load: async (it, cancel) => visible = PaperViewer.Visible(
                    await papers.Find(it.Papers.Select(source => source.Paper), cancel), viewer),
                decide: (it, _) => Decide(it, number, request.Command, request.Now),
                respond: it => RecommendationDetails.Of(it).Knowing(visible));
        })
        .WithOperation(nameof(ReopenAmendment), "Take up again an amendment that was rejected or withdrawn")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser);
}
