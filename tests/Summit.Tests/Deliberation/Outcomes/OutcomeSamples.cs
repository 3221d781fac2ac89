using Summit.Congress;
using Summit.Deliberation;
using Summit.Kernel;

namespace Summit.Tests.Deliberation;

/// <summary>A document with one outcome of each fate, in several languages, with marks of Markdown in it.</summary>
internal static class OutcomeSamples
{
    private static readonly OutcomeOrganisation Africa = new(Numbered(50),
        Texts("UCLG Africa", "CGLU Afrique", "CGLU África"));

    private static readonly OutcomeOrganisation Habitat = new(Numbered(51), Texts("Habitat International Coalition"));

    private static readonly OutcomeSession AfricaOfSolutions = new(Numbered(60), Track.Assembly,
        Texts("Africa of solutions", "L’Afrique des solutions", "África de soluciones"));

    private static readonly OutcomeSession RightToTheCity = new(Numbered(61), Track.TownHall,
        Texts("The right to the city"));

    public static OutcomeDocument Durban { get; } = new("durban-2019",
        Texts("Durban 2019", "Durban 2019", "Durban 2019"), new Host("Durban", "ZA"), new DateOnly(2019, 11, 11),
        new DateOnly(2019, 11, 15), "Africa/Johannesburg",
        [
            new OutcomeDomain("culture", Texts("Culture", "La culture", "La cultura"), [Numbered(1), Numbered(2)]),
            new OutcomeDomain("governance", Texts("Governance", "La gouvernance", "La gobernanza"),
                [Numbered(1), Numbered(3), Numbered(4), Numbered(5), Numbered(6)]),
        ],
        [
            Housing,
            Item(2, RecommendationStatus.AdoptedAsAmended, "culture",
                Texts("Local governments protect *living* heritage: see https://example.org/a_b_c~d?x=1&y=2."),
                by: new OutcomeDecision(1, RecommendationStatus.AdoptedAsAmended, DecidedBy.Vote,
                    // In Durban it is the day after.
                    new DateTimeOffset(2019, 11, 14, 23, 0, 0, TimeSpan.Zero), new Tally(1083, 6, 1),
                    [new OutcomeStatement(Habitat, Texts("We object:\n(a) to the haste;\n(b) to the words."))]),
                number: 3),
            Item(3, RecommendationStatus.Received, "governance", Texts("Regions share what they learn.")),
            Item(4, RecommendationStatus.Agreed, "governance",
                Texts("We call on:\n(a) mayors,\n  1. and their councils,\n(b) regions.\n\nWrite to a_b@example.org."),
                new Agreement(DecidedBy.Vote, At(12), new Tally(7, 2, 0))),
            Item(5, RecommendationStatus.ReferredBack, "governance", Texts("Taxes are local."),
                by: new OutcomeDecision(2, RecommendationStatus.ReferredBack, DecidedBy.Consensus, At(14))),
            Item(6, RecommendationStatus.NotAdopted, "governance", Texts("Taxes are abolished."),
                by: new OutcomeDecision(1, RecommendationStatus.NotAdopted, DecidedBy.Vote, At(15),
                    new Tally(1, 12_000, 1100))),
        ],
        new OutcomeSeal(2, new string('a', 64), At(15)));

    // Consolidated, its second clause amended since.
    private static OutcomeItem Housing => Item(1, RecommendationStatus.Adopted, "governance",
        Texts("Together:\n\nCities house people.\n\nCities fund nothing.\n\nAnd more.",
            "Ensemble :\n\nLes villes logent.\n\nLes villes ne financent rien.\n\nEt plus."),
        by: new OutcomeDecision(1, RecommendationStatus.Adopted, DecidedBy.Consensus, At(14)), number: 1) with
    {
        PolicyDomains = ["governance", "culture"],
        Opening = Texts("Together:", "Ensemble :"),
        Lineage = new OutcomeLineage([AfricaOfSolutions, RightToTheCity],
        [
            new OutcomePaper(Numbered(70), 2, Africa, Texts("Public service", "Le service public"), 1),
            new OutcomePaper(Numbered(70), 2, Africa, Texts("Public service", "Le service public"), 3),
        ],
        [
            Item(10, RecommendationStatus.Merged, "governance",
                Texts("Cities house people.\n\nCities fund housing.",
                    "Les villes logent.\n\nLes villes financent le logement."),
                new Agreement(DecidedBy.Vote, At(11), new Tally(7, 2, 1))) with
            {
                Reservations = [new OutcomeStatement(Africa, Texts("We hesitate.", "Nous hésitons."))],
            },
            Item(11, RecommendationStatus.Merged, "governance", Texts("Housing is a right.\n\nWe said so."),
                new Agreement(DecidedBy.Consensus, At(11))),
        ],
        Texts("Together:", "Ensemble :"),
        [
            new ConsolidatedClause(Texts("Cities house people."), [Ref(10, 1), Ref(11, 1)], ClauseKind.Merged),
            new ConsolidatedClause(Texts("Cities fund housing."), [Ref(10, 2)], ClauseKind.Verbatim),
            new ConsolidatedClause(Texts("And more."), [], ClauseKind.New),
        ],
        [new LeftOutClause(Ref(11, 2), "Said already", LocalisedText.Of(("fr", "Déjà dit")))],
        AmendedSince: [2]),
    };

    public static LocalisedText Texts(string en, string? fr = null, string? es = null) => LocalisedText.Of(
        new[] { ("en", en), ("fr", fr), ("es", es) }.Where(text => text.Item2 is not null)
            .Select(text => (text.Item1, text.Item2!)));

    private static OutcomeItem Item(
        int n, RecommendationStatus status, string domain, LocalisedText text, Agreement? agreed = null,
        OutcomeDecision? by = null, int? number = null) => new(
        Numbered(n), status, text, "en", [Track.Assembly], [domain], ["africa"],
        new OutcomeLineage([AfricaOfSolutions], [new OutcomePaper(Numbered(70), 1, Africa, Texts("Public service"))]),
        new OutcomeSupport([Africa], agreed), [], ClauseDetails.Of(ClausedText.First(text, openings: 0), "en"), by,
        number, number is null ? null : 2);

    private static ClauseRef Ref(int n, int clause) => new(Numbered(n), clause);

    private static DateTimeOffset At(int day) => new(2019, 11, day, 9, 0, 0, TimeSpan.Zero);

    private static Guid Numbered(int n) => new($"0193a000-0000-7000-8000-{n:D12}");
}
