using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur notes that the session agreed: by consensus, or by a simple majority of the votes cast; with the
/// reservations that were made (D8).
/// </summary>
/// <param name="By">How.</param>
/// <param name="For">Votes for; by vote only.</param>
/// <param name="Against">Votes against; by vote only.</param>
/// <param name="Abstaining">Abstentions; by vote only, absent for none.</param>
/// <param name="Reservations">What organisations reserved.</param>
public sealed record AgreeRecommendation(
    DecidedBy By,
    [Range(0, int.MaxValue)] int? For = null,
    [Range(0, int.MaxValue)] int? Against = null,
    [Range(0, int.MaxValue)] int? Abstaining = null,
    IReadOnlyList<Reservation>? Reservations = null)
{
    /// <param name="it">The recommendation.</param>
    /// <param name="ask">What is noted.</param>
    /// <param name="unknown">Organisations with a reservation that the register does not know.</param>
    /// <param name="now">When.</param>
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, AgreeRecommendation ask, IReadOnlyCollection<Guid> unknown, DateTimeOffset now)
    {
        if (it.State.Closes is { } closed)
            return closed;
        if (ask.By == DecidedBy.Vote ? ask is not { For: not null, Against: not null } : ask.HasVotes)
            return DeliberationRules.VotesAndConsensus.Refuses(field: "/by");
        var tally = ask.By == DecidedBy.Vote
            ? new Tally(ask.For ?? 0, ask.Against ?? 0, ask.Abstaining ?? 0)
            : null;
        var reservations = ask.Reservations ?? [];
        if (it.State.IsSettled)
            return it.Agreement is { } known && known.By == ask.By && known.Tally == tally
                && it.Reservations.SequenceEqual(reservations)
                ? []
                : DeliberationRules.AlreadyAgreed;
        if (tally is { Carries: false })
            return DeliberationRules.NoMajority.Refuses(field: "/for");
        for (var n = 0; n < reservations.Count; n++)
        {
            if (unknown.Contains(reservations[n].Organisation))
                return DeliberationRules.NoSuchOrganisation.Refuses(field: $"/reservations/{n}/organisation");
        }
        return
        [
            new RecommendationAgreed(ask.By, now, tally),
            .. reservations.Select(one => new ReservationRecorded(one.Organisation, one.Text, now)),
        ];
    }

    private bool HasVotes => For is not null || Against is not null || Abstaining is not null;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/agree", (
            Guid id, CommandRequest<AgreeRecommendation> command, Recommendations recommendations, Elsewhere elsewhere,
            CancellationToken cancel) =>
            recommendations.On(command, id, async it => Decide(it, command.Body,
                await elsewhere.Unknown(command.Body.Reservations?.Select(one => one.Organisation) ?? [], cancel),
                command.Now), RecommendationDetails.Of))
        .WithOperation(nameof(AgreeRecommendation), "Deliberation", "Note that the session agreed")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIfMatch()
        .Answers<RecommendationDetails>();
}
