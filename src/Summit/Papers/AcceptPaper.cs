using Summit.Http;
using Summit.Kernel;

namespace Summit.Papers;

/// <summary>
/// An organiser accepts a paper in the revision they saw (P11). Reviews inform that, they do not decide it.
/// </summary>
public static class AcceptPaper
{
    public static Decision<PaperEvent> Decide(Paper paper, DateTimeOffset now) => paper.State switch
    {
        PaperState.Accepted => [],
        PaperState.Submitted => [new PaperAccepted(paper.Latest.Number, now)],
        PaperState.Returned => PaperRules.WaitsForRevision.Refuses(paper.Track),
        _ => PaperRules.AlreadySettled.Refuses(paper.Track),
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/accept", (Guid id, CommandRequest<NoBody> command, PaperDesk desk) =>
            desk.On(command, id, paper => Task.FromResult(Decide(paper, command.Now))))
        .WithOperation(nameof(AcceptPaper), "Papers", "Accept a paper")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<PaperDetails>();
}

/// <summary>
/// An organiser gives a paper back and says what is missing (P11). It is submitted again by a revision.
/// </summary>
/// <param name="Missing">What is missing; the submitting organisation reads it.</param>
public sealed record ReturnPaper([MaxText(MaxTextAttribute.Summary)] string Missing)
{
    public static Decision<PaperEvent> Decide(Paper paper, ReturnPaper ask, DateTimeOffset now)
    {
        if (paper.State is PaperState.Returned returned && returned.Missing == ask.Missing)
            return [];
        return paper.State.IsOpen
            ? [new PaperReturned(paper.Latest.Number, ask.Missing, now)]
            : PaperRules.AlreadySettled.Refuses(paper.Track);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/return", (Guid id, CommandRequest<ReturnPaper> command, PaperDesk desk) =>
            desk.On(command, id, paper => Task.FromResult(Decide(paper, command.Body, command.Now))))
        .WithOperation(nameof(ReturnPaper), "Papers", "Give a paper back to be completed")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<PaperDetails>();
}

/// <summary>An organiser does not accept a paper, and says why (P11).</summary>
/// <param name="Reason">Why; the submitting organisation reads it.</param>
public sealed record RejectPaper([MaxText(MaxTextAttribute.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, RejectPaper ask, DateTimeOffset now)
    {
        if (paper.State is PaperState.Rejected rejected && rejected.Reason == ask.Reason)
            return [];
        return paper.State.IsOpen
            ? [new PaperRejected(paper.Latest.Number, ask.Reason, now)]
            : PaperRules.AlreadySettled.Refuses(paper.Track);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reject", (Guid id, CommandRequest<RejectPaper> command, PaperDesk desk) =>
            desk.On(command, id, paper => Task.FromResult(Decide(paper, command.Body, command.Now))))
        .WithOperation(nameof(RejectPaper), "Papers", "Reject a paper")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<PaperDetails>();
}

/// <summary>
/// The submitting organisation, or an organiser for it, takes a paper back, even one that was accepted (P12). What was
/// public stays known.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record WithdrawPaper([MaxText(MaxTextAttribute.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, WithdrawPaper ask, DateTimeOffset now) => paper.State switch
    {
        PaperState.Withdrawn => [],
        PaperState.Rejected => PaperRules.AlreadySettled.Refuses(paper.Track),
        _ => [new PaperWithdrawn(ask.Reason, now)],
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/withdraw", (Guid id, CommandRequest<WithdrawPaper> command, PaperDesk desk) =>
            desk.OnOwn(command, id, paper => Task.FromResult(Decide(paper, command.Body, command.Now))))
        .WithOperation(nameof(WithdrawPaper), "Papers", "Take a paper back")
        .RequireRoles(Role.Partner, Role.Organiser)
        .Answers<PaperDetails>();
}
