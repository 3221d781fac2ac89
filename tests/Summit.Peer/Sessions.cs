using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Marten.Exceptions;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;
using Wolverine.Marten;
using Wolverine.Persistence;

namespace Summit.Peer;

public sealed record Slot(Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

public sealed record ProposeSession(
    string Track, string Scope, Dictionary<string, string> Title, string[] PolicyDomains, Guid Lead, Slot? Slot,
    string Mode, string[] Languages);

public sealed record SessionProposed(
    string Congress, string Track, string Scope, Dictionary<string, string> Title, string[] PolicyDomains, Guid Lead,
    string Mode, string[] Languages);

public sealed record SessionScheduled(Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

public sealed record SessionRescheduled(Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

public sealed record SessionOpened;

/// <summary>A session as it stands.</summary>
public sealed partial class Session
{
    public Guid Id { get; set; }
    public int Version { get; set; }
    public string Congress { get; set; } = "";
    public string Track { get; set; } = "";
    public string Scope { get; set; } = "";
    public Dictionary<string, string> Title { get; set; } = [];
    public string[] PolicyDomains { get; set; } = [];
    public Guid Lead { get; set; }
    public string Mode { get; set; } = "";
    public string[] Languages { get; set; } = [];
    public Slot? Slot { get; set; }
    public string Status { get; set; } = "proposed";

    public static Session Create(SessionProposed e) => new()
    {
        Congress = e.Congress, Track = e.Track, Scope = e.Scope, Title = e.Title, PolicyDomains = e.PolicyDomains,
        Lead = e.Lead, Mode = e.Mode, Languages = e.Languages,
    };

    public void Apply(SessionScheduled e) =>
        (Slot, Status) = (new Slot(e.Room, e.StartsAt, e.EndsAt), "scheduled");

    public void Apply(SessionRescheduled e) => Slot = new Slot(e.Room, e.StartsAt, e.EndsAt);

    public void Apply(SessionOpened _) => Status = "open";
}

/// <summary>A room holds one session at a time: the database refuses the second, however close behind.</summary>
public sealed partial class Occupancy : EventProjection
{
    public static async Task Create(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var create = database.CreateCommand(
            """
            create schema if not exists peer;
            create extension if not exists btree_gist;
            create table if not exists peer.occupancy (
                session uuid primary key, room uuid not null, during tstzrange not null,
                constraint room_holds_one_session exclude using gist (room with =, during with &&));
            """);
        await create.ExecuteNonQueryAsync();
    }

    public void Project(IEvent<SessionScheduled> e, IDocumentOperations operations) =>
        operations.QueueSqlCommand("insert into peer.occupancy values (?, ?, tstzrange(?, ?))",
            e.StreamId, e.Data.Room, e.Data.StartsAt.ToUniversalTime(), e.Data.EndsAt.ToUniversalTime());

    public void Project(IEvent<SessionRescheduled> e, IDocumentOperations operations) =>
        operations.QueueSqlCommand("update peer.occupancy set room = ?, during = tstzrange(?, ?) where session = ?",
            e.Data.Room, e.Data.StartsAt.ToUniversalTime(), e.Data.EndsAt.ToUniversalTime(), e.StreamId);
}

public static class SessionEndpoints
{
    [WolverinePost("/v1/congresses/{slug}/sessions")]
    public static (CreationResponse<Guid>, IStartStream) Propose(string slug, ProposeSession ask)
    {
        var id = Guid.CreateVersion7();
        var proposed = new SessionProposed(slug, ask.Track, ask.Scope, ask.Title, ask.PolicyDomains, ask.Lead, ask.Mode,
            ask.Languages);
        object[] events = ask.Slot is { } slot
            ? [proposed, new SessionScheduled(slot.Room, slot.StartsAt, slot.EndsAt)]
            : [proposed];
        return (new CreationResponse<Guid>($"/v1/sessions/{id}", id), MartenOps.StartStream<Session>(id, events));
    }

    [WolverinePost("/v1/sessions/{id}/schedule")]
    public static (UpdatedAggregate, SessionRescheduled) Reschedule(Slot ask, [WriteAggregate] Session session) =>
        (new UpdatedAggregate(), new SessionRescheduled(ask.Room, ask.StartsAt, ask.EndsAt));

    [WolverinePost("/v1/sessions/{id}/open")]
    public static (UpdatedAggregate, SessionOpened) Open([WriteAggregate] Session session) =>
        (new UpdatedAggregate(), new SessionOpened());

    [WolverineGet("/v1/sessions/{id}")]
    public static IResult Get([Entity] Session session, HttpContext http)
    {
        var tag = $"\"{session.Version}\"";
        if (http.Request.Headers.IfNoneMatch == tag)
            return Results.StatusCode(StatusCodes.Status304NotModified);
        http.Response.Headers.ETag = tag;
        return Results.Ok(session);
    }

    public static ProblemDetails OnException(MartenCommandException refused) => new()
    {
        Status = refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation }
            ? StatusCodes.Status409Conflict
            : StatusCodes.Status500InternalServerError,
        Title = "The room is taken",
        Detail = refused.InnerException?.Message,
    };
}
