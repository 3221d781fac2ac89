using Npgsql;
using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>A session or a break of a published programme.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Track">Its track; null for a break.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Lead">Who leads it: an organisation's id, or a person's; null for a break.</param>
/// <param name="Room">Where; null where it needs no room, or is in several.</param>
/// <param name="StartsAt">From when, with the offset of the Congress's zone.</param>
/// <param name="EndsAt">Until before when.</param>
/// <param name="Languages">The languages it is held in.</param>
/// <param name="IsCancelled">Whether it was cancelled: then the slot is that which it had.</param>
public sealed record ProgrammeEntry(
    Guid Id,
    Track? Track,
    LocalisedText Title,
    Guid? Lead,
    Guid? Room,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    IReadOnlyList<string> Languages,
    bool IsCancelled);

/// <summary>The programme as other contexts see it: what was published.</summary>
public sealed class PublishedProgramme(
    NpgsqlDataSource database, Congresses congresses, BreakReader breaks, RepresentationCache cache)
{
    // Of a session: its title in several languages, and the rest.
    private const int BytesEach = 2048;

    /// <summary>What a release holds, in the order of time. It never changes.</summary>
    /// <param name="congress">The Congress.</param>
    /// <param name="position">The position of the release.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public Task<ProgrammeEntry[]> Of(Guid congress, long position, CancellationToken cancel) =>
        cache.Get(new Key(congress, position), () => Read(congress, position),
            entries => entries.Length * BytesEach, cancel);

    private async Task<ProgrammeEntry[]> Read(Guid congress, long position)
    {
        // It is made for all who ask: none of them ends it.
        var edition = (await congresses.Find(congress, CancellationToken.None, position))!;
        var sessions = await SessionFilter.None.WithSlot().Read(
            database, edition, position, CancellationToken.None);
        var pauses = await breaks.Read(congress, position, withBlockers: false, CancellationToken.None);
        return
        [
            .. sessions.Select(session => new ProgrammeEntry(session.Id, session.Track, session.Title, session.Lead,
                    session.Slot!.Room, edition.At(session.Slot.StartsAt), edition.At(session.Slot.EndsAt),
                    session.Languages,
                    session.Status == SessionStatus.Cancelled))
                .Concat(pauses.Select(pause => new ProgrammeEntry(pause.Id, null, pause.Title, null,
                    pause.Rooms is [var only] ? only : null, edition.At(pause.StartsAt), edition.At(pause.EndsAt), [],
                    pause.CancelledBecause is not null)))
                .OrderBy(entry => entry.StartsAt).ThenBy(entry => entry.Room),
        ];
    }

    private sealed record Key(Guid Congress, long Position);
}
