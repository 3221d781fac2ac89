using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Register;
using Npgsql;

namespace Summit.Programme;

/// <summary>The releases of a programme.</summary>
public sealed record ProgrammeReleases(IReadOnlyList<ProgrammeRelease> Items);

/// <summary>The programme as it was published: everything that had a slot then, in the order of time.</summary>
/// <param name="Release">Which version.</param>
/// <param name="Items">The sessions as they stood.</param>
/// <param name="Breaks">The breaks as they stood, of the day and in the room asked for.</param>
public sealed record ProgrammeVersion(
    ProgrammeRelease Release, IReadOnlyList<SessionDetails> Items, IReadOnlyList<BreakDetails> Breaks);

/// <summary>
/// What everybody may read of the programme: its releases, and sessions as of the latest release. A caller with a key
/// reads the present state (PR12). Names are in what everybody reads alone (PR20).
/// </summary>
internal sealed class ProgrammeReader(
    EventStreams streams, Congresses congresses, BreakReader breaks, RegisterQueries register,
    NpgsqlDataSource database)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/sessions/{id:guid}", (
                Guid id, ReadRequest request, QueryExecutor queries, ProgrammeReader programme,
                CancellationToken cancel) =>
                request.By is null
                    ? programme.ShowPublished(id, request, cancel)
                    : queries.Find(request, Session.Category, id, SessionDetails.Of))
            .WithOperation("GetSession", "A session; without a key, as it was last published")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/sessions", (
                SessionFilter filter, ReadRequest request, Paging paging, CongressRoute congress,
                ProgrammeReader programme, CancellationToken cancel) =>
                programme.List(congress.Id, filter, request, paging, cancel))
            .WithOperation("ListSessions", "The sessions of a Congress; without a key, as last published")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/programme", (
                SessionFilter filter, ReadRequest request, CongressRoute congress, ProgrammeReader programme,
                HttpContext http) =>
                programme.Show(congress.Id, null, filter, request, http))
            .WithOperation("GetProgramme", "The programme as it was last published")
            .AllowAnonymous()
            .CostsMuch();

        routes.MapGet("/v1/congresses/{slug}/programme/releases/{number:int}", (
                int number, SessionFilter filter, ReadRequest request, CongressRoute congress,
                ProgrammeReader programme, HttpContext http) =>
                programme.Show(congress.Id, number, filter, request, http))
            .WithOperation("GetProgrammeRelease", "A published version of the programme")
            .AllowAnonymous()
            .CostsMuch();

        routes.MapGet("/v1/congresses/{slug}/programme/releases", async (
                ReadRequest request, CongressRoute congress, Congresses congresses, CancellationToken cancel) =>
                request.Show(new ProgrammeReleases(
                    await congresses.Releases(congress.Id, request.AsOfPosition, cancel))))
            .WithOperation("ListProgrammeReleases",
                "The published versions of the programme, oldest first")
            .AllowAnonymous();
    }

    private async Task<Response<ListResponse<SessionDetails>>> List(
        Guid congress, SessionFilter filter, ReadRequest request, Paging paging, CancellationToken cancel)
    {
        if (request.By is { } by && !by.Scope.Overlaps(new Scope(congress)))
            return request.Forbidden();
        var upTo = paging.AsOfPosition ?? Math.Min(request.AsOfPosition, await streams.Head(cancel));
        var releases = request.By is null ? await Releases(congress, upTo, cancel) : null;
        if (releases is not null)
        {
            // The cursor is the reader's own: it reaches no further than what was published.
            upTo = releases.Latest?.Position ?? 0;
            filter.WithSlot();
        }
        var edition = await congresses.Find(congress, cancel, upTo);
        var sessions = edition is null ? [] : await filter.Within(request.By?.Track).Read(
            database, edition, upTo, cancel, paging.After, paging.Limit + 1);
        request.Tell(upTo);
        var cursor = paging.Cut(sessions, session => session.Id, upTo);
        return request.Show(new ListResponse<SessionDetails>(
            releases is null ? sessions : await PublicNames.Added(sessions, releases.NamePeople, register, cancel),
            cursor));
    }

    private async Task<Response<ProgrammeVersion>> Show(
        Guid congress, int? number, SessionFilter filter, ReadRequest request, HttpContext http)
    {
        var cancel = http.RequestAborted;
        var releases = await Releases(congress, request.AsOfPosition, cancel);
        var release = number is null
            ? releases.Latest
            : releases.ByThen.FirstOrDefault(release => release.Number == number);
        if (release is null)
            return Problem.Of(ProgrammeRules.NotPublished, StatusCodes.Status404NotFound, http);
        var edition = (await congresses.Find(congress, cancel, release.Position))!;
        var sessions = await filter.WithSlot().Read(database, edition, release.Position, cancel);
        var inOrder = sessions.OrderBy(session => session.Slot!.StartsAt).ThenBy(session => session.Slot!.Room);
        var pauses = (await breaks.Read(congress, release.Position, withBlockers: false, cancel))
            .Where(one => filter.Shows(one, edition)).OrderBy(one => one.StartsAt).ThenBy(one => one.Id);
        // The names of a release change without it: only what is shown can tell.
        return request.Show(new ProgrammeVersion(release,
            await PublicNames.Added([.. inOrder], releases.NamePeople, register, cancel), [.. pauses]));
    }

    private async Task<Response<SessionDetails>> ShowPublished(
        Guid id, ReadRequest request, CancellationToken cancel)
    {
        var slice = await streams.Read(id, request.AsOfPosition, cancel);
        if (slice.Version == 0 || slice.Events[0].Data is not SessionEvent)
            return request.NotFound();
        var releases = await Releases(Session.Category.Fold(slice).Congress, request.AsOfPosition, cancel);
        var published = slice.Events.Where(e => e.Sequence <= releases.Latest?.Position).ToList();
        if (published.Count == 0)
            return request.NotFound();
        var session = Session.Category.Fold(new StreamSlice(id, published));
        if (session.State.Slot is null)
            return request.NotFound();
        var named = await PublicNames.Added([SessionDetails.Of(session)], releases.NamePeople, register, cancel);
        return request.Show(named[0]);
    }

    private async Task<PublishedReleases> Releases(Guid congress, long upTo, CancellationToken cancel)
    {
        var all = await congresses.Releases(congress, long.MaxValue, cancel);
        return new PublishedReleases(
            [.. all.Where(release => release.Position <= upTo)], all is [.., { NamesPeople: true }]);
    }

    /// <summary>The releases by the moment asked about, and whether people are named, which is as of today.</summary>
    private sealed record PublishedReleases(IReadOnlyList<ProgrammeRelease> ByThen, bool NamePeople)
    {
        public ProgrammeRelease? Latest => ByThen is [.., var latest] ? latest : null;
    }
}
