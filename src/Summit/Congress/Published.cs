using System.Collections.Concurrent;
using Npgsql;
using Summit.Store;

namespace Summit.Congress;

/// <summary>What other contexts may know of Congresses: find one by its slug or id.</summary>
public sealed class Congresses(AggregateCache states, EventStreams streams, NpgsqlDataSource database)
{
    // A slug never changes its Congress.
    private readonly ConcurrentDictionary<string, Guid> known = new();

    /// <summary>The Congress of a slug; null where there is none.</summary>
    public async Task<Guid?> IdOf(string slug, CancellationToken cancel)
    {
        if (known.TryGetValue(slug, out var id))
            return id;
        await using var command = database.CreateCommand("select congress from congress.slugs where slug = $1")
            .With(slug);
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

    /// <summary>The Congresses that were convened last, the latest first.</summary>
    public async Task<IReadOnlyList<Edition>> Latest(int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(congress), '{}')
              from (select congress from congress.slugs order by congress desc limit $1) latest
            """).With(limit);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        return [.. (await states.Find(Edition.Category, ids, long.MaxValue, cancel)).Select(found => found.State)];
    }

    /// <summary>The published versions of a programme by then, oldest first.</summary>
    public async Task<IReadOnlyList<ProgrammeRelease>> Releases(Guid congress, long upTo, CancellationToken cancel) =>
    [
        .. (await streams.Read(congress, upTo, cancel)).Events
            .Where(happened => happened.Data is ProgrammePublished)
            .Select(happened => (happened.Sequence, Data: (ProgrammePublished)happened.Data))
            .Select(one => new ProgrammeRelease(
                one.Data.Number, one.Data.Name, one.Data.At, one.Sequence, one.Data.Note,
                one.Data.NamesPeople == true)),
    ];
}

/// <summary>A published version of the programme.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="At">When it was published.</param>
/// <param name="Position">The place in the order of events at which the sessions are read.</param>
/// <param name="Note">What changed, for those who read it.</param>
/// <param name="NamesPeople">Whether it named those on its panels; the latest release decides for all.</param>
public sealed record ProgrammeRelease(
    int Number, string Name, DateTimeOffset At, long Position, string? Note = null, bool NamesPeople = false);
