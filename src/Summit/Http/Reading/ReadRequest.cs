using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Summit.Store;

namespace Summit.Http;

/// <summary>
/// A read of present or past state: <c>?asOf=</c> a moment or <c>?position=</c> a place in the order of events, in the
/// language of <c>?lang=</c>. With the header <c>Summit-Position</c> nothing is shown that is older than what the
/// caller has seen (HT18).
/// </summary>
public sealed class ReadRequest : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private readonly HttpContext http;

    private ReadRequest(HttpContext http) => this.http = http;

    /// <summary>The last event that counts.</summary>
    public long AsOfPosition { get; private set; } = long.MaxValue;

    /// <summary>
    /// The position that the caller has seen, such as that of their own command; 0 where they did not say.
    /// </summary>
    public long SeenPosition { get; private set; }

    /// <summary>Whether a past state is asked for.</summary>
    public bool IsPast => AsOfPosition != long.MaxValue;

    /// <summary>The past moment that was asked for; null where none was.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>The caller; null where the request has no key.</summary>
    public Actor? By => http.ActorOrNull();

    /// <inheritdoc/>
    public Problem? BindingProblem { get; private set; }

    public static async ValueTask<ReadRequest> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var request = new ReadRequest(http);
        var query = http.Request.Query;
        if (query.TryGetValue("position", out var position))
        {
            if (long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var upTo))
                request.AsOfPosition = upTo;
            else
                request.BindingProblem = Http.Problem.Malformed(http, "?position", Expected.Position);
        }
        else if (query.TryGetValue("asOf", out var asOf))
        {
            if (InstantJsonConverter.TryParse(asOf, out var moment))
            {
                request.AsOf = moment;
                request.AsOfPosition = await http.RequestServices.GetRequiredService<EventStreams>()
                    .PositionAt(LastOf(moment), http.RequestAborted);
            }
            else
            {
                request.BindingProblem =
                    Http.Problem.Malformed(http, "?asOf", Expected.Of(typeof(DateTimeOffset)));
            }
        }
        if (http.Request.Headers.TryGetValue(StoredResponseResult.PositionHeader, out var seen))
        {
            if (!long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var atLeast))
                request.BindingProblem = Http.Problem.Both(request.BindingProblem, Http.Problem.Malformed(
                    http, StoredResponseResult.PositionHeader, Expected.Position));
            else if (atLeast > await http.RequestServices.GetRequiredService<EventStreams>().Head(http.RequestAborted))
                request.BindingProblem ??= request.Behind();
            request.SeenPosition = atLeast;
        }
        return request;
    }

    /// <summary>
    /// The past moment that is asked about, for what has times and no positions; null where the present is.
    /// </summary>
    public async Task<DateTimeOffset?> Moment(CancellationToken cancel) => AsOf is { } moment
        ? LastOf(moment)
        : IsPast
            // What came after that event, and before the next, holds at its position.
            ? (await http.RequestServices.GetRequiredService<EventStreams>().RecordedAt(AsOfPosition + 1, cancel))
                ?.AddMicroseconds(-1)
            : null;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ReadsQuery("asOf", "position"));

    // A time cut to milliseconds stands for all of that millisecond: much software keeps no more of what is shown.
    private static DateTimeOffset LastOf(DateTimeOffset moment) =>
        moment.Ticks % TimeSpan.TicksPerMillisecond == 0 ? moment.AddMicroseconds(999) : moment;

    /// <summary>The languages the reader prefers.</summary>
    public LanguagePreference Languages => http.LanguagePreference();

    /// <summary>
    /// Whether the state that is asked for knows of something that is no event: where a moment is asked for, by its
    /// time; where a position is, if the store went on after it, so that a past state stays what it was.
    /// </summary>
    /// <param name="end">The end of the store when it came about.</param>
    /// <param name="at">When it came about.</param>
    internal bool Knows(long end, DateTimeOffset at) => AsOf is { } moment ? at <= LastOf(moment) : end < AsOfPosition;

    /// <summary>Says up to which position what is shown holds all that happened.</summary>
    internal void Tell(long position) => http.Response.Headers[StoredResponseResult.PositionHeader] =
        position.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the caller has seen, or asks for, is not here yet.</summary>
    public Problem Behind() => Http.Problem.Of(Problems.NotYet, http) with { RetryAfter = 1 };

    /// <summary>Shows a thing under its entity tag; 304 where the reader has it already.</summary>
    public Response<TShown> Show<TShown>(TShown shown, string? tag = null) where TShown : class =>
        new(new RepresentationResult(shown, tag));

    /// <summary>There is no such thing, or this reader may not know of it.</summary>
    public Problem NotFound() => Http.Problem.Of(Problems.NotFound, http);

    /// <summary>The reader's key does not reach it.</summary>
    public Problem Forbidden() => Http.Problem.Of(Problems.Forbidden, http);

    internal Problem? Problem(Permission permission) => Http.Problem.Of(permission, http);

    /// <summary>The reader has gone.</summary>
    internal CancellationToken Aborted => http.RequestAborted;
}
