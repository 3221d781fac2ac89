using Summit.Http;

namespace Summit.Programme;

/// <summary>A session's attendance register.</summary>
/// <param name="Present">Who is present.</param>
/// <param name="Quorum">The body's quorum as it was last counted.</param>
public sealed record AttendanceRegister(IReadOnlyList<Present> Present, QuorumState? Quorum = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/sessions/{id:guid}/attendance", (Guid id, ReadRequest request, QueryExecutor queries) =>
            queries.Find(request, Session.Category, id, session =>
                new AttendanceRegister(session.Present, session.Quorum)))
        .WithOperation("GetAttendance", "A session's attendance register")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary, Role.Auditor);
}
