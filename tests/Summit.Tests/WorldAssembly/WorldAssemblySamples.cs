using Summit.Kernel;
using Summit.WorldAssembly;

namespace Summit.Tests.WorldAssembly;

/// <summary>A World Assembly and items before it, for tests to start from.</summary>
internal static class WorldAssemblySamples
{
    public static readonly Guid Durban = Guid.CreateVersion7();
    public static readonly Guid Taskforce = Guid.CreateVersion7();
    public static readonly Guid Session = Guid.CreateVersion7();
    public static readonly Guid Housing = Guid.CreateVersion7();
    public static readonly Guid Finance = Guid.CreateVersion7();
    public static readonly Guid Food = Guid.CreateVersion7();
    public static readonly DateTimeOffset Now = new(2019, 11, 15, 9, 0, 0, TimeSpan.FromHours(2));

    public static WorldAssemblyConvened Convened => new(Durban, [Taskforce], Session, Now);

    public static LocalisedText Text(string english) => LocalisedText.Of(("en", english), ("fr", $"{english} (fr)"));

    public static ItemTabled Tabled(Guid recommendation, int round = 1, string text = "A text.") => new(
        Durban, recommendation, round, Text(text), "en", Track.TownHall, Session, ["right-to-the-city"], Now);

    /// <summary>Presented and debated.</summary>
    public static WorldAssemblyEvent[] Debated(Guid recommendation, int round = 1) =>
        [new ItemPresented(recommendation, round, Now), new DebateOpened(recommendation, round, Now)];

    public static ItemDecided Adopted(Guid recommendation, int round = 1) =>
        new(recommendation, round, ItemDecision.Adopted, DecidedBy.Consensus, Now);

    /// <summary>Tabled, presented, debated, decided.</summary>
    public static WorldAssemblyEvent[] All(Guid recommendation, ItemDecided decided, string text = "A text.") =>
        [Tabled(recommendation, decided.Round, text), .. Debated(recommendation, decided.Round), decided];

    public static Given<Plenary, WorldAssemblyEvent> Given(params IEnumerable<WorldAssemblyEvent> history) =>
        Tests.Given.Stream(Plenary.Category, history);
}
