using Summit.Http;
using Summit.Kernel;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur sends an agreed or consolidated recommendation to the World Assembly, once; referred back and agreed
/// anew, it is sent in a further round (D13, D14).
/// </summary>
public static class ForwardRecommendation
{
    /// <param name="it">The recommendation.</param>
    /// <param name="isConvened">Whether the World Assembly of its Congress has been convened.</param>
    /// <param name="now">When.</param>
    public static Decision<RecommendationEvent> Decide(Recommendation it, bool isConvened, DateTimeOffset now)
    {
        if (it.State.IsAway)
            return [];
        if (it.State.Closes is { } closed)
            return closed;
        if (!it.State.IsSettled)
            return DeliberationRules.NotAgreed;
        if (it.Tracks.Any(track => track is not (Track.Assembly or Track.TownHall)))
            return DeliberationRules.NoRecommendationsInTrack;
        if (!isConvened)
            return DeliberationRules.WorldAssemblyNotConvened;
        return
        [
            new RecommendationForwarded(it.Id, it.Congress, it.Tracks[0], it.Sessions[0], it.Rounds.Count + 1, it.Text,
                it.Authentic, it.PolicyDomains, now, it.Tracks, it.Sessions),
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/forward", (
            Guid id, CommandRequest<NoBody> command, Recommendations recommendations, Elsewhere elsewhere,
            IForwarder forwarder, CancellationToken cancel) =>
            recommendations.On(command, id,
                async it => Decide(it, await elsewhere.IsConvened(it.Congress, cancel), command.Now),
                RecommendationDetails.Of,
                effects: forwarder.Send))
        .WithOperation(nameof(ForwardRecommendation), "Deliberation", "Forward a recommendation to the World Assembly")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIdempotencyKey()
        .Answers<RecommendationDetails>();
}
