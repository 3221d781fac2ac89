using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Store;
using Summit.Http;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur makes several agreed recommendations into one (DE10). No clause is lost: each clause of each source is
/// a source of a clause of the new text, or is left out for a reason that is kept (DE11, DE12).
/// </summary>
/// <param name="Recommendations">The sources.</param>
/// <param name="Text">The opening: one paragraph before the first clause.</param>
/// <param name="Clauses">The clauses, and the clauses they were made from.</param>
/// <param name="LeftOut">The clauses of the sources that none of them was made from, each with the reason.</param>
/// <param name="Authentic">The language that is decided upon; absent for English, or the only one there is.</param>
public sealed record ConsolidateRecommendations(
    [MaxLength(Limits.Sources)] IReadOnlyList<Guid> Recommendations,
    [MaxText(Limits.Text)] LocalisedText Text,
    [MaxLength(Limits.Clauses)] IReadOnlyList<ConsolidatedClause> Clauses,
    [MaxLength(Limits.Clauses)] IReadOnlyList<LeftOutClause> LeftOut,
    [Languages] string? Authentic = null)
{
    /// <summary>What a consolidation is decided on.</summary>
    /// <param name="Sources">The sources that exist, each with its version.</param>
    public sealed record Facts(IReadOnlyList<Versioned<Recommendation>> Sources)
    {
        internal static async Task<Facts> Load(
            ConsolidateRecommendations command, AggregateCache aggregates, CancellationToken cancel) =>
            new(await aggregates.Find(Recommendation.Category, command.Recommendations, long.MaxValue, cancel));
    }

    public static Decision<RecommendationEvent> Decide(
        Guid id, Guid congress, ConsolidateRecommendations command, Facts facts, DateTimeOffset now)
    {
        var sources = facts.Sources;
        var byId = sources.ToDictionary(source => source.State.Id, source => source.State);
        if (command.Recommendations.Distinct().Count() < 2)
            return DeliberationRules.TooFewSources.Refuses(
                field: "/recommendations", facts: new RefusalFacts(Min: 2));
        for (var n = 0; n < command.Recommendations.Count; n++)
        {
            var it = byId.GetValueOrDefault(command.Recommendations[n]);
            if (it is null || it.Congress != congress)
                return DeliberationRules.NoSuchRecommendation.Refuses(field: $"/recommendations/{n}");
            if (!it.State.IsSettled)
                return (it.State.Closes ?? DeliberationRules.NotAgreed).Refuses(field: $"/recommendations/{n}",
                    conflicts: [new Conflict(it.Id, "recommendation")], facts: it.State.Facts);
        }
        var authentic = command.Authentic ?? command.Text.Best([]);
        if (BrokenForm(command, authentic) is { } form)
            return form;
        if (BrokenClause(command, byId.Values) is { } clause)
            return clause;
        if (Unaccounted(command, byId.Values) is { } lost)
            return lost;
        return
        [
            new RecommendationConsolidated(
                id, congress, [.. sources.Select(source => new ConsolidatedSource(source.State.Id, source.Version))],
                command.Text, command.Clauses, command.LeftOut, authentic, All(it => it.Tracks), All(it => it.Sessions),
                All(it => it.Papers), All(it => it.PolicyDomains), All(it => it.Sections), now),
        ];

        IReadOnlyList<T> All<T>(Func<Recommendation, IEnumerable<T>> of) =>
            [.. sources.SelectMany(source => of(source.State)).Distinct()];
    }

    private static Refusal? BrokenForm(ConsolidateRecommendations command, string authentic)
    {
        foreach (var (text, field) in command.Clauses.Select((clause, n) => (clause.Text, $"/clauses/{n}/text"))
                     .Prepend((command.Text, "/text")))
        {
            if (text.In(authentic) is null)
                return DeliberationRules.AuthenticNotInText.Refuses(
                    field: field, facts: RefusalFacts.Admits(text.ByLanguage.Keys));
            if (text.ByLanguage.Values.Select(words => Deliberation.Clauses.Of(words).Count)
                .FirstOrDefault(count => count != 1, 1) is not 1 and var paragraphs)
                return DeliberationRules.NotOneParagraph.Refuses(
                    field: field, facts: new RefusalFacts(Min: 1, Max: 1, Actual: paragraphs));
        }
        return null;
    }

    private static Refusal? BrokenClause(ConsolidateRecommendations command, IEnumerable<Recommendation> from)
    {
        var sources = from.ToDictionary(it => it.Id, it =>
        {
            var texts = it.Texts;
            return new SourceTexts(it, texts, texts[it.Authentic]);
        });
        for (var n = 0; n < command.Clauses.Count; n++)
        {
            var clause = command.Clauses[n];
            if (clause.Sources.Any(source => !Exists(source, sources)))
                return DeliberationRules.NoSuchSourceClause.Refuses(field: $"/clauses/{n}/sources");
            var count = clause.Sources.Distinct().Count();
            var (min, max) = clause.Kind switch
            {
                ClauseKind.Verbatim or ClauseKind.Reworded => (1, 1),
                ClauseKind.Merged => (2, int.MaxValue),
                _ => (0, 0),
            };
            if (clause.Sources.Count != count || count < min || count > max)
                return DeliberationRules.KindAndSources.Refuses(field: $"/clauses/{n}/kind",
                    facts: new RefusalFacts(Min: min, Max: max == int.MaxValue ? null : max, Actual: count));
            if (clause.Kind == ClauseKind.Verbatim
                && !IsVerbatim(clause.Text, clause.Sources[0], sources[clause.Sources[0].Recommendation]))
                return DeliberationRules.NotVerbatim.Refuses(field: $"/clauses/{n}/text");
        }
        var used = command.Clauses.SelectMany(clause => clause.Sources).ToHashSet();
        for (var n = 0; n < command.LeftOut.Count; n++)
        {
            if (!Exists(command.LeftOut[n].Source, sources))
                return DeliberationRules.NoSuchSourceClause.Refuses(field: $"/leftOut/{n}/source");
            var source = command.LeftOut[n].Source;
            if (!used.Add(source))
                return DeliberationRules.UsedAndLeftOut.Refuses(field: $"/leftOut/{n}/source",
                    conflicts: [Named(sources[source.Recommendation].It, source.Clause)]);
        }
        return null;
    }

    private static bool Exists(ClauseRef clause, Dictionary<Guid, SourceTexts> sources) =>
        sources.TryGetValue(clause.Recommendation, out var it) && it.Authentic.Numbered(clause.Clause) is not null;

    // Word for word in every language that both have, and in one at least: a clause is the same by its id.
    private static bool IsVerbatim(LocalisedText text, ClauseRef source, SourceTexts it)
    {
        var id = it.Authentic.Numbered(source.Clause)!.Id;
        var both = text.ByLanguage
            .Select(pair => (Said: pair.Value, Stood: it.ByLanguage.GetValueOrDefault(pair.Key)?.Clause(id)?.Words))
            .Where(pair => pair.Stood is not null)
            .ToArray();
        return both.Length > 0 && both.All(pair => Deliberation.Clauses.Same(pair.Said, pair.Stood!));
    }

    private static Conflict Named(Recommendation it, int clause) => new(it.Id, "clause", LocalisedText.Of(
        (it.Authentic, $"{clause}. {it.Texts[it.Authentic].Numbered(clause)!.Words}")));

    // Taken apart once, however many clauses are asked for.
    private sealed record SourceTexts(
        Recommendation It, IReadOnlyDictionary<string, ClausedText> ByLanguage, ClausedText Authentic);

    private static Refusal? Unaccounted(ConsolidateRecommendations command, IEnumerable<Recommendation> sources)
    {
        var accounted = command.Clauses.SelectMany(clause => clause.Sources)
            .Concat(command.LeftOut.Select(left => left.Source))
            .ToHashSet();
        var lost = sources
            .SelectMany(it => it.AuthenticClauses.Select((_, n) => (It: it, Number: n + 1)))
            .Where(clause => !accounted.Contains(new ClauseRef(clause.It.Id, clause.Number)))
            .Select(clause => Named(clause.It, clause.Number))
            .ToArray();
        return lost.Length == 0
            ? null
            : DeliberationRules.ClauseUnaccounted.Refuses(field: "/leftOut", conflicts: lost);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/v1/congresses/{slug}/recommendations/consolidate")
            .WithOperation(nameof(ConsolidateRecommendations), "Make several recommendations into one");
        // The first address of it: with a colon, from which generators of clients build a wrong one.
        Map(routes, "/v1/congresses/{slug}/recommendations:consolidate").ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string path) => routes
        .MapPost(path, (
            CommandRequest<ConsolidateRecommendations> request, CongressRoute congress, CommandExecutor executor,
            AggregateCache aggregates) =>
        {
            var id = Guid.CreateVersion7();
            return executor.Start(request, Recommendation.Category, id,
                permission: Permission.If(request.By.Scope.Overlaps(new Scope(congress.Id))),
                load: cancel => Facts.Load(request.Command, aggregates, cancel),
                authorize: facts => Permission.If(facts.Sources.All(
                    source => request.By.Scope.Covers(source.State))),
                decide: facts => Decide(id, congress.Id, request.Command, facts, request.Now),
                // At the versions that were consolidated: amended or taken meanwhile, the whole is decided again.
                alsoAppend: facts => facts.Sources.Select(source => Recommendation.Category.Append(
                    source.State.Id, source.Version, source.State, [new MergedInto(id, request.Now)])),
                respond: it => new Created<RecommendationDetails>(
                    RecommendationDetails.Of(it), $"/v1/recommendations/{id}"),
                congress: _ => congress.Id);
        })
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIdempotencyKey();
}
