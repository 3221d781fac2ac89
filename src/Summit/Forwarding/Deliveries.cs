using System.Text.Json.Serialization;
using Npgsql;
using Summit.Http;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>A forward on its way, as organisers see it.</summary>
/// <param name="Id">The id of the event that is forwarded: <c>webhook-id</c> at the receiver.</param>
/// <param name="Type">The event's wire name.</param>
/// <param name="Subject">The stream it is about: the recommendation.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Attempts">How often it was tried, before it was sent again too.</param>
/// <param name="CreatedAt">When it was put here.</param>
/// <param name="Congress">The Congress it belongs to.</param>
/// <param name="NextAttemptAt">When it is tried next, while pending and at the head of its line.</param>
/// <param name="LastError">Why the last attempt failed, with the beginning of what the receiver said.</param>
/// <param name="DeliveredAt">When it was acknowledged.</param>
public sealed record Delivery(
    Guid Id,
    string Type,
    Guid Subject,
    string Destination,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset CreatedAt,
    Guid? Congress,
    DateTimeOffset? NextAttemptAt,
    string? LastError,
    DateTimeOffset? DeliveredAt);

/// <summary>How far a delivery is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>It is being tried, or waits for its next attempt or for those before it.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>It was acknowledged.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>It was given up, and holds back those behind it until somebody sends it again.</summary>
    [JsonStringEnumMemberName("dead")] Dead,
}

/// <summary>The deliveries there are, newest first (FO6).</summary>
public sealed class Deliveries(NpgsqlDataSource database)
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/deliveries", List)
            .WithOperation("ListDeliveries", "What is being forwarded, or was, newest first")
            .RequireRoles(Role.Organiser, Role.Auditor);

        routes.MapGet("/v1/deliveries/{id:guid}", async (
                Guid id, Deliveries deliveries, HttpContext http, CancellationToken cancel) =>
                await deliveries.Find(id, http.Actor(), cancel) is { } found
                    ? Response.Of(found)
                    : Problem.Of(Problems.NotFound, http))
            .WithOperation("GetDelivery", "A delivery")
            .RequireRoles(Role.Organiser, Role.Auditor);
    }

    private static async Task<Response<ListResponse<Delivery>>> List(
        AnyOf<DeliveryStatus> status, Paging paging, Deliveries deliveries, HttpContext http, CancellationToken cancel)
    {
        var rows = await deliveries.Read(
            http.Actor(), null, status.Names, paging.AsOfPosition ?? long.MaxValue, paging.Limit + 1, cancel);
        var last = rows.Take(paging.Limit).LastOrDefault();
        var cursor = paging.Cut(rows, row => row.Shown.Id, last.Position);
        return Response.Of(new ListResponse<Delivery>([.. rows.Select(row => row.Shown)], cursor));
    }

    internal async Task<Delivery?> Find(Guid id, Actor by, CancellationToken cancel) =>
        (await Read(by, id, null, long.MaxValue, 1, cancel)).Select(row => row.Shown).SingleOrDefault();

    // A key of one Congress sees nothing of another.
    private async Task<List<(long Position, Delivery Shown)>> Read(
        Actor by, Guid? id, string[]? status, long before, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select position, id, type, stream_id, destination, status, attempts, created, congress, next_attempt_at,
                   last_error, delivered_at
              from events.outbox
             where ($1::uuid is null or id = $1) and ($2::text[] is null or status = any($2)) and position < $3
               and ($5::uuid is null or congress = $5)
             order by position desc limit $4
            """).With(id, status, before, limit, by.Congress);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<(long, Delivery)>();
        while (await reader.ReadAsync(cancel))
        {
            var stands = EnumNames.Parse<DeliveryStatus>(reader.GetString(5));
            rows.Add((reader.GetInt64(0), new Delivery(
                reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4), stands,
                reader.GetInt32(6), reader.GetFieldValue<DateTimeOffset>(7),
                reader.IsDBNull(8) ? null : reader.GetGuid(8),
                stands == DeliveryStatus.Pending ? reader.GetFieldValue<DateTimeOffset>(9) : null,
                reader.IsDBNull(10) ? null : reader.GetString(10),
                reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11))));
        }
        return rows;
    }
}
