using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Register;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur notes that the session agreed: by consensus, by a simple majority of the votes cast, or by one that was
/// seen in a show of hands and not counted; with the reservations that were made (DE8).
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
    [MaxLength(Limits.Reservations)] IReadOnlyList<Reservation>? Reservations = null)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="Unknown">Organisations with a reservation that the register does not have.</param>
    public sealed record Facts(IReadOnlyCollection<Guid> Unknown)
    {
        internal static async Task<Facts> Load(
            AgreeRecommendation command, RegisterQueries register, CancellationToken cancel) =>
            new(await register.UnknownOrganisations(
                command.Reservations?.Select(one => one.Organisation) ?? [], cancel));
    }

    public static Decision<RecommendationEvent> Decide(
        Recommendation it, AgreeRecommendation command, Facts facts, DateTimeOffset now)
    {
        if (it.State.RefusesChange is { } closed)
            return closed;
        if (command.By == DecidedBy.Vote ? command is not { For: not null, Against: not null } : command.HasVotes)
            return DeliberationRules.VotesAndConsensus.Refuses(field: "/by", facts: RefusalFacts.Admits(
                Enum.GetValues<DecidedBy>().Where(by => (by == DecidedBy.Vote) == command.HasVotes)));
        var tally = command.By == DecidedBy.Vote
            ? new Tally(command.For ?? 0, command.Against ?? 0, command.Abstaining ?? 0)
            : null;
        var reservations = command.Reservations ?? [];
        if (it.State.IsSettled)
            return it.Agreement is { } known && known.By == command.By && known.Tally == tally
                && it.Reservations.SequenceEqual(reservations)
                ? []
                : DeliberationRules.AlreadyAgreed.Refuses(facts: it.State.Facts);
        if (tally is { Carries: false })
            return DeliberationRules.NoMajority.Refuses(
                field: "/for", facts: new RefusalFacts(Min: tally.Against + 1, Actual: tally.For));
        for (var n = 0; n < reservations.Count; n++)
        {
            if (facts.Unknown.Contains(reservations[n].Organisation))
                return DeliberationRules.NoSuchOrganisation.Refuses(field: $"/reservations/{n}/organisation");
        }
        return
        [
            new RecommendationAgreed(command.By, now, tally),
            .. reservations.Select(one => new ReservationRecorded(one.Organisation, one.Text, now)),
        ];
    }

    private bool HasVotes => For is not null || Against is not null || Abstaining is not null;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/agree", (
            Guid id, CommandRequest<AgreeRecommendation> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, Recommendation.Category, id,
                load: (_, cancel) => Facts.Load(request.Command, register, cancel),
                decide: (it, facts) => Decide(it, request.Command, facts, request.Now),
                respond: RecommendationDetails.Of))
        .WithOperation(nameof(AgreeRecommendation), "Note that the session agreed")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIfMatch();
}
