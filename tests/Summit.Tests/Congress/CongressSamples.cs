using Summit.Congress;
using Summit.Kernel;

namespace Summit.Tests.Congress;

/// <summary>A Congress to start from.</summary>
internal static class CongressSamples
{
    public static readonly Guid Durban = Guid.CreateVersion7();
    public static readonly Guid RoomId = Guid.CreateVersion7();
    public static readonly Guid OtherRoomId = Guid.CreateVersion7();
    public static readonly Guid CallId = Guid.CreateVersion7();

    public static readonly CongressConvened Convened = new(
        Durban, "durban-2019", LocalisedText.Of(("en", "Durban")), new Host("Durban", "ZA"), "Africa/Johannesburg",
        new DateOnly(2019, 11, 11), new DateOnly(2019, 11, 15), ["en"]);

    public static readonly CongressClosed Closed = new(At("2019-11-16T09:00:00Z"));

    public static readonly RoomTraits Hall = new("Hall 1", 500, 15, ["en", "fr"], StepFree: true, Streaming: true);

    public static readonly DateTimeOffset Opens = At("2019-03-01T00:00:00+02:00");
    public static readonly DateTimeOffset Closes = At("2019-07-31T23:59:00+02:00");

    /// <summary>A session that is planned in the room, for an hour of the third day.</summary>
    public static readonly Planned Talk = new(
        Guid.CreateVersion7(), Planned.Session, Track.TownHall, LocalisedText.Of(("en", "A talk")), RoomId, [RoomId],
        At("2019-11-13T09:00:00+02:00"), At("2019-11-13T10:00:00+02:00"), "Africa/Johannesburg");

    public static readonly PlannedFacts NothingPlanned = new([]);

    public static DateTimeOffset At(string moment) =>
        InstantJsonConverter.TryParse(moment, out var parsed) ? parsed : throw new FormatException(moment);

    public static Given<Edition, CongressEvent> Given(params IEnumerable<CongressEvent> history) =>
        Tests.Given.Stream(Edition.Category, history);
}
