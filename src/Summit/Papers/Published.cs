using JasperFx.Events;
using Npgsql;
using Summit.Register;
using Summit.Store;

namespace Summit.Papers;

/// <summary>What other contexts may know of a paper.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">The Congress it was submitted to.</param>
/// <param name="Track">The track it was submitted for.</param>
/// <param name="Organisation">Who submitted it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="IsPublic">Whether everybody may know of it.</param>
/// <param name="Proposals">Its proposed recommendations, by revision from 1; each revision's from 1 in order.</param>
/// <param name="Reviewers">Who is asked to review it.</param>
public sealed record PaperFacts(
    Guid Id,
    Guid Congress,
    Track Track,
    Guid Organisation,
    LocalisedText Title,
    PaperStatus Status,
    bool IsPublic,
    IReadOnlyList<IReadOnlyList<LocalisedText>> Proposals,
    IReadOnlyList<Guid> Reviewers) : IScoped
{
    Scope IScoped.Scope => new(Congress, Track);

    /// <summary>Whether it is accepted.</summary>
    public bool IsAccepted => Status == PaperStatus.Accepted;

    /// <summary>What a refusal tells of where it stands.</summary>
    public RefusalFacts Standing => RefusalFacts.Is(Status);

    /// <summary>What a refusal names it by.</summary>
    public Conflict InTheWay => new(Id, Paper.Category.Name, Title);

    /// <summary>The number of its latest revision.</summary>
    public int Revision => Proposals.Count;
}

/// <summary>What of another context rests on the acceptance of papers; each such context answers for itself.</summary>
/// <remarks>
/// For the words of a refusal. What holds is a foreign key of that context's table to <c>papers.acceptances</c>, which
/// also refuses the slower of two that are committed at the same moment.
/// </remarks>
public interface IPaperDependents
{
    /// <summary>What rests on the acceptance of a paper.</summary>
    Task<IReadOnlyList<Conflict>> RestingOn(Guid paper, CancellationToken cancel);
}

/// <summary>Papers as other contexts see them.</summary>
public sealed class PublishedPapers(AggregateCache states, EventStreams streams, NpgsqlDataSource database)
    : ICongressPeople
{
    /// <summary>Papers by id, those that exist, as they stood.</summary>
    public async Task<IReadOnlyDictionary<Guid, PaperFacts>> Find(
        IEnumerable<Guid> ids, CancellationToken cancel, long upTo = long.MaxValue) =>
        (await states.Find(Paper.Category, ids, upTo, cancel))
            .ToDictionary(paper => paper.State.Id, paper => FactsOf(paper.State));

    /// <summary>How papers began, those that had by then: the event of their submission.</summary>
    public Task<IReadOnlyList<IEvent>> Submissions(IEnumerable<Guid> ids, long upTo, CancellationToken cancel) =>
        streams.Beginnings(ids, upTo, cancel);

    /// <summary>Those who review papers.</summary>
    public async Task<IReadOnlyCollection<Guid>> Of(Guid congress, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(reviewer::uuid), '{}')
              from papers.paper_register, jsonb_array_elements_text(row -> 'reviewers') reviewer
             where congress = $1 and until_position is null
            """).With(congress);
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    private static PaperFacts FactsOf(Paper paper) => new(
        paper.Id, paper.Congress, paper.Track, paper.Organisation, paper.Latest.Content.Title,
        paper.State.Status, paper.State.IsPublic,
        [.. paper.Revisions.Select(r => r.Content.ProposedRecommendations.Select(p => p.Text).ToArray())],
        paper.Reviewers);
}
