using Summit.Http;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur sends an agreed or consolidated recommendation to the World Assembly, once. After it was referred back
/// and agreed again, it is sent in a further round (DE13, DE14).
/// </summary>
public sealed record ForwardRecommendation
{
    /// <summary>What the decision needs from the World Assembly, and of the way there.</summary>
    /// <param name="IsConvened">Whether the World Assembly of its Congress has been convened.</param>
    /// <param name="GivenUp">The delivery that was given up, of one that is on its way; null where none was.</param>
    public sealed record Facts(bool IsConvened, Guid? GivenUp = null)
    {
        internal static async Task<Facts> Load(
            Recommendation it, PublishedWorldAssemblies assemblies, IForwarder forwarder, CancellationToken cancel) =>
            new(await assemblies.IsConvened(it.Congress, cancel),
                it.State.IsAway ? await forwarder.GivenUp(it.Id, cancel) : null);
    }

    public static Decision<RecommendationEvent> Decide(Recommendation it, Facts facts, DateTimeOffset now)
    {
        if (it.State.IsAway && facts.GivenUp is { } delivery)
            return DeliberationRules.ForwardGivenUp.Refuses(conflicts: [new Conflict(delivery, "delivery")]);
        if (it.State.IsAway)
            return [];
        if (it.State.RefusesChange is { } closed)
            return closed;
        if (!it.State.IsSettled)
            return DeliberationRules.NotAgreed.Refuses(facts: it.State.Facts);
        if (it.Tracks.Any(track => !track.MakesRecommendations))
            return DeliberationRules.NoRecommendationsInTrack.Refuses(
                facts: Tracks.Where(track => track.MakesRecommendations));
        if (!facts.IsConvened)
            return DeliberationRules.WorldAssemblyNotConvened;
        return
        [
            new RecommendationForwarded(it.Id, it.Congress, it.Tracks[0], it.Sessions[0], it.Rounds.Count + 1, it.Text,
                it.Authentic, it.PolicyDomains, now, it.Tracks, it.Sessions),
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/forward", (
            Guid id, CommandRequest<ForwardRecommendation> request, CommandExecutor executor,
            PublishedWorldAssemblies assemblies, IForwarder forwarder) =>
            executor.Execute(request, Recommendation.Category, id,
                load: (it, cancel) => Facts.Load(it, assemblies, forwarder, cancel),
                decide: (it, facts) => Decide(it, facts, request.Now),
                respond: RecommendationDetails.Of,
                operations: forwarder.Send))
        .WithOperation(nameof(ForwardRecommendation), "Forward a recommendation to the World Assembly")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .GoesOnAfterClosing()
        .RequireIdempotencyKey();
}
