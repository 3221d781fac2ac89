using Npgsql;
using Summit.Http;

namespace Summit.Programme;

/// <summary>A session of a published programme.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Track">Its track.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Lead">Who leads it: an organisation's id, or a person's.</param>
/// <param name="Room">Where.</param>
/// <param name="StartsAt">From when, with the offset of the Congress's zone.</param>
/// <param name="EndsAt">Until before when.</param>
/// <param name="Languages">The languages it is held in.</param>
/// <param name="IsCancelled">Whether it was cancelled: then the slot is that which it had.</param>
public sealed record ProgrammeEntry(
    Guid Id,
    Track Track,
    LocalisedText Title,
    Guid Lead,
    Guid? Room,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    IReadOnlyList<string> Languages,
    bool IsCancelled);

/// <summary>The programme as other contexts see it: what was published.</summary>
public sealed class PublishedProgramme(NpgsqlDataSource database, RepresentationCache cache)
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
        var sessions = await SessionFilter.None.WithSlot().Read(database, congress, position);
        return
        [
            .. sessions.OrderBy(session => session.Slot!.StartsAt).ThenBy(session => session.Slot!.Room)
                .Select(session => new ProgrammeEntry(session.Id, session.Track, session.Title, session.Lead,
                    session.Slot!.Room, session.Slot.StartsAt, session.Slot.EndsAt, session.Languages,
                    session.Status == SessionStatus.Cancelled)),
        ];
    }

    private sealed record Key(Guid Congress, long Position);
}
