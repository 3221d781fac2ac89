using System.Text.Json;
using Npgsql;
using Summit.Congress;
using Summit.Http;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// What may be read of breaks: without a key, those of the latest release; a blocker only with a key (PR19).
/// </summary>
public sealed class BreakReader(EventStreams streams, Congresses congresses, NpgsqlDataSource database)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/breaks/{id:guid}", (
                Guid id, ReadRequest request, QueryExecutor queries, BreakReader breaks, CancellationToken cancel) =>
                request.By is null
                    ? breaks.ShowPublished(id, request, cancel)
                    : queries.Find(request, Break.Category, id, BreakDetails.Of))
            .WithOperation("GetBreak", "A break or a blocker; without a key, a break as it was last published")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/breaks", (
                ReadRequest request, Paging paging, CongressRoute congress, BreakReader breaks,
                CancellationToken cancel) =>
                breaks.List(congress.Id, request, paging, cancel))
            .WithOperation("ListBreaks", "The breaks and blockers of a Congress; without a key, as last published")
            .AllowAnonymous();
    }

    /// <summary>The breaks as they stood at a position, in the order in which they were entered.</summary>
    /// <param name="congress">The Congress.</param>
    /// <param name="upTo">The position.</param>
    /// <param name="withBlockers">Whether blockers, too.</param>
    /// <param name="cancel">The reader has gone.</param>
    /// <param name="after">The last one already read.</param>
    /// <param name="limit">How many at most.</param>
    public async Task<List<BreakDetails>> Read(
        Guid congress, long upTo, bool withBlockers, CancellationToken cancel, Guid after = default,
        int limit = int.MaxValue)
    {
        await using var command = database.CreateCommand(
            """
            select row from programme.break_page
             where congress = $1 and id > $2
               and from_position <= $3 and (until_position is null or until_position > $3)
               and ($4 or kind = 'break')
             order by id limit $5
            """).With(congress, after, upTo, withBlockers, limit);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var breaks = new List<BreakDetails>();
        while (await reader.ReadAsync(cancel))
            breaks.Add(JsonSerializer.Deserialize<BreakDetails>(reader.GetFieldValue<byte[]>(0), Json.RowOptions)!);
        return breaks;
    }

    private async Task<Response<ListResponse<BreakDetails>>> List(
        Guid congress, ReadRequest request, Paging paging, CancellationToken cancel)
    {
        if (request.By is { } by && !by.Scope.Overlaps(new Scope(congress)))
            return request.Forbidden();
        var upTo = paging.AsOfPosition ?? Math.Min(request.AsOfPosition, await streams.Head(cancel));
        // The cursor is the reader's own: it reaches no further than what was published.
        if (request.By is null)
            upTo = (await congresses.Releases(congress, upTo, cancel)).LastOrDefault()?.Position ?? 0;
        var breaks = await Read(congress, upTo, request.By is not null, cancel, paging.After, paging.Limit + 1);
        request.Tell(upTo);
        var cursor = paging.Cut(breaks, one => one.Id, upTo);
        return request.Show(new ListResponse<BreakDetails>(breaks, cursor));
    }

    private async Task<Response<BreakDetails>> ShowPublished(Guid id, ReadRequest request, CancellationToken cancel)
    {
        var slice = await streams.Read(id, request.AsOfPosition, cancel);
        if (slice.Version == 0 || slice.Events[0].Data is not BreakScheduled { Kind: BreakKind.Break } scheduled)
            return request.NotFound();
        var release = (await congresses.Releases(scheduled.Congress, request.AsOfPosition, cancel)).LastOrDefault();
        var published = slice.Events.Where(e => e.Sequence <= release?.Position).ToList();
        return published.Count == 0
            ? request.NotFound()
            : request.Show(BreakDetails.Of(Break.Category.Fold(new StreamSlice(id, published))),
                ETag.Of(published[^1].Version));
    }
}
