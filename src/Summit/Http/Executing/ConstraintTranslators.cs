using System.Collections.Concurrent;
using Summit.Store;

namespace Summit.Http;

/// <summary>Says what a constraint of the database means in the words of its context.</summary>
public interface IConstraintTranslator
{
    /// <summary>The names of the constraints.</summary>
    IReadOnlyCollection<string> Constraints { get; }

    /// <summary>
    /// The refusal. It names what stands in the way only where the caller may read it. Null where that has gone
    /// meanwhile, so that the command can be tried again.
    /// </summary>
    Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel);

    /// <summary>The refusal by what is committed already; null where it takes the database to find out.</summary>
    Task<Refusal?> Foresee(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(null);
}

/// <summary>
/// What the constraints mean, and which one each caller met last: their next commit is first compared with what is
/// committed, so that who tries the same again and again does not have the line of commits try it each time.
/// </summary>
public sealed class ConstraintTranslators(IEnumerable<IConstraintTranslator> translators)
{
    private readonly Dictionary<string, IConstraintTranslator> all = translators
        .SelectMany(translator => translator.Constraints, (translator, constraint) => (constraint, translator))
        .ToDictionary(one => one.constraint, one => one.translator);

    private readonly ConcurrentDictionary<string, string> met = [];

    /// <summary>The refusal that a commit is about to meet; null where none is foreseen.</summary>
    public async Task<Refusal?> Foresee(Actor caller, Commit commit, CancellationToken cancel) =>
        met.TryGetValue(caller.Id, out var constraint)
            ? await all[constraint].Foresee(constraint, commit, caller, cancel)
            : null;

    /// <summary>The refusal that a commit met; null where what stood in the way has gone meanwhile.</summary>
    /// <exception cref="ConstraintException">Nothing says what the constraint means.</exception>
    public Task<Refusal?> Translate(Actor caller, ConstraintException refused, Commit commit, CancellationToken cancel)
    {
        if (!all.TryGetValue(refused.Constraint, out var translator))
            throw refused;
        met[caller.Id] = refused.Constraint;
        return translator.Translate(refused.Constraint, commit, caller, cancel);
    }

    /// <summary>A commit of a caller met nothing.</summary>
    public void Passed(Actor caller) => met.TryRemove(caller.Id, out _);
}
