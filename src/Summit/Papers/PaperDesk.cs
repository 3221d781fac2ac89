using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// Takes commands and readings to a paper, past what the caller may know and do: what they may not know of is not
/// found, what they know of and may not do is forbidden.
/// </summary>
internal sealed class PaperDesk(
    AggregateCache states,
    Congresses congresses,
    RegisterQueries register,
    ExternalIds externalIds,
    NearDuplicates nearDuplicates)
{
    /// <summary>What the caller may know.</summary>
    public async Task<PaperViewer> ReaderOf(Actor by, CancellationToken cancel)
    {
        var organisation = by.Organisation;
        if (organisation is null && by is { Role: Role.Delegate, Person: { } person })
            organisation = (await register.People([person], cancel)).GetValueOrDefault(person)?.Organisation;
        return new PaperViewer(by, organisation);
    }

    /// <summary>What a submission is decided on.</summary>
    public async Task<SubmissionFacts> FactsFor(Guid id, Guid congress, SubmitPaper ask, CancellationToken cancel) =>
        new(id, (await congresses.Find(congress, cancel))!,
            (await register.Organisations([ask.Organisation], cancel)).GetValueOrDefault(ask.Organisation),
            await nearDuplicates.Of(congress, ask.Title, ask.Summary, cancel));

    /// <summary>The paper of an organisation's own id, with its version; null where there is none.</summary>
    public async Task<Versioned<Paper>?> Find(
        Guid congress, Guid organisation, ExternalId externalId, CancellationToken cancel) =>
        await externalIds.Find(congress, organisation, externalId, cancel) is { } id
            ? await Find(id, long.MaxValue, cancel)
            : null;

    /// <summary>A command on a paper the caller may know of.</summary>
    public Task<IResult> On<TBody>(
        CommandRequest<TBody> command, Guid id, Func<Paper, Task<Decision<PaperEvent>>> decide)
        where TBody : class =>
        On(command, id, _ => true, decide, null);

    /// <summary>A command that only the submitting organisation gives, or an organiser for it.</summary>
    public Task<IResult> OnOwn<TBody>(
        CommandRequest<TBody> command,
        Guid id,
        Func<Paper, Task<Decision<PaperEvent>>> decide,
        Func<Paper, string>? location = null)
        where TBody : class =>
        On(command, id, paper => command.By.SpeaksFor(paper.Organisation), decide, location);

    /// <summary>A command of an endorsing organisation, which need not know the paper; it is not shown to it.</summary>
    public async Task<IResult> OnEndorsement<TBody>(
        CommandRequest<TBody> command,
        Guid id,
        Guid organisation,
        Func<Paper, Task<Decision<PaperEvent>>> decide,
        Func<Paper, string>? location = null)
        where TBody : class
    {
        if (!command.By.SpeaksFor(organisation))
            return command.Forbidden().Problem!;
        if (await Find(id, long.MaxValue, CancellationToken.None) is not var (paper, _)
            || !command.By.HasScope(paper.Congress, paper.Track))
            return command.NotFound().Problem!;
        return await command.On(Paper.Category, id, decide, after => EndorsementDetails.Of(after, organisation), location);
    }

    /// <summary>Shows a paper, or a part of it, as it stood.</summary>
    /// <param name="reading">Who asks, and for when.</param>
    /// <param name="id">The paper.</param>
    /// <param name="may">Whether they may know of it.</param>
    /// <param name="show">What is shown; null where there is no such part.</param>
    public async Task<IResult> Show(
        ReadRequest reading, Guid id, Func<Paper, PaperViewer, bool> may, Func<Paper, PaperViewer, object?> show)
    {
        var reader = await ReaderOf(reading.By!, CancellationToken.None);
        return await Find(id, reading.AsOfPosition, CancellationToken.None) is var (paper, version)
            && may(paper, reader)
            && show(paper, reader) is { } shown
                ? reading.Show(shown, ETag.Of(version))
                : reading.NotFound();
    }

    private async Task<IResult> On<TBody>(
        CommandRequest<TBody> command,
        Guid id,
        Func<Paper, bool> may,
        Func<Paper, Task<Decision<PaperEvent>>> decide,
        Func<Paper, string>? location)
        where TBody : class
    {
        var reader = await ReaderOf(command.By, CancellationToken.None);
        if (await Find(id, long.MaxValue, CancellationToken.None) is not var (paper, _) || !reader.CanSee(paper))
            return command.NotFound().Problem!;
        return may(paper)
            ? await command.On(Paper.Category, id, decide, after => PaperDetails.Of(after, reader), location)
            : command.Forbidden().Problem!;
    }

    private Task<Versioned<Paper>?> Find(Guid id, long upTo, CancellationToken cancel) =>
        states.Find(Paper.Category, id, upTo, cancel);
}
