using FsCheck;
using FsCheck.Fluent;
using Summit.Deliberation;
using Summit.Store;
using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

/// <summary>What holds for every command in every order. FsCheck prints the seed of a failure.</summary>
public sealed class DeliberationProperties
{
    [Fact]
    public void a_consolidation_that_accounts_for_every_clause_is_accepted_and_any_omission_refused() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var sources = Enumerable.Range(0, random.Next(2, 5)).Select(_ => Source(random)).ToArray();
            var ask = Partition(random, sources);
            Assert.Null(Consolidate(ask, sources).Refused);

            var used = ask.Clauses.Where(clause => clause.Kind != ClauseKind.New).ToArray();
            var omitted = random.Next(used.Length + ask.LeftOut.Count);
            var lossy = omitted < used.Length
                ? ask with { Clauses = [.. ask.Clauses.Where(clause => clause != used[omitted])] }
                : ask with { LeftOut = [.. ask.LeftOut.Where((_, n) => n != omitted - used.Length)] };
            Assert.Equal(DeliberationRules.ClauseUnaccounted, Consolidate(lossy, sources).Refused?.Rule);
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void a_retried_command_yields_nothing_new_and_evolve_accepts_what_decide_produces() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var it = Given(random.Next(2) == 0 ? Drafted : Consolidated).State;
            for (var n = 0; n < 40; n++)
            {
                var decide = Anything(random, it);
                var decided = decide(it);
                it = decided.Events.Aggregate(it, Recommendation.Category.Evolve);
                if (decided.Refused is not null)
                    continue;
                var again = decide(it);
                Assert.Null(again.Refused);
                Assert.Empty(again.Events);
                Assert.True(it.State.IsAway || it.Rounds.All(round => round.Decision is not null));
                HasEachParagraphOnce(it);
            }
        })
        .QuickCheckThrowOnFailure();

    private static RecommendationConsolidated Consolidated { get; } =
        ConsolidatedAs(Text("Together:", "Ensemble :"), Text("One.", "Un."), Text("Two.", "Deux."));

    private static Func<Recommendation, Decision<RecommendationEvent>> Anything(Random random, Recommendation it)
    {
        var number = random.Next(1, Math.Max(2, it.Amendments.Count + 1));
        var amendment = it.Amendments.Find(known => known.Number == number);
        var language = random.Next(4) switch { 0 => "fr", 1 => "es", _ => "en" };
        var words = $"Words {random.Next(1000)}.";
        var clause = random.Next(3) == 0 ? (int?)null : random.Next(1, 5);
        var round = it.Rounds.Count;
        var proposal = Proposal(random.Next(4));
        return random.Next(amendment is null ? 6 : 10) switch
        {
            0 => now => AgreeRecommendation.Decide(
                now, new AgreeRecommendation(DecidedBy.Consensus), new AgreeRecommendation.Facts([]), Now),
            1 => now => ForwardRecommendation.Decide(now, new ForwardRecommendation.Facts(true), Now),
            2 when round > 0 => now => RecommendationReceipts.Decide(now, round, "202", Now),
            3 => Hear(new ItemPresented(Id, round, Now)),
            4 => Hear(new ItemDecided(Id, round, (ItemDecision)random.Next(4), DecidedBy.Consensus, Now,
                Text: Text(words))),
            5 => now => TranslateRecommendation.Decide(now, new TranslateRecommendation(language, words), Now),
            6 => now => AcceptAmendment.Decide(now, number, Now),
            7 => now => RejectAmendment.Decide(now, number, new RejectAmendment("No"), Now),
            8 => now => ReopenAmendment.Decide(now, number, new ReopenAmendment("After all"), Now),
            _ => now => ProposeAmendment.Decide(now, proposal, Moussa, Now),
        };

        ProposeAmendment Proposal(int change) => change switch
        {
            0 => new ProposeAmendment(language, null, "So", clause, AmendmentChange.Strike),
            1 => new ProposeAmendment(language, words, "So", Change: AmendmentChange.Insert, After: clause),
            2 => new ProposeAmendment(language, $"{words}\n\nAnd so.\n\nTwo.", "So", clause),
            _ => new ProposeAmendment(language, words, "So", clause),
        };
    }

    private static void HasEachParagraphOnce(Recommendation it)
    {
        var details = RecommendationDetails.Of(it);
        Assert.Equal(Enumerable.Range(1, it.AuthenticClauses.Count),
            details.Clauses!.Select(clause => clause.Number).OfType<int>());
        Assert.Distinct(details.Clauses!.Select(clause => clause.Id));
        foreach (var (language, text) in it.Texts)
        {
            Assert.Equal(Clauses.Of(it.Text.In(language)!), text.Words);
            Assert.Distinct(text.All.Select(one => one.Id));
            Assert.All(text.All, one => Assert.InRange(one.Id, 0, text.Last));
            Assert.Equal(text.Clauses.Count, details.Clauses!.Count(clause => clause.Text.In(language) is not null));
        }
    }

    private static Func<Recommendation, Decision<RecommendationEvent>> Hear(WorldAssemblyEvent happened) =>
        now => WorldAssemblyDecisions.Decide(now, happened);

    private static Recommendation Source(Random random) => Given(
        DraftedAs(Guid.CreateVersion7(), Text(Clauses.Join(
            Enumerable.Range(1, random.Next(1, 6)).Select(n => $"Clause {n} of {random.Next()}.")))), Agreed).State;

    private static ConsolidateRecommendations Partition(Random random, Recommendation[] sources)
    {
        var left = sources
            .SelectMany(it => it.AuthenticClauses.Select(
                (clause, n) => (Ref: new ClauseRef(it.Id, n + 1), Words: clause.Words!)))
            .OrderBy(_ => random.Next())
            .ToList();
        var clauses = new List<ConsolidatedClause>();
        var leftOut = new List<LeftOutClause>();
        while (left.Count > 0)
        {
            var taken = left.Take(random.Next(1, 4)).ToArray();
            left.RemoveRange(0, taken.Length);
            if (taken.Length > 1)
                clauses.Add(new ConsolidatedClause(Text("Joined."), [.. taken.Select(t => t.Ref)], ClauseKind.Merged));
            else if (random.Next(3) == 0)
                leftOut.Add(new LeftOutClause(taken[0].Ref, "Said already"));
            else if (random.Next(2) == 0)
                clauses.Add(new ConsolidatedClause(Text(taken[0].Words), [taken[0].Ref], ClauseKind.Verbatim));
            else
                clauses.Add(new ConsolidatedClause(Text("Otherwise."), [taken[0].Ref], ClauseKind.Reworded));
        }
        if (random.Next(2) == 0)
            clauses.Add(new ConsolidatedClause(Text("New."), [], ClauseKind.New));
        return new ConsolidateRecommendations([.. sources.Select(it => it.Id)], Text("Together:"), clauses, leftOut);
    }

    private static Decision<RecommendationEvent> Consolidate(
        ConsolidateRecommendations ask, Recommendation[] sources) => ConsolidateRecommendations.Decide(
        Guid.CreateVersion7(), CongressId, ask,
        new ConsolidateRecommendations.Facts([.. sources.Select(it => new Versioned<Recommendation>(it, 2))]), Now);
}
