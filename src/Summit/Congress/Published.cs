using System.Collections.Concurrent;
using Npgsql;
using Summit.Store;
using Summit.Http;

namespace Summit.Congress;

/// <summary>What other contexts may know of Congresses: find one by its slug or id.</summary>
public sealed class Congresses(AggregateCache states, NpgsqlDataSource database)
{
    // A slug never changes its Congress.
    private readonly ConcurrentDictionary<string, Guid> known = new();

    /// <summary>The Congress of a slug; null where there is none.</summary>
    public async Task<Guid?> IdOf(string slug, CancellationToken cancel)
    {
        if (known.TryGetValue(slug, out var id))
            return id;
        await using var command = database.CreateCommand("select congress from congress.slugs where slug = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        if (await command.ExecuteScalarAsync(cancel) is not Guid found)
            return null;
        return known[slug] = found;
    }

    /// <summary>The Congress of a slug as it stood; null where there was none.</summary>
    public async Task<Edition?> Find(string slug, CancellationToken cancel, long upTo = long.MaxValue) =>
        await IdOf(slug, cancel) is { } id ? await Find(id, cancel, upTo) : null;

    /// <summary>The Congress of an id as it stood; null where there was none.</summary>
    public async Task<Edition?> Find(Guid id, CancellationToken cancel, long upTo = long.MaxValue) =>
        (await states.Find(Edition.Category, id, upTo, cancel))?.State;

    internal async Task<IResult> Show(ReadRequest reading, string slug, Func<Edition, object?> show) =>
        await IdOf(slug, CancellationToken.None) is { } id
            ? await reading.Of(Edition.Category, id, show)
            : reading.NotFound();
}
