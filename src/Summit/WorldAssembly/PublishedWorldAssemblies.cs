using Summit.Store;

namespace Summit.WorldAssembly;

/// <summary>World Assemblies as other contexts see them.</summary>
public sealed class PublishedWorldAssemblies(AggregateCache states)
{
    /// <summary>Whether the World Assembly of a Congress has been convened.</summary>
    public async Task<bool> IsConvened(Guid congress, CancellationToken cancel) =>
        await states.Find(Plenary.Category, Plenary.IdOf(congress), long.MaxValue, cancel)
            is { State.Convened: not null };

    /// <summary>The latest sealed outcome of a Congress at a position; null before the first.</summary>
    public async Task<OutcomeSealed?> Outcome(Guid congress, long upTo, CancellationToken cancel) =>
        (await states.Find(Plenary.Category, Plenary.IdOf(congress), upTo, cancel))?.State.Outcome;
}
