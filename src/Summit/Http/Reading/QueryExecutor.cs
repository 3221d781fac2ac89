using System.Text.Json;
using Npgsql;
using Summit.Store;

namespace Summit.Http;

/// <summary>Reads present or past states and lists, as far as the caller may see them.</summary>
public sealed class QueryExecutor(AggregateCache aggregates, NpgsqlDataSource database)
{
    /// <summary>Shows one stream's state.</summary>
    /// <param name="request">When it is read, by whom, in which language.</param>
    /// <param name="category">The category of the stream.</param>
    /// <param name="id">Its id.</param>
    /// <param name="show">What is shown; null where there is no such thing.</param>
    /// <param name="authorize">Whether this reader may see it, beyond the scope of their key.</param>
    /// <param name="beside">
    /// What of it was worked out beside the stream, in letters for its entity tag; null where nothing was.
    /// </param>
    public async Task<Response<TShown>> Find<TState, TEvent, TShown>(
        ReadRequest request,
        Category<TState, TEvent> category,
        Guid id,
        Func<TState, TShown?> show,
        Func<TState, Permission>? authorize = null,
        Func<TShown, string?>? beside = null)
        where TState : class
        where TEvent : class
        where TShown : class
    {
        if (await aggregates.Find(category, id, request.AsOfPosition, request.Aborted) is not var (state, version))
            return request.NotFound();
        if (request.Problem(Permission.ToRead(state, request.By, authorize)) is { } problem)
            return problem;
        if (show(state) is not { } shown)
            return request.NotFound();
        return request.Show(shown, ETag.Of(version, beside?.Invoke(shown)));
    }

    /// <summary>Shows a page of a view's rows.</summary>
    /// <param name="list">Which page of which rows.</param>
    /// <param name="table">The view's table; a constant of the code.</param>
    /// <param name="show">What is shown of a row.</param>
    public Task<Response<ListResponse<TShown>>> List<TRow, TShown>(
        ListRequest list, string table, Func<TRow, TShown> show) =>
        ListPage<TRow, TShown>(list, table, rows => Task.FromResult(rows.Select(show)));

    /// <summary>The same, where what is shown of rows is asked for once for the page.</summary>
    /// <param name="list">Which page of which rows.</param>
    /// <param name="table">The view's table; a constant of the code.</param>
    /// <param name="show">What is shown of the rows, in their order.</param>
    public async Task<Response<ListResponse<TShown>>> ListPage<TRow, TShown>(
        ListRequest list, string table, Func<IReadOnlyList<TRow>, Task<IEnumerable<TShown>>> show)
    {
        await using var query = list.Query(database, table);
        await using var reader = await query.ExecuteReaderAsync(list.Request.Aborted);
        var rows = new List<(Guid Id, TRow Row)>();
        while (await reader.ReadAsync(list.Request.Aborted))
        {
            rows.Add((reader.GetGuid(0),
                JsonSerializer.Deserialize<TRow>(reader.GetFieldValue<byte[]>(1), Json.RowOptions)!));
        }
        var cursor = list.Cut(rows, row => row.Id);
        return list.Request.Show(
            new ListResponse<TShown>([.. await show(rows.ConvertAll(row => row.Row))], cursor));
    }

    /// <summary>Shows a page of a view whose rows are shown as they are.</summary>
    public Task<Response<ListResponse<T>>> List<T>(ListRequest list, string table) =>
        List<T, T>(list, table, row => row);
}
