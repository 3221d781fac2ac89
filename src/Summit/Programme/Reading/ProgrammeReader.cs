using Summit.Congress;
using Summit.Store;
using Summit.Http;

namespace Summit.Programme;

/// <summary>A published version of the programme.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="At">When it was published.</param>
/// <param name="Position">The place in the order of events at which the sessions are read.</param>
/// <param name="Note">What changed, for those who read it.</param>
public sealed record ProgrammeRelease(int Number, string Name, DateTimeOffset At, long Position, string? Note = null);

/// <summary>The releases of a programme.</summary>
public sealed record ProgrammeReleases(IReadOnlyList<ProgrammeRelease> Items);

/// <summary>The programme as it was published: everything that had a slot then, in the order of time.</summary>
/// <param name="Release">Which version.</param>
/// <param name="Items">The sessions as they stood.</param>
public sealed record ProgrammeVersion(ProgrammeRelease Release, IReadOnlyList<SessionDetails> Items);

/// <summary>
/// What everybody may read of the programme: its releases, and sessions as they stood at the latest of them. Whoever
/// has a key reads how things stand now (PR12).
/// </summary>
internal sealed class ProgrammeReader(EventStreams streams, Congresses congresses)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/sessions/{id:guid}", (Guid id, ReadRequest reading, ProgrammeReader programme) =>
                reading.By is null
                    ? programme.ShowPublished(id, reading)
                    : reading.Of(Session.Category, id, SessionDetails.Of))
            .WithOperation("GetSession", "A session; without a key, as it was last published")

            .AllowAnonymous()
            .Produces<SessionDetails>();

        routes.MapGet("/v1/congresses/{slug}/sessions", (
                string slug, SessionFilter filter, ReadRequest reading, Paging paging, ProgrammeReader programme) =>
                programme.List(slug, filter, reading, paging))
            .WithOperation("ListSessions", "The sessions of a Congress; without a key, as last published")

            .AllowAnonymous()
            .Produces<ListResponse<SessionDetails>>();

        routes.MapGet("/v1/congresses/{slug}/programme", (
                string slug, SessionFilter filter, ReadRequest reading, ProgrammeReader programme, HttpContext http) =>
                programme.Show(slug, null, filter, reading, http))
            .WithOperation("GetProgramme", "The programme as it was last published")

            .AllowAnonymous()
            .Produces<ProgrammeVersion>();

        routes.MapGet("/v1/congresses/{slug}/programme/releases/{number:int}", (
                string slug, int number, SessionFilter filter, ReadRequest reading, ProgrammeReader programme,
                HttpContext http) =>
                programme.Show(slug, number, filter, reading, http))
            .WithOperation("GetProgrammeRelease", "A published version of the programme")

            .AllowAnonymous()
            .Produces<ProgrammeVersion>();

        routes.MapGet("/v1/congresses/{slug}/programme/releases", async (
                string slug, ReadRequest reading, ProgrammeReader programme) =>
                await programme.Releases(slug, reading) is { } releases
                    ? reading.Show(new ProgrammeReleases(releases))
                    : reading.NotFound())
            .WithOperation("ListProgrammeReleases",
                "The published versions of the programme, oldest first")

            .AllowAnonymous()
            .Produces<ProgrammeReleases>();
    }

    private async Task<IResult> List(string slug, SessionFilter filter, ReadRequest reading, Paging paging)
    {
        if (await congresses.IdOf(slug, CancellationToken.None) is not { } congress)
            return reading.NotFound();
        if (reading.By is { } by && !by.HasScope(congress, null))
            return reading.Forbidden();
        var upTo = paging.AsOfPosition
            ?? (reading.AsOfPosition == long.MaxValue ? await streams.Head(CancellationToken.None)
                : reading.AsOfPosition);
        if (reading.By is null)
        {
            // The cursor is the reader's own: it reaches no further than what was published.
            upTo = (await Releases(congress, upTo)).LastOrDefault()?.Position ?? 0;
            filter.WithSlot();
        }
        var pages = await filter.Within(reading.By?.Track).Read(congress, upTo, paging.After, paging.Limit + 1);
        var cursor = paging.Cut(pages, page => page.Id, upTo);
        return reading.Show(new ListResponse<SessionDetails>(pages, cursor));
    }

    private async Task<IResult> Show(
        string slug, int? number, SessionFilter filter, ReadRequest reading, HttpContext http)
    {
        if (await congresses.IdOf(slug, CancellationToken.None) is not { } congress)
            return reading.NotFound();
        var releases = await Releases(congress, reading.AsOfPosition);
        var release = number is null
            ? releases.LastOrDefault()
            : releases.FirstOrDefault(release => release.Number == number);
        if (release is null)
            return Problem.Of(ProgrammeRules.NotPublished, StatusCodes.Status404NotFound, http);
        var pages = await filter.WithSlot().Read(congress, release.Position);
        var inOrder = pages.OrderBy(page => page.Slot!.StartsAt).ThenBy(page => page.Slot!.Room);
        return reading.Show(new ProgrammeVersion(release, [.. inOrder]), ETag.Of(release.Number));
    }

    private async Task<IResult> ShowPublished(Guid id, ReadRequest reading)
    {
        var slice = await streams.Read(id, reading.AsOfPosition, CancellationToken.None);
        if (slice.Version == 0 || slice.Events[0].Data is not SessionEvent)
            return reading.NotFound();
        var release = (await Releases(Session.Category.Fold(slice).Congress, reading.AsOfPosition)).LastOrDefault();
        var published = slice.Events.Where(e => e.Sequence <= release?.Position).ToList();
        if (published.Count == 0)
            return reading.NotFound();
        var session = Session.Category.Fold(new StreamSlice(id, published));
        return session.State.Slot is null
            ? reading.NotFound()
            : reading.Show(SessionDetails.Of(session), ETag.Of(published[^1].Version));
    }

    private async Task<IReadOnlyList<ProgrammeRelease>?> Releases(string slug, ReadRequest reading) =>
        await congresses.IdOf(slug, CancellationToken.None) is { } congress
            ? await Releases(congress, reading.AsOfPosition)
            : null;

    private async Task<IReadOnlyList<ProgrammeRelease>> Releases(Guid congress, long upTo)
    {
        var slice = await streams.Read(congress, upTo, CancellationToken.None);
        return
        [
            .. slice.Events
                .Where(e => e.Data is ProgrammePublished)
                .Select(e => (Position: e.Sequence, Data: (ProgrammePublished)e.Data))
                .Select(e => new ProgrammeRelease(e.Data.Number, e.Data.Name, e.Data.At, e.Position, e.Data.Note)),
        ];
    }
}
