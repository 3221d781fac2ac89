using Summit.Store;
using Summit.Http;

namespace Summit.Congress;

/// <summary>A Congress as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Host">Where it takes place.</param>
/// <param name="TimeZone">The IANA zone of its days and slots.</param>
/// <param name="StartsOn">The first day.</param>
/// <param name="EndsOn">The last day.</param>
/// <param name="Languages">The languages it works in.</param>
/// <param name="PolicyDomains">Its policy domains.</param>
/// <param name="Formats">The formats of its tracks.</param>
/// <param name="Rooms">Its rooms.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="ClosedAt">When it was closed; absent while it goes on.</param>
public sealed record CongressDetails(
    Guid Id,
    string Slug,
    LocalisedText Name,
    Host Host,
    string TimeZone,
    DateOnly StartsOn,
    DateOnly EndsOn,
    IReadOnlyList<string> Languages,
    IReadOnlyList<PolicyDomainDetails> PolicyDomains,
    IReadOnlyList<Format> Formats,
    IReadOnlyList<RoomDetails> Rooms,
    IReadOnlyList<Call> Calls,
    DateTimeOffset? ClosedAt = null)
{
    /// <summary>The details of an edition.</summary>
    public static CongressDetails Of(Edition edition) => new(
        edition.Id, edition.Slug, edition.Name, edition.Host, edition.TimeZone, edition.StartsOn, edition.EndsOn,
        edition.Languages, [.. edition.PolicyDomains.Select(pair => new PolicyDomainDetails(pair.Key, pair.Value))],
        edition.Formats, [.. edition.Rooms.Select(room => RoomDetails.Of(edition, room.Id)!)], edition.Calls,
        edition.ClosedAt);

    internal static SingleStreamProjection<Edition, CongressEvent> View { get; } =
        new("congress.congress_page", Edition.Category, Of, Json.Options);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/congresses", (ListRequest list, QueryExecutor queries) =>
                queries.List<CongressDetails>(
                    list.Where("id = {0}", list.Request.By?.Congress), "congress.congress_page"))
            .WithOperation("ListCongresses", "The Congresses, oldest first")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}", (ReadRequest request, CongressRoute congress, QueryExecutor queries) =>
                queries.Find(request, Edition.Category, congress.Id, Of))
            .WithOperation("GetCongress", "A Congress with its rooms, policy domains, formats and calls")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/rooms/{room:guid}", (
                Guid room, ReadRequest request, CongressRoute congress, QueryExecutor queries) =>
                queries.Find(request, Edition.Category, congress.Id, edition => RoomDetails.Of(edition, room)))
            .WithOperation("GetRoom", "A room")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/policy-domains/{code}", (
                string code, ReadRequest request, CongressRoute congress, QueryExecutor queries) =>
                queries.Find(request, Edition.Category, congress.Id, edition =>
                    edition.PolicyDomains.TryGetValue(code, out var name) ? new PolicyDomainDetails(code, name) : null))
            .WithOperation("GetPolicyDomain", "A policy domain")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/formats/{code}", (
                string code, ReadRequest request, CongressRoute congress, QueryExecutor queries) =>
                queries.Find(request, Edition.Category, congress.Id,
                    edition => edition.Formats.Find(one => one.Code == code)))
            .WithOperation("GetFormat", "A format")
            .AllowAnonymous();

        routes.MapGet("/v1/congresses/{slug}/calls/{call:guid}", (
                Guid call, ReadRequest request, CongressRoute congress, QueryExecutor queries) =>
                queries.Find(request, Edition.Category, congress.Id, edition => edition.Call(call)))
            .WithOperation("GetCall", "A call")
            .AllowAnonymous();
    }
}

/// <summary>A room as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called on the spot.</param>
/// <param name="Capacity">Seats.</param>
/// <param name="TurnRoundMinutes">Minutes it is needed after a session before the next.</param>
/// <param name="Interpretation">The languages that can be interpreted in it.</param>
/// <param name="StepFree">Whether it is reached without a step.</param>
/// <param name="Streaming">Whether it can be streamed from.</param>
/// <param name="ClosedBecause">Why it is closed; absent while it is open.</param>
/// <param name="Parts">The rooms that it consists of; absent where it is not divided.</param>
public sealed record RoomDetails(
    Guid Id,
    string Name,
    int Capacity,
    int TurnRoundMinutes,
    IReadOnlyList<string> Interpretation,
    bool StepFree,
    bool Streaming,
    string? ClosedBecause = null,
    IReadOnlyList<Guid>? Parts = null)
{
    /// <summary>The details of a room of an edition; null where it has none of this id.</summary>
    public static RoomDetails? Of(Edition edition, Guid id) => edition.Rooms.Find(room => room.Id == id) is { } room
        ? new(id, room.Traits.Name, room.Traits.Capacity, room.Traits.TurnRoundMinutes, room.Traits.Interpretation,
            room.Traits.StepFree, room.Traits.Streaming, room.ClosedBecause, room.Parts.Count == 0 ? null : room.Parts)
        : null;
}

/// <summary>A policy domain as readers see it.</summary>
public sealed record PolicyDomainDetails(string Code, LocalisedText Name);
