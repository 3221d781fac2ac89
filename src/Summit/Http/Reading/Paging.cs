using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;

namespace Summit.Http;

/// <summary>
/// Which page of a list: <c>?limit=</c> and the opaque <c>?cursor=</c> of the page before. A cursor holds for its list,
/// its filters and its moment only (HT17).
/// </summary>
public sealed class Paging : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private const int LimitDefault = 50;
    private const int LimitMax = 500;

    private readonly HttpContext http;
    private int limit = LimitDefault;

    private Paging(HttpContext http) => this.http = http;

    /// <inheritdoc/>
    public Problem? BindingProblem { get; private set; }

    /// <summary>How many things at most.</summary>
    public int Limit => limit;

    /// <summary>The last thing of the page before.</summary>
    public Guid After { get; private set; }

    /// <summary>The place in the order of events at which the first page was read; null on the first page.</summary>
    public long? AsOfPosition { get; private set; }

    public static ValueTask<Paging> BindAsync(HttpContext http, ParameterInfo parameter) => new(Of(http));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ReadsQuery("limit", "cursor"));

    /// <summary>Reads it from a request.</summary>
    public static Paging Of(HttpContext http)
    {
        var paging = new Paging(http);
        var query = http.Request.Query;
        if (query.TryGetValue("limit", out var limit)
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out paging.limit)
                || paging.limit is < 1 or > LimitMax))
            paging.BindingProblem = Problem.Malformed(http, "?limit", Expected.WholeNumber(1, LimitMax));
        if (query.TryGetValue("cursor", out var cursor) && !paging.GoOnFrom(cursor.ToString()))
            paging.BindingProblem = Problem.Both(
                paging.BindingProblem, Problem.Malformed(http, "?cursor", Expected.Cursor));
        return paging;
    }

    /// <summary>Shows things of which one more than the limit was read, if there are so many.</summary>
    public Response<ListResponse<T>> Show<T>(List<T> things, Func<T, Guid> id)
    {
        var cursor = Cut(things, id, 0);
        return Response.Of(new ListResponse<T>(things, cursor));
    }

    /// <summary>Takes off the one too many, and names the page after in the cursor and the Link header.</summary>
    /// <returns>The cursor; null where this is the last page.</returns>
    public string? Cut<T>(List<T> things, Func<T, Guid> id, long upTo)
    {
        if (things.Count <= limit)
            return null;
        things.RemoveRange(limit, things.Count - limit);
        var cursor = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{upTo}.{id(things[^1])}.{Fingerprint(http.Request)}")));
        var query = QueryString.Create(
            http.Request.Query.Where(pair => pair.Key != "cursor").Append(new("cursor", cursor)));
        http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query}>; rel=\"next\"";
        return cursor;
    }

    private bool GoOnFrom(string cursor)
    {
        var bytes = new byte[128];
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor))
            return false;
        var parts = Encoding.ASCII.GetString(bytes, 0, Base64Url.DecodeFromChars(cursor, bytes)).Split('.');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var upTo)
            || !Guid.TryParse(parts[1], out var after)
            || parts[2] != Fingerprint(http.Request))
            return false;
        (AsOfPosition, After) = (upTo, after);
        return true;
    }

    // All that decides which things are in the list; not how many of them a page shows, nor in which language.
    private static string Fingerprint(HttpRequest request)
    {
        var filters = QueryString.Create(request.Query
            .Where(pair => pair.Key is not ("cursor" or "limit" or "lang"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal));
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}{filters}")).AsSpan(0, 8));
    }
}
