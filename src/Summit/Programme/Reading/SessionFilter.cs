using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Summit.Congress;
using Summit.Http;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// Which sessions of a Congress: by track, day, room, policy domain, status, lead, person, and words of their titles.
/// </summary>
public sealed class SessionFilter : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private const int WordsMax = 300;

    private readonly List<string> conditions = [];
    private readonly List<object> values = [];
    private DateOnly? day;
    private Guid? room;

    private SessionFilter()
    {
    }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; private set; }

    public static ValueTask<SessionFilter> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var filter = new SessionFilter();
        filter.Take("track = any({0})", AnyOf<Track>.Of(http, "track"));
        filter.Take("status = any({0})", AnyOf<SessionStatus>.Of(http, "status"));
        filter.TakeDay(http);
        // What a room consists of is taken up with it.
        filter.Take(http, "room", "(room = {0} or row -> 'slot' -> 'parts' ? {0}::text)", Expected.Of(typeof(Guid)),
            text => filter.room = Guid.TryParse(text, out var id) ? id : null);
        filter.Take(http, "lead", "lead = {0}", Expected.Of(typeof(Guid)), Id);
        filter.Take(http, "person",
            "(lead = {0} or row -> 'participants' @> jsonb_build_array(jsonb_build_object('person', {0}::uuid)))",
            Expected.Of(typeof(Guid)), Id);
        filter.Take(http, "domain", "row -> 'policyDomains' @> to_jsonb({0}::text)", Expected.Of(typeof(string)),
            text => text);
        if (!string.IsNullOrWhiteSpace(http.Request.Query["q"]))
            filter.Take(http, "q", "words @@ search.asked({0})", Expected.Characters(WordsMax),
                text => text.Length <= WordsMax ? text : null);
        return new(filter);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ReadsQuery("track", "status", "day", "room", "lead", "person", "domain", "q"));
        builder.Metadata.Add(AnyOf<Track>.Reads("track"));
        builder.Metadata.Add(AnyOf<SessionStatus>.Reads("status"));
    }

    /// <summary>All sessions.</summary>
    internal static SessionFilter None => new();

    /// <summary>Only those of a track, where one is given.</summary>
    internal SessionFilter Within(Track? track)
    {
        if (track is { } only)
            Add("track = {0}", EnumNames.Of(only));
        return this;
    }

    /// <summary>Only those that have, or had, a slot: what has none is in no programme.</summary>
    internal SessionFilter WithSlot()
    {
        conditions.Add("day is not null");
        return this;
    }

    /// <summary>The sessions as they stood at a position, in the order in which they were proposed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="edition">The Congress as it stood then: a day is a day in its zone.</param>
    /// <param name="upTo">The position.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="after">The last session already read.</param>
    /// <param name="limit">How many at most.</param>
    internal async Task<List<SessionDetails>> Read(
        NpgsqlDataSource database, Edition edition, long upTo, CancellationToken cancel, Guid after = default,
        int limit = int.MaxValue)
    {
        if (day is { } asked)
        {
            // A slot has the offset of the zone in which it was given. What ends at midnight has nothing of that day.
            var (from, until) = edition.DaysOf(asked, asked);
            Add("(row -> 'slot' ->> 'startsAt')::timestamptz < {0}", until.ToUniversalTime());
            Add("(row -> 'slot' ->> 'endsAt')::timestamptz > {0}", from.ToUniversalTime());
        }
        await using var command = database.CreateCommand(
            $"""
            select row from programme.session_agenda
             where congress = $1 and id > $2
               and from_position <= $3 and (until_position is null or until_position > $3)
            {string.Concat(conditions.Select(condition => $"  and {condition}\n"))}
             order by id limit $4
            """).With([edition.Id, after, upTo, limit, .. values]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var sessions = new List<SessionDetails>();
        while (await reader.ReadAsync(cancel))
            sessions.Add(JsonSerializer.Deserialize<SessionDetails>(reader.GetFieldValue<byte[]>(0), Json.RowOptions)!);
        return sessions;
    }

    /// <summary>Whether a break is in the programme of the day and the room that are asked for.</summary>
    internal bool Shows(BreakDetails known, Edition edition) =>
        (room is not { } there || known.Rooms.Contains(there) || known.Parts?.Contains(there) == true)
        && (day is not { } asked || edition.DaysOf(asked, asked) is var (from, until)
            && known.StartsAt < until && known.EndsAt > from);

    private void Take<T>(string condition, AnyOf<T> asked) where T : struct, Enum
    {
        BindingProblem = Problem.Both(BindingProblem, asked.BindingProblem);
        if (asked.Names is { } names)
            Add(condition, names);
    }

    private void Take(
        HttpContext http, string name, string condition, Sentence error, Func<string, object?> read)
    {
        if (!http.Request.Query.TryGetValue(name, out var texts))
            return;
        if (read(texts.ToString()) is { } value)
            Add(condition, value);
        else
            BindingProblem = Problem.Both(BindingProblem, Problem.Malformed(http, $"?{name}", error));
    }

    private void TakeDay(HttpContext http)
    {
        if (!http.Request.Query.TryGetValue("day", out var texts))
            return;
        if (DateOnly.TryParseExact(
                texts, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)
            && known.Year is >= Limits.YearMin and <= Limits.YearMax)
            day = known;
        else
            BindingProblem = Problem.Both(
                BindingProblem, Problem.Malformed(http, "?day", Expected.Of(typeof(DateOnly))));
    }

    // The first four parameters are the list's own.
    private void Add(string condition, object value)
    {
        values.Add(value);
        conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, $"${values.Count + 4}"));
    }

    private static object? Id(string text) => Guid.TryParse(text, out var id) ? id : null;
}
