using Summit.Congress;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>Which outcomes are wanted; null means all.</summary>
public sealed record OutcomeFilter(
    string? Domain = null, IReadOnlyList<Track>? Tracks = null, string? Section = null,
    IReadOnlyList<RecommendationStatus>? Statuses = null)
{
    /// <summary>Whether a recommendation is among them.</summary>
    public bool Admits(Recommendation it) =>
        (Domain is null || it.PolicyDomains.Contains(Domain))
        && (Tracks is null || it.Tracks.Any(Tracks.Contains))
        && (Section is null || it.Sections.Contains(Section))
        && (Statuses is null || Statuses.Contains(it.State.Status));

    /// <summary>The same, with the one track that a reader's key may narrow it to.</summary>
    public OutcomeFilter For(Actor? by) => by?.Track is { } only ? this with { Tracks = Tracks ?? [only] } : this;
}

/// <summary>What was asked for, which a document tells its readers.</summary>
/// <param name="Filter">Which outcomes are in it.</param>
/// <param name="IsPublic">Whether it is for everybody, so that what was not adopted is not in it.</param>
/// <param name="AsOf">The past moment; null where a position was asked for, or how things stand.</param>
public sealed record OutcomeSelection(OutcomeFilter Filter, bool IsPublic = false, DateTimeOffset? AsOf = null);

/// <summary>The titles and names of the sources of outcomes, as far as the reader may know them.</summary>
public sealed record OutcomeNames(
    IReadOnlyDictionary<Guid, SessionFacts> Sessions,
    IReadOnlyDictionary<Guid, PaperFacts> Papers,
    IReadOnlyDictionary<Guid, Organisation> Organisations)
{
    /// <summary>Those that a reader may know; what they may not know is known to them by its id alone.</summary>
    public static OutcomeNames For(
        PaperViewer? viewer, IReadOnlyDictionary<Guid, SessionFacts> sessions,
        IReadOnlyDictionary<Guid, PaperFacts> papers, IReadOnlyDictionary<Guid, Organisation> organisations) => new(
        sessions.Where(session => viewer?.By.Scope.Overlaps(session.Value) != false).ToDictionary(),
        PaperViewer.Visible(papers, viewer), organisations);

    /// <summary>The organisations that rows name.</summary>
    public static IEnumerable<Guid> OrganisationsOf(IEnumerable<OutcomeRow> rows) => rows.SelectMany(row =>
        row.It.Papers.Select(paper => paper.Organisation)
            .Concat(row.It.Reservations.Select(one => one.Organisation))
            .Concat(row.It.Rounds.SelectMany(round => round.Verdict?.Objections ?? [])
                .Select(one => one.Organisation)));

    internal OutcomeOrganisation Organisation(Guid id) => new(id, Organisations.GetValueOrDefault(id)?.Name);

    internal OutcomeSession Session(Guid id) =>
        Sessions.GetValueOrDefault(id) is { } known ? new(id, known.Track, known.Title) : new(id);
}

/// <summary>
/// Builds the outcomes of a Congress (DE17): every recommendation that has been agreed. A merged one appears under its
/// consolidation, not beside it. A reader without a key sees only adopted ones, and only their public sources.
/// </summary>
public static class Outcomes
{
    public static OutcomeDocument Of(
        Edition edition, IReadOnlyList<OutcomeRow> rows, OutcomeNames names, OutcomeFilter filter, Actor? by,
        OutcomeSealed? outcome = null, long? position = null)
    {
        var latest = rows.Max(row => row.Sealed?.Version);
        var all = new OutcomeBuilder(rows.ToDictionary(row => row.It.Id), names, by, latest);
        var items = rows
            .Where(row => IsOutcome(row.It.State) && row.It.MayBeReadBy(by) && filter.Admits(row.It))
            .Select(all.Item)
            .OrderBy(item => item.Number ?? int.MaxValue)
            .ThenBy(item => item.Id)
            .ToArray();
        var domains = items.SelectMany(item => item.PolicyDomains).Distinct()
            .Where(code => filter.Domain is null || code == filter.Domain)
            .Order(StringComparer.Ordinal);
        // The rows may be a moment behind the outcome: its hash is not that of the numbers they have.
        var seal = outcome is not null && (latest ?? outcome.Version) == outcome.Version
            ? new OutcomeSeal(outcome.Version, outcome.Hash, outcome.At)
            : null;
        return new OutcomeDocument(edition.Slug, edition.Name, edition.Host, edition.StartsOn, edition.EndsOn,
            edition.TimeZone,
        [
            .. domains.Select(code => new OutcomeDomain(
                code, edition.PolicyDomains.GetValueOrDefault(code) ?? LocalisedText.Of(("en", code)),
                [.. items.Where(item => item.PolicyDomains.Contains(code)).Select(item => item.Id)])),
        ], items, seal, position);
    }

    private static bool IsOutcome(RecommendationState phase) =>
        phase is not (RecommendationState.Drafted or RecommendationState.Merged);

    private sealed record OutcomeBuilder(
        IReadOnlyDictionary<Guid, OutcomeRow> Rows, OutcomeNames Names, Actor? By, int? LatestVersion)
    {
        private bool IsPublic => By is null;

        public OutcomeItem Item(OutcomeRow row)
        {
            var it = row.It;
            var texts = it.Texts;
            // A number of an earlier version may have been given to another since.
            var place = row.Sealed is { } known && known.Version == LatestVersion ? known : null;
            return new OutcomeItem(it.Id, it.State.Status, it.Text, it.Authentic, it.Tracks, it.PolicyDomains,
                it.Sections, LineageOf(it),
                new OutcomeSupport(
                    [
                        .. it.Papers.Where(paper => Names.Papers.ContainsKey(paper.Paper))
                            .Select(paper => paper.Organisation).Distinct().Select(Names.Organisation),
                    ],
                    it.Agreement),
                Statements(it.Reservations), ClauseDetails.Of(texts, it.Authentic), DecisionOf(it), place?.Number,
                place?.Version, ClauseDetails.Opening(texts));
        }

        private OutcomeLineage LineageOf(Recommendation it)
        {
            var sessions = it.Sessions.ConvertAll(Names.Session);
            var papers = it.Papers
                .Where(paper => !IsPublic || Names.Papers.ContainsKey(paper.Paper))
                .Select(paper => Names.Papers.TryGetValue(paper.Paper, out var known)
                    ? new OutcomePaper(paper.Paper, paper.Revision, Names.Organisation(paper.Organisation), known.Title,
                        paper.Proposed)
                    : new OutcomePaper(paper.Paper, paper.Revision))
                .ToArray();
            if (it.Lineage is not { } lineage)
                return new OutcomeLineage(sessions, papers);
            if (IsPublic)
                return new OutcomeLineage(sessions, papers, Opening: lineage.Opening);
            // Sources stay as they were merged: their present rows are what was consolidated.
            var sources = lineage.Sources
                .Select(source => Rows.GetValueOrDefault(source.Recommendation))
                .OfType<OutcomeRow>()
                .Where(row => row.It.MayBeReadBy(By))
                .Select(Item);
            return new OutcomeLineage(
                sessions, papers, [.. sources], lineage.Opening, lineage.Clauses, lineage.LeftOut,
                ConsolidatedText.AmendedIn(it.Texts, lineage.Opening, lineage.Clauses));
        }

        private OutcomeDecision? DecisionOf(Recommendation it) =>
            it.Rounds.LastOrDefault() is { Decision: { } decision, Verdict: { } verdict } round
                ? new OutcomeDecision(round.Number, decision, verdict.By, verdict.At, verdict.Tally,
                    verdict.Objections is { } objections ? Statements(objections) : null,
                    decision == RecommendationStatus.AdoptedAsAmended && !IsPublic ? round.Text : null)
                : null;

        private IReadOnlyList<OutcomeStatement> Statements(IEnumerable<Reservation> said) =>
            [.. said.Select(one => new OutcomeStatement(Names.Organisation(one.Organisation), one.Text))];
    }
}
