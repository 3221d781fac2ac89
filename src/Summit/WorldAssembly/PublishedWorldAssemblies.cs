using Summit.Store;

namespace Summit.WorldAssembly;

/// <summary>World Assemblies as other contexts see them.</summary>
public sealed class PublishedWorldAssemblies(AggregateCache states)
{
    /// <summary>Whether the World Assembly of a Congress has been convened.</summary>
    public async Task<bool> IsConvened(Guid congress, CancellationToken cancel) =>
        await states.Find(Plenary.Category, Plenary.IdOf(congress), long.MaxValue, cancel)
            is { State.Convened: not null };
}
