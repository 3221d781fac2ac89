using JasperFx.Events;
using Summit.Store;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>Puts traces together: the links from one query, the steps from the streams they lead through.</summary>
internal sealed class TraceBuilder(
    EventStreams streams, EventTypes types, LineageQueries lineages, OutcomeRows outcomes,
    PublishedPapers publishedPapers, PublishedSessions sessions, RegisterQueries register)
{
    /// <summary>The trace of a paper or a recommendation, as far as a reader's key reaches, as it stood.</summary>
    public async Task<Trace> Of(Guid thing, PaperViewer viewer, long upTo, CancellationToken cancel)
    {
        var by = viewer.By;
        var way = await Walk(thing, upTo, cancel);
        var visible = way.Recommendations
            .Where(found => found.It.MayBeReadBy(by))
            .ToDictionary(found => found.It.Id);
        var links = way.Links.Where(link => visible.ContainsKey(link.Result)).ToArray();
        var sealedPlaces = await SealedPlaces(visible.Keys, upTo, cancel);
        var papers = await publishedPapers.Find(Sources(links, LineageLink.Paper), cancel, upTo);
        var submitters = await register.Organisations(papers.Values.Select(paper => paper.Organisation), cancel);
        var sittings = await sessions.Find(Sources(links, LineageLink.Session), cancel, upTo);
        var names = OutcomeNames.For(viewer, sittings, papers, submitters);
        return new Trace(thing, PapersOf(links, names),
            [.. Sources(links, LineageLink.Session).Select(names.Session)],
            [
                .. visible.Values.Select(found => new TracedRecommendation(found.It.Id, found.It.State.Status,
                    found.It.Text, found.It.Lineage, sealedPlaces.GetValueOrDefault(found.It.Id))),
            ],
            links,
            [
                .. (await Beginnings(thing, links, papers, upTo, cancel))
                    .Concat(visible.Values.SelectMany(found => found.Slice.Events.Select(Step)))
                    .Concat(sealedPlaces.Select(place => Step(place.Key, place.Value)))
                    .OrderBy(step => step.Position).ThenBy(step => step.Subject),
            ]);
    }

    /// <summary>The links around a thing, and the recommendations they lead through, the oldest first.</summary>
    public async Task<(
        IReadOnlyList<LineageLink> Links, IReadOnlyList<(Recommendation It, StreamSlice Slice)> Recommendations)>
        Walk(Guid thing, long upTo, CancellationToken cancel)
    {
        var links = await lineages.Connected(thing, upTo, cancel);
        var ids = links.Select(link => link.Result).Concat(Sources(links, LineageLink.Recommendation)).Distinct();
        var slices = await streams.ReadOn([.. ids.Select(id => (id, 0L))], upTo, cancel);
        return (links,
        [
            .. slices.OrderBy(slice => slice.Stream)
                .Select(slice => (Recommendation.Category.Fold(slice), slice)),
        ]);
    }

    private async Task<Dictionary<Guid, SealedPlace>> SealedPlaces(
        IEnumerable<Guid> ids, long upTo, CancellationToken cancel) =>
        (await outcomes.Of(ids, upTo, cancel))
            .Where(row => row.Sealed is not null)
            .ToDictionary(row => row.It.Id, row => row.Sealed!);

    private static IEnumerable<Guid> Sources(IEnumerable<LineageLink> links, string kind) =>
        links.Where(link => link.Kind == kind).Select(link => link.Source).Distinct();

    private static IReadOnlyList<TracedPaper> PapersOf(IEnumerable<LineageLink> links, OutcomeNames names) =>
    [
        .. links.Where(link => link.Kind == LineageLink.Paper).GroupBy(link => link.Source).Select(taken =>
        {
            var paper = names.Papers.GetValueOrDefault(taken.Key);
            return new TracedPaper(taken.Key,
                [
                    .. taken.Select(link => (Revision: link.Revision ?? 1, link.Proposed)).Distinct()
                        .Select(one => new TracedProposal(one.Revision, one.Proposed, Proposed(paper, one))),
                ],
                paper?.Title, paper is null ? null : names.Organisation(paper.Organisation));
        }),
    ];

    private static LocalisedText? Proposed(PaperFacts? paper, (int Revision, int? Number) which) =>
        which.Number is { } number ? paper?.Proposals.ElementAtOrDefault(which.Revision - 1)?[number - 1] : null;

    // Of papers and sessions only their first event: the rest is in their own details.
    private async Task<IEnumerable<TraceStep>> Beginnings(
        Guid thing, IReadOnlyList<LineageLink> links, IReadOnlyDictionary<Guid, PaperFacts> papers, long upTo,
        CancellationToken cancel)
    {
        var sources = Sources(links, LineageLink.Paper).Concat(papers.Keys.Where(paper => paper == thing)).Distinct();
        var submitted = publishedPapers.Submissions(sources, upTo, cancel);
        var proposed = sessions.Proposals(Sources(links, LineageLink.Session), upTo, cancel);
        await Task.WhenAll(submitted, proposed);
        return (await submitted).Select(began => Step(began) with { Kind = LineageLink.Paper })
            .Concat((await proposed).Select(began => Step(began) with { Kind = LineageLink.Session }));
    }

    private TraceStep Step(IEvent happened) => new(
        happened.Id, happened.Sequence, happened.Timestamp, types.Of(happened.Data).Wire, LineageLink.Recommendation,
        happened.StreamId,
        happened.Data switch
        {
            RecommendationForwarded e => e.Round,
            RecommendationReceived e => e.Round,
            RecommendationPresented e => e.Round,
            RecommendationAdopted e => e.Round,
            RecommendationAdoptedAsAmended e => e.Round,
            RecommendationReferredBack e => e.Round,
            RecommendationNotAdopted e => e.Round,
            _ => null,
        },
        happened.Data switch
        {
            AmendmentProposed e => e.Number,
            AmendmentAccepted e => e.Number,
            AmendmentRejected e => e.Number,
            RejectionReasonCorrected e => e.Number,
            AmendmentWithdrawn e => e.Number,
            AmendmentReopened e => e.Number,
            _ => null,
        });

    private static TraceStep Step(Guid recommendation, SealedPlace place) => new(
        place.Event, place.Position, place.At, WorldAssemblyWire.Sealed, LineageLink.Recommendation, recommendation,
        Number: place.Number);
}
