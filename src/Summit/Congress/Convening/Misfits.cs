using System.Text.Json.Serialization;
using Summit.Http;

namespace Summit.Congress;

/// <summary>Why something planned no longer fits its Congress.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MisfitReason>))]
public enum MisfitReason
{
    /// <summary>Its slot is not within the days of the Congress.</summary>
    [JsonStringEnumMemberName("outside-congress")] OutsideCongress,

    /// <summary>Its slot was given in the zone that the Congress had before.</summary>
    [JsonStringEnumMemberName("other-zone")] OtherZone,

    /// <summary>Its room is closed.</summary>
    [JsonStringEnumMemberName("room-closed")] RoomClosed,

    /// <summary>A part of its room, or another of its rooms, is closed.</summary>
    [JsonStringEnumMemberName("part-closed")] PartClosed,
}

/// <summary>Something planned that no longer fits its Congress, until it is given another slot.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is: <c>session</c>, <c>break</c> or <c>blocker</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Slot">When and where it is planned.</param>
/// <param name="Reasons">Why it does not fit.</param>
/// <param name="Track">The track of a session.</param>
public sealed record Misfit(
    Guid Id, string Kind, LocalisedText Title, ConflictSlot Slot, IReadOnlyList<MisfitReason> Reasons,
    Track? Track = null);

/// <summary>
/// What no longer fits its Congress: the days or the zone were changed, or a room closed, after it had been given its
/// slot (CO11).
/// </summary>
/// <param name="Items">The sessions and breaks, in the order of time.</param>
public sealed record Misfits(IReadOnlyList<Misfit> Items)
{
    /// <summary>Those among what is planned.</summary>
    public static IReadOnlyList<Misfit> Of(Edition edition, IEnumerable<Planned> planned) =>
    [
        .. planned
            .Select(one => new Misfit(
                one.Id, one.Kind, one.Title, one.Conflict.Slot!, [.. Reasons(edition, one)], one.Track))
            .Where(misfit => misfit.Reasons.Count > 0),
    ];

    private static IEnumerable<MisfitReason> Reasons(Edition edition, Planned one)
    {
        var (from, until) = edition.Days;
        if (one.StartsAt < from || one.EndsAt > until)
            yield return MisfitReason.OutsideCongress;
        if (one.TimeZone != edition.TimeZone)
            yield return MisfitReason.OtherZone;
        if (one.Room is { } room && edition.OpenRoom(room) is null)
            yield return MisfitReason.RoomClosed;
        if (one.Rooms.Any(part => part != one.Room && edition.OpenRoom(part) is null))
            yield return MisfitReason.PartClosed;
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/congresses/{slug}/misfits", async Task<Response<Misfits>> (
            ReadRequest request, CongressRoute congress, Congresses congresses, IProgrammeQueries programme,
            CancellationToken cancel) =>
        {
            var by = request.By!.Scope;
            if (await congresses.Find(congress.Id, cancel, request.AsOfPosition) is not { } edition)
                return request.NotFound();
            if (!by.Overlaps(edition))
                return request.Forbidden();
            var planned = await programme.Planned(congress.Id, cancel, request.AsOfPosition);
            return request.Show(new Misfits(
                Of(edition, planned.Where(one => by.Overlaps(new Scope(edition.Id, one.Track))))));
        })
        .WithOperation("ListMisfits", "The sessions and breaks that no longer fit their Congress")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary, Role.Auditor);
}
