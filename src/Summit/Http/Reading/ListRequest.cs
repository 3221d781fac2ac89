using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Summit.Store;

namespace Summit.Http;

/// <summary>
/// A page of a view's rows, oldest first: <c>?limit=</c>, <c>?cursor=</c>, and any past moment. The cursor keeps the
/// moment of its first page, so that pages never shift under the reader.
/// </summary>
public sealed class ListRequest : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private readonly Paging paging;
    private readonly List<string> conditions = [];
    private readonly List<object> values = [];

    private ListRequest(ReadRequest request, Paging paging)
    {
        this.paging = paging;
        Request = request;
        BindingProblem = Problem.Both(request.BindingProblem, paging.BindingProblem);
        AsOfPosition = paging.AsOfPosition ?? request.AsOfPosition;
    }

    /// <summary>When it is read, by whom, in which language.</summary>
    public ReadRequest Request { get; }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; }

    /// <summary>The place in the order of events at which all pages are read.</summary>
    public long AsOfPosition { get; private set; }

    public static async ValueTask<ListRequest> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var request = await ReadRequest.BindAsync(http, parameter);
        var listing = new ListRequest(request, Paging.Of(http));
        // A place that is not there yet would let later pages shift.
        if (listing is { paging.AsOfPosition: null, BindingProblem: null })
            listing.AsOfPosition = Math.Min(request.AsOfPosition, await http.RequestServices
                .GetRequiredService<EventStreams>().Head(http.RequestAborted));
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

    /// <summary>The query of the page and of one row more, which tells whether there is another page.</summary>
    /// <param name="table">The view's table; a constant of the code.</param>
    internal NpgsqlCommand Query(NpgsqlDataSource database, string table) => database.CreateCommand(
        $"""
        select id, row from {table}
         where id > $1 and from_position <= $2 and (until_position is null or until_position > $2)
        {string.Concat(conditions.Select(condition => $"  and {condition}\n"))}
         order by id limit $3
        """).With([paging.After, AsOfPosition, paging.Limit + 1, .. values]);

    /// <summary>Takes off the row that is too many.</summary>
    /// <returns>The cursor of the next page; null where this is the last.</returns>
    internal string? Cut<T>(List<T> rows, Func<T, Guid> id)
    {
        Request.Tell(AsOfPosition);
        return paging.Cut(rows, id, AsOfPosition);
    }
}
