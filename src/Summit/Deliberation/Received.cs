using JasperFx.Events;
using Summit.Store;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>
/// What the World Assembly does with a recommendation becomes part of the recommendation's own story (DE15).
/// </summary>
internal sealed class WorldAssemblyDecisions(IEventAppender appender, AggregateCache states)
    : Reaction("deliberation.world-assembly-decisions", [typeof(ItemPresented), typeof(ItemDecided)], appender)
{
    protected override async Task<Commit?> React(IEvent happened, CancellationToken cancel)
    {
        if (Subject(happened.Data) is not { } id)
            return null;
        if (await states.Find(Recommendation.Category, id, long.MaxValue, cancel) is not var (it, version))
            return null;
        var decided = Decide(it, (WorldAssemblyEvent)happened.Data);
        return decided.Events.Count == 0
            ? null
            : new Commit(new EventMetadata(Name, happened.CorrelationId, happened.Id.ToString()),
                [Recommendation.Category.Append(id, version, it, decided.Events)]);
    }

    private static Guid? Subject(object happened) => happened switch
    {
        ItemPresented e => e.Recommendation,
        ItemDecided e => e.Recommendation,
        _ => null,
    };

    /// <summary>What an event means here; nothing where it is known already, or of another round.</summary>
    public static Decision<RecommendationEvent> Decide(Recommendation it, WorldAssemblyEvent happened) =>
        (happened, it.Rounds.Count == 0 ? null : it.Rounds[^1]) switch
        {
            (ItemPresented e, { Decision: null, PresentedAt: null } round) when e.Round == round.Number =>
                [new RecommendationPresented(e.Round, e.At)],
            (ItemDecided e, { Decision: null } round) when e.Round == round.Number => [Decided(e, it)],
            _ => [],
        };

    private static RecommendationEvent Decided(ItemDecided e, Recommendation it)
    {
        var verdict = new Verdict(e.By, e.At, e.Tally,
            e.Objections is { Count: > 0 } objections
                ? [.. objections.Select(one => new Reservation(one.Organisation, one.Text))]
                : null);
        return e.Decision switch
        {
            ItemDecision.Adopted => new RecommendationAdopted(e.Round, verdict),
            ItemDecision.AdoptedAsAmended => AsAmended(e.Text ?? it.Text),
            ItemDecision.ReferredBack => new RecommendationReferredBack(e.Round, verdict),
            ItemDecision.NotAdopted => new RecommendationNotAdopted(e.Round, verdict),
            _ => throw new InvalidOperationException($"{e.Decision} is no decision known here."),
        };

        RecommendationAdoptedAsAmended AsAmended(LocalisedText text)
        {
            var adopted = new RecommendationAdoptedAsAmended(e.Round, text, verdict);
            return adopted with { ParagraphIds = it.IdsAfter(adopted, text.Languages) };
        }
    }
}
