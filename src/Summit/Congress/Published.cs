using System.Collections.Concurrent;
using Npgsql;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Congress;

/// <summary>What other contexts may know of Congresses: find one by its slug or id, and act on it.</summary>
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

    internal async Task<IResult> On<TBody>(
        CommandRequest<TBody> command,
        string slug,
        Func<Edition, Decision<CongressEvent>> decide,
        Func<Edition, object> show,
        Func<Edition, string>? location = null)
        where TBody : class =>
        await IdOf(slug, CancellationToken.None) is { } id
            ? await command.On(Edition.Category, id, edition => Task.FromResult(decide(edition)), show, location)
            : command.NotFound().Problem!;

    internal async Task<IResult> OnPart<TBody, TPart>(
        CommandRequest<TBody> command,
        string slug,
        Func<Edition, TPart?> part,
        Func<Edition, TPart, Decision<CongressEvent>> decide)
        where TBody : class
        where TPart : class
    {
        if (await Find(slug, CancellationToken.None) is not { } edition || part(edition) is null)
            return command.NotFound().Problem!;
        return await On(command, slug, now => decide(now, part(now)!), now => part(now)!);
    }

    internal async Task<IResult> Show(ReadRequest reading, string slug, Func<Edition, object?> show) =>
        await IdOf(slug, CancellationToken.None) is { } id
            ? await reading.Of(Edition.Category, id, show)
            : reading.NotFound();
}
