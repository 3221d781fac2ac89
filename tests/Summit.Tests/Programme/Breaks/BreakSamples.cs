using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

/// <summary>Breaks to start from.</summary>
internal static class BreakSamples
{
    public static readonly Guid BreakId = Guid.CreateVersion7();

    public static readonly BreakFacts Facts = new(Durban);

    public static readonly ScheduleBreak Lunch = new()
    {
        Kind = BreakKind.Break,
        Title = Text("Lunch"),
        StartsAt = At("2019-11-12T12:00:00+02:00"),
        EndsAt = At("2019-11-12T13:00:00+02:00"),
    };

    public static readonly ScheduleBreak SoundCheck = Lunch with
    {
        Kind = BreakKind.Blocker,
        Title = Text("Sound check"),
        Rooms = [Both],
    };

    public static BreakScheduled Scheduled(ScheduleBreak ask) => new(
        BreakId, CongressId, ask.Kind, ask.Title, ask.Named, ask.PlaceIn(Durban));

    public static Given<Break, BreakEvent> GivenBreak(params IEnumerable<BreakEvent> history) =>
        Tests.Given.Stream(Break.Category, history);
}
