using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class RefusalFactsTests
{
    private static readonly DateTimeOffset Nine = new(2019, 11, 11, 9, 0, 0, TimeSpan.FromHours(2));

    public static TheoryData<RefusalFacts, Tells, string, string, string> All => new()
    {
        {
            RefusalFacts.Admits([Track.TownHall, Track.Assembly]), Tells.Admitted, "Admitted: assembly, town-hall.",
            "Sont admis : assembly, town-hall.", "Se admiten: assembly, town-hall."
        },
        {
            RefusalFacts.Is(Track.Statutory), Tells.State, "The state is: statutory.", "L'état est : statutory.",
            "El estado es: statutory."
        },
        {
            new RefusalFacts(From: Nine, Until: Nine.AddHours(1)), Tells.Times,
            "From: 2019-11-11T09:00+02:00. Until: 2019-11-11T10:00+02:00.",
            "À partir de : 2019-11-11T09:00+02:00. Jusqu'à : 2019-11-11T10:00+02:00.",
            "Desde: 2019-11-11T09:00+02:00. Hasta: 2019-11-11T10:00+02:00."
        },
        {
            new RefusalFacts(Min: 1, Max: 3, Actual: 0), Tells.Numbers, "At least: 1. At most: 3. There are: 0.",
            "Au moins : 1. Au plus : 3. Il y en a : 0.", "Como mínimo: 1. Como máximo: 3. Hay: 0."
        },
        {
            new RefusalFacts(MinMinutes: 15, MaxMinutes: 90), Tells.Numbers,
            "At least, in minutes: 15. At most, in minutes: 90.",
            "Au moins, en minutes : 15. Au plus, en minutes : 90.",
            "Como mínimo, en minutos: 15. Como máximo, en minutos: 90."
        },
        {
            new RefusalFacts(Occupied: [new Occupied("room", Guid.Empty, "Hall"), new Occupied("person", Guid.Empty)]),
            Tells.Occupied, $"Taken: room Hall, person {Guid.Empty}.", $"Sont pris : room Hall, person {Guid.Empty}.",
            $"Están ocupados: room Hall, person {Guid.Empty}."
        },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void what_a_refusal_tells_is_a_sentence_in_three_languages(
        RefusalFacts facts, Tells told, string en, string fr, string es)
    {
        Assert.Equal(told, facts.Told);
        Assert.Equal(new Sentence(en, fr, es), facts.AsSentence());
    }

    [Fact]
    public void a_sentence_says_so_where_nothing_is_admitted() =>
        Assert.Equal("Admitted: -.", RefusalFacts.Admits(Array.Empty<string>()).AsSentence().En);

    [Fact]
    public void a_sentence_names_the_first_twenty_of_a_long_list()
    {
        var sentence = RefusalFacts.Admits(Enumerable.Range(10, 30).Select(n => $"{n}")).AsSentence();
        Assert.EndsWith(" 28, 29 (+10).", sentence.En);
    }
}
