using Summit.Store;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Deliberation;

/// <summary>Finds recommendations and acts on them, for those whose keys reach all of their tracks.</summary>
internal sealed class Recommendations(AggregateCache states)
{
    /// <summary>A recommendation as it stood, with its version; null where there was none.</summary>
    public Task<Versioned<Recommendation>?> Find(Guid id, CancellationToken cancel, long upTo = long.MaxValue) =>
        states.Find(Recommendation.Category, id, upTo, cancel);

    /// <summary>Acts on a recommendation and shows it as it then stands.</summary>
    public Task<IResult> On(
        CommandRequest command, Guid id, Func<Recommendation, Decision<RecommendationEvent>> decide) =>
        On(command, id, it => Task.FromResult(decide(it)), RecommendationDetails.Of);

    /// <summary>Acts on a recommendation, with facts from elsewhere.</summary>
    public async Task<IResult> On(
        CommandRequest command,
        Guid id,
        Func<Recommendation, Task<Decision<RecommendationEvent>>> decide,
        Func<Recommendation, object> show,
        Func<Recommendation, string>? location = null,
        Func<StreamAppend, IEnumerable<IStorageOperation>>? effects = null)
    {
        // Tracks never change: what is seen here still holds when the decision is written.
        if (await Find(id, CancellationToken.None) is not var (it, _))
            return command.NotFound().Problem!;
        return Reaches(command.By, it)
            ? await command.On(Recommendation.Category, id, decide, show, location, effects)
            : command.Forbidden().Problem!;
    }

    /// <summary>Acts on one of its amendments.</summary>
    /// <param name="command">The command.</param>
    /// <param name="id">The recommendation.</param>
    /// <param name="number">The amendment.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="may">Who may, beyond the endpoint's roles; null for all of them.</param>
    public async Task<IResult> OnAmendment(
        CommandRequest command,
        Guid id,
        int number,
        Func<Recommendation, Amendment, Decision<RecommendationEvent>> decide,
        Func<Amendment, bool>? may = null)
    {
        if (await Find(id, CancellationToken.None) is not var (it, _) || Numbered(it) is not { } amendment)
            return command.NotFound().Problem!;
        if (may?.Invoke(amendment) == false)
            return command.Forbidden().Problem!;
        return await On(command, id, now => decide(now, Numbered(now)!));

        Amendment? Numbered(Recommendation among) => among.Amendments.Find(known => known.Number == number);
    }

    /// <summary>Whether a key reaches a recommendation in all of its tracks.</summary>
    public static bool Reaches(Actor by, Recommendation it) =>
        it.Tracks.All(track => by.HasScope(it.Congress, track));
}
