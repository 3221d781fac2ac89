using JasperFx.Events;
using System.Collections.Immutable;
using System.Text.Json;
using Summit.Congress;
using Summit.Deliberation;
using Summit.Kernel;
using Summit.Register;
using Summit.WorldAssembly;
using static Summit.Tests.Deliberation.DeliberationSamples;
using PaperFacts = Summit.Papers.PaperFacts;
using PaperViewer = Summit.Papers.PaperViewer;
using SessionFacts = Summit.Programme.SessionFacts;

namespace Summit.Tests.Deliberation;

public sealed class ConsolidatedOutcomeTests
{
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid Whole = Guid.CreateVersion7();
    private static readonly Actor Rapporteur = new("key:r", Role.Rapporteur);

    private static readonly RecommendationConsolidated Consolidated = new(Whole, CongressId,
        [new ConsolidatedSource(Id, 2), new ConsolidatedSource(Other, 2)], Text("Together:"),
        [new ConsolidatedClause(Text("All."), [new ClauseRef(Id, 1)], ClauseKind.Reworded)],
        [new LeftOutClause(new ClauseRef(Other, 1), "Said already")], "en", [Track.Assembly, Track.TownHall], [Session],
        [new RestsOn(Paper, 2, Africa, 1)], ["governance", "culture"], ["africa"], Now);

    [Fact]
    public void a_row_has_the_state_that_decisions_see_and_survives_its_storage()
    {
        var rows = Fold((Id, Drafted), (Id, Proposed(1, 1, "One.", "One!")), (Id, new AmendmentAccepted(1, Now)),
            (Id, Agreed), (Id, Forwarded()));
        var stored = Stored(rows[Id]);
        Assert.Equal(RecommendationStatus.Forwarded, stored.It.State.Status);
        Assert.Equal(["fr"], stored.It.Behind);
        var after = ConsolidatedOutcome.Next(Id, stored, Recorded(9, Id, new RecommendationAdopted(1, ByConsensus)))!;
        Assert.Equal(RecommendationStatus.Adopted, after.It.State.Status);
    }

    [Fact]
    public void a_row_keeps_the_ids_of_clauses_through_its_storage()
    {
        var rows = Fold((Id, Drafted), (Id, ProposedToStrike(1, 3, "Three.")), (Id, new AmendmentAccepted(1, Now)),
            (Id, ProposedToInsert(2, 1, "New.", id: 1)), (Id, Proposed(3, null, "One.\n\nTwo.", "One.\n\nTwo!")));
        var stored = ConsolidatedOutcome.Next(Id, Stored(rows[Id]), Recorded(9, Id, new AmendmentAccepted(2, Now)))!;
        Assert.Equal(["1 #1 One.", "2 #4 New.", "3 #2 Two."], stored.It.Shown());
        stored = ConsolidatedOutcome.Next(Id, Stored(stored),
            Recorded(10, Id, new AmendmentAccepted(3, Now, Text: "One.\n\nNew.\n\nTwo!")))!;
        Assert.Equal(["1 #1 One.", "2 #4 New.", "3 #2 Two!"], stored.It.Shown());
    }

    [Fact]
    public void a_row_is_as_before_clauses_had_ids_while_the_id_of_each_is_its_number()
    {
        var row = Fold((Id, Drafted), (Id, Proposed(1, 1, "One.", "One!")), (Id, new AmendmentAccepted(1, Now)))[Id];
        var json = JsonSerializer.SerializeToNode(row, ConsolidatedOutcome.RowJson)!["it"]!.AsObject();
        Assert.DoesNotContain("paragraphIds", json.Select(member => member.Key));
        Assert.Equal(["proposed", "status"], json["amendments"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void a_sealed_outcome_numbers_the_rows_of_its_items()
    {
        var view = new ConsolidatedOutcome(null!);
        var happened = Recorded(5, CongressId, Sealed(1, Id, Other));
        Assert.Equal([Id, Other], view.Keys(happened));
        var row = view.Apply(Other, new OutcomeRow(Given(Drafted).State), happened)!;
        Assert.Equal((2, 1, 5L), (row.Sealed!.Number, row.Sealed.Version, row.Sealed.Position));
        Assert.Null(view.Apply(Other, null, happened));
    }

    [Fact]
    public void a_draft_is_no_outcome() =>
        Assert.Empty(Document(Fold((Id, Drafted)), Rapporteur).Items);

    [Fact]
    public void a_merged_recommendation_is_listed_under_its_consolidation_only()
    {
        var item = Assert.Single(Document(Merged(), Rapporteur).Items);
        Assert.Equal(Whole, item.Id);
        Assert.Equal([Id, Other], item.Lineage.Sources!.Select(source => source.Id));
        Assert.Equal("We hesitate.", item.Lineage.Sources![0].Reservations[0].Text.In("en"));
        Assert.Equal("UCLG Africa", item.Support.Organisations[0].Name!.In("en"));
        Assert.Equal("Public service", item.Lineage.Papers[0].Title!.In("en"));
        Assert.Equal("Africa of solutions", item.Lineage.Sessions[0].Title!.In("en"));
        Assert.Equal("Said already", Assert.Single(item.Lineage.LeftOut!).Reason);
    }

    [Fact]
    public void a_filter_and_the_scope_of_a_key_narrow_the_outcomes()
    {
        var rows = Merged();
        Assert.Single(Document(rows, Rapporteur, new OutcomeFilter("culture", [Track.TownHall], "africa")).Items);
        Assert.Empty(Document(rows, Rapporteur, new OutcomeFilter(Domain: "gardening")).Items);
        Assert.Empty(Document(rows, Rapporteur, new OutcomeFilter(Section: "europe")).Items);
        Assert.Empty(Document(rows, Rapporteur, new OutcomeFilter(Statuses: [RecommendationStatus.Merged])).Items);
        Assert.Empty(Document(rows, Rapporteur with { Track = Track.Statutory }).Items);
        Assert.Empty(Document(rows, Rapporteur with { Congress = Paper }).Items);
    }

    [Fact]
    public void a_reader_without_a_key_sees_adopted_recommendations_only()
    {
        var rows = Fold((Id, Drafted), (Id, Agreed), (Other, DraftedAs(Other, Text("B."))), (Other, Agreed),
            (Id, Forwarded()), (Id, new RecommendationAdopted(1, ByConsensus)));
        Assert.Equal(2, Document(rows, Rapporteur).Items.Count);
        Assert.Equal(Id, Assert.Single(Document(rows, null).Items).Id);
    }

    [Fact]
    public void a_reader_without_a_key_sees_the_adopted_text_of_a_consolidation_and_not_its_sources()
    {
        var rows = Merged();
        var adopted = rows[Whole].It with { State = new RecommendationState.Adopted() };
        rows[Whole] = new OutcomeRow(adopted);
        var item = Assert.Single(Document(rows, null).Items);
        Assert.Null(item.Lineage.Sources);
        Assert.Null(item.Lineage.LeftOut);
        Assert.Single(item.Lineage.Papers);
    }

    [Fact]
    public void a_key_of_one_track_sees_a_consolidation_without_sources_of_other_tracks()
    {
        var item = Assert.Single(Document(Merged(), Rapporteur with { Track = Track.TownHall }).Items);
        Assert.Equal(Other, Assert.Single(item.Lineage.Sources!).Id);
        Assert.Null(Assert.Single(item.Lineage.Papers).Title);
    }

    [Fact]
    public void a_number_of_an_earlier_sealed_outcome_no_longer_counts()
    {
        var rows = Fold((Id, Drafted), (Id, Agreed), (Other, DraftedAs(Other, Text("B."))), (Other, Agreed));
        IEvent[] outcomes =
            [Recorded(7, CongressId, Sealed(1, Id, Other)), Recorded(8, CongressId, Sealed(2, Other))];
        foreach (var outcome in outcomes)
            foreach (var key in new ConsolidatedOutcome(null!).Keys(outcome))
                rows[key] = ConsolidatedOutcome.Next(key, rows[key], outcome)!;
        Assert.Equal([(Other, (int?)1), (Id, null)],
            Document(rows, Rapporteur).Items.Select(item => (item.Id, item.Number)));
    }

    public static TheoryData<RecommendationEvent[], int[]?> Afterwards => new()
    {
        { [Agreed], null },
        { [.. Accepted(1, "All.", "Nothing."), Agreed], [1] },
        { [.. Accepted(1, "All.", "All.\n\nAnd nothing.\n\nAnd more."), Agreed], [] },
        { [.. Accepted(null, "Together:\n\nAll.", "Together:"), Agreed], [1] },
        {
            [
                Agreed, Forwarded() with { Recommendation = Whole },
                new RecommendationAdoptedAsAmended(1, Text("Together:\n\nMost."), ByConsensus),
            ],
            [1]
        },
    };

    [Theory]
    [MemberData(nameof(Afterwards))]
    public void what_a_clause_was_made_as_is_said_of_the_consolidation_and_that_it_was_amended_since(
        RecommendationEvent[] happened, int[]? amended)
    {
        var verbatim = Consolidated with
        {
            Clauses = [new ConsolidatedClause(Text("All."), [new ClauseRef(Id, 1)], ClauseKind.Verbatim)],
        };
        var rows = Fold([(Id, DraftedAs(Id, Text("All."))), (Id, Agreed), (Whole, verbatim),
            .. happened.Select(one => (Whole, one))]);
        var document = Document(rows, Rapporteur);
        Assert.Equal(amended, document.Items.Single(item => item.Id == Whole).Lineage.AmendedSince);
        Assert.Contains(amended switch
        {
            null => "**A1.** All. *→ clause 1 (word for word)*",
            [] => "**A1.** All. *→ clause 1 as consolidated (word for word)*",
            _ => "**A1.** All. *→ clause 1 as consolidated (word for word), amended since*",
        }, OutcomeMarkdown.Render(document, "en"));
    }

    [Fact]
    public void the_seal_is_that_of_the_numbers_of_the_document()
    {
        var rows = Fold((Id, Drafted), (Id, Agreed));
        Assert.Null(Document(rows, Rapporteur).Sealed);
        var (first, second) = (Sealed(1, Id), Sealed(2, Id));
        Assert.Equal(1, Document(rows, Rapporteur, outcome: first).Sealed?.Version);
        rows[Id] = ConsolidatedOutcome.Next(Id, rows[Id], Recorded(7, CongressId, first))!;
        Assert.Equal(new OutcomeSeal(1, "00", Now), Document(rows, Rapporteur, outcome: first).Sealed);
        Assert.Null(Document(rows, Rapporteur, outcome: second).Sealed);
    }

    private static RecommendationEvent[] Accepted(int? clause, string replaces, string text) =>
        [Proposed(1, clause, replaces, text), new AmendmentAccepted(1, Now)];

    internal static Dictionary<Guid, OutcomeRow> Merged() => Fold(
        (Id, Drafted), (Id, Agreed), (Id, new ReservationRecorded(Africa, Text("We hesitate."), Now)),
        (Other, DraftedAs(Other, Text("B1."), Track.TownHall)), (Other, Agreed), (Whole, Consolidated),
        (Id, new MergedInto(Whole, Now)), (Other, new MergedInto(Whole, Now)));

    internal static OutcomeDocument Document(
        Dictionary<Guid, OutcomeRow> rows, Actor? by, OutcomeFilter? filter = null, OutcomeSealed? outcome = null) =>
        Outcomes.Of(
        Edition, [.. rows.Values.Select(Stored)], OutcomeNames.For(by is null ? null : new PaperViewer(by, null),
            new Dictionary<Guid, SessionFacts> { [Session] = Sitting },
            new Dictionary<Guid, PaperFacts> { [Paper] = PublicService },
            new Dictionary<Guid, Organisation>
            {
                [Africa] = new(Africa, Text("UCLG Africa"), OrganisationKind.Section, "africa", null, null, [], Now),
            }),
        filter ?? new OutcomeFilter(), by, outcome);

    private static Edition Edition { get; } = new()
    {
        Id = CongressId,
        Slug = "durban-2019",
        Name = Text("Durban 2019", "Durban 2019 (fr)"),
        Host = new Host("Durban", "ZA"),
        StartsOn = new DateOnly(2019, 11, 11),
        EndsOn = new DateOnly(2019, 11, 15),
        TimeZone = "Africa/Johannesburg",
        PolicyDomains = ImmutableSortedDictionary<string, LocalisedText>.Empty
            .Add("culture", Text("Culture", "La culture")).Add("governance", Text("Governance", "La gouvernance")),
    };

    private static Dictionary<Guid, OutcomeRow> Fold(params (Guid Stream, RecommendationEvent Happened)[] history)
    {
        var rows = new Dictionary<Guid, OutcomeRow>();
        foreach (var ((stream, happened), n) in history.Select((one, n) => (one, n)))
        {
            var before = rows.GetValueOrDefault(stream);
            rows[stream] = ConsolidatedOutcome.Next(stream, before, Recorded(n + 1, stream, happened))!;
        }
        return rows;
    }

    // As the database gives it back: properties in another order.
    private static OutcomeRow Stored(OutcomeRow row)
    {
        var json = JsonSerializer.SerializeToNode(row, ConsolidatedOutcome.RowJson)!.AsObject();
        var it = json["it"]!.AsObject();
        var phase = it["phase"]!.AsObject();
        it["phase"] = new System.Text.Json.Nodes.JsonObject(phase.Reverse()
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        return json.Deserialize<OutcomeRow>(ConsolidatedOutcome.RowJson)!;
    }

    private static OutcomeSealed Sealed(int version, params Guid[] items) => new(version,
        [.. items.Select((id, n) => new SealedItem(n + 1, id, Text("Sealed."), "en", []))], "00", Now);

    private static IEvent Recorded(long position, Guid stream, object happened)
    {
        var recorded = Event.For(happened);
        (recorded.Sequence, recorded.Id, recorded.StreamId) = (position, Guid.CreateVersion7(), stream);
        recorded.Timestamp = Now;
        return recorded;
    }
}
