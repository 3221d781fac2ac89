using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Http;

/// <summary>
/// A page of a view's rows, oldest first: <c>?limit=</c>, <c>?cursor=</c>, and any past moment. The cursor keeps the
/// moment of its first page, so that pages never shift under the reader.
/// </summary>
public sealed class ListRequest : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private readonly HttpContext http;
    private readonly Paging paging;
    private readonly List<string> conditions = [];
    private readonly List<object> values = [];

    private ListRequest(HttpContext http, ReadRequest reading, Paging paging)
    {
        this.http = http;
        this.paging = paging;
        Reading = reading;
        BindingProblem = reading.BindingProblem ?? paging.BindingProblem;
        AsOfPosition = paging.AsOfPosition ?? reading.AsOfPosition;
    }

    /// <summary>When it is read, by whom, in which language.</summary>
    public ReadRequest Reading { get; }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; }

    /// <summary>The place in the order of events at which all pages are read.</summary>
    public long AsOfPosition { get; private set; }

    public static async ValueTask<ListRequest> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var reading = await ReadRequest.BindAsync(http, parameter);
        var listing = new ListRequest(http, reading, Paging.Of(http));
        if (listing is { AsOfPosition: long.MaxValue, BindingProblem: null })
            listing.AsOfPosition = await http.RequestServices.GetRequiredService<EventStreams>()
                .Head(http.RequestAborted);
        return listing;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ReadsQuery("asOf", "position", "limit", "cursor"));

    /// <summary>Narrows the list, where a value is given.</summary>
    /// <param name="condition">SQL with <c>{0}</c> for the value; a constant of the code.</param>
    /// <param name="value">The value; null leaves the list as it is.</param>
    public ListRequest Where(string condition, object? value)
    {
        if (value is not null)
        {
            values.Add(value);
            // The first three parameters are the list's own.
            conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, $"${values.Count + 3}"));
        }
        return this;
    }

    /// <summary>Reads the page.</summary>
    /// <param name="table">The view's table; a constant of the code.</param>
    /// <param name="show">What is shown of a row.</param>
    public async Task<Response<ListResponse<TShown>>> From<TRow, TShown>(string table, Func<TRow, TShown> show)
    {
        await using var command = http.RequestServices.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            $"""
            select id, row from {table}
             where id > $1 and from_position <= $2 and (until_position is null or until_position > $2)
            {string.Concat(conditions.Select(condition => $"  and {condition}\n"))}
             order by id limit $3
            """).With([paging.After, AsOfPosition, paging.Limit + 1, .. values]);
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        var rows = new List<(Guid Id, TRow Row)>();
        while (await reader.ReadAsync(http.RequestAborted))
        {
            rows.Add((reader.GetGuid(0),
                JsonSerializer.Deserialize<TRow>(reader.GetFieldValue<byte[]>(1), Json.Options)!));
        }
        var cursor = paging.Cut(rows, row => row.Id, AsOfPosition);
        return Reading.Show(new ListResponse<TShown>([.. rows.Select(row => show(row.Row))], cursor));
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The things, oldest first.</param>
/// <param name="Cursor">To go on with; absent on the last page.</param>
public sealed record ListResponse<T>(IReadOnlyList<T> Items, string? Cursor = null);
