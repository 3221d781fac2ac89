using Microsoft.AspNetCore.Mvc;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace Summit.Peer;

public sealed record Source(Guid Paper, int Revision, int? Proposed);

public sealed record DraftRecommendation(Dictionary<string, string> Text, string[] PolicyDomains, Source[] Sources);

public sealed record AgreeRecommendation(string By);

public sealed record RecommendationDrafted(
    Guid Session, string Track, Dictionary<string, string> Text, string[] PolicyDomains, Source[] Sources,
    DateTimeOffset At);

public sealed record RecommendationAgreed(string By, DateTimeOffset At);

public sealed record RecommendationForwarded(int Round, DateTimeOffset At);

/// <summary>A forward that was accepted: kept with its events, and delivered afterwards.</summary>
public sealed record DeliverForward(Guid Recommendation, int Round);

/// <summary>A recommendation as it stands.</summary>
public sealed partial class Recommendation
{
    public Guid Id { get; set; }
    public int Version { get; set; }
    public Guid Session { get; set; }
    public string Track { get; set; } = "";
    public Dictionary<string, string> Text { get; set; } = [];
    public string[] PolicyDomains { get; set; } = [];
    public Source[] Sources { get; set; } = [];
    public string Status { get; set; } = "draft";
    public int Rounds { get; set; }

    public static Recommendation Create(RecommendationDrafted e) => new()
    {
        Session = e.Session, Track = e.Track, Text = e.Text, PolicyDomains = e.PolicyDomains, Sources = e.Sources,
    };

    public void Apply(RecommendationAgreed _) => Status = "agreed";

    public void Apply(RecommendationForwarded e) => (Status, Rounds) = ("forwarded", e.Round);
}

public static class DraftRecommendationEndpoint
{
    public static ProblemDetails Validate([ReadAggregate("session")] Session sitting) => sitting.Status == "open"
        ? WolverineContinue.NoProblems
        : new ProblemDetails { Status = StatusCodes.Status409Conflict, Title = "The session is not open" };

    [WolverinePost("/v1/sessions/{session}/recommendations")]
    public static (CreationResponse<Guid>, IStartStream) Draft(
        DraftRecommendation ask, [ReadAggregate("session")] Session sitting)
    {
        var id = Guid.CreateVersion7();
        return (new CreationResponse<Guid>($"/v1/recommendations/{id}", id), MartenOps.StartStream<Recommendation>(id,
            new RecommendationDrafted(sitting.Id, sitting.Track, ask.Text, ask.PolicyDomains, ask.Sources,
                DateTimeOffset.UtcNow)));
    }
}

public static class AgreeRecommendationEndpoint
{
    [WolverinePost("/v1/recommendations/{id}/agree")]
    public static (UpdatedAggregate, RecommendationAgreed) Agree(
        AgreeRecommendation ask, [WriteAggregate] Recommendation it) =>
        (new UpdatedAggregate(), new RecommendationAgreed(ask.By, DateTimeOffset.UtcNow));
}

public static class ForwardRecommendationEndpoint
{
    public static ProblemDetails Validate([WriteAggregate] Recommendation it) => it.Status == "agreed"
        ? WolverineContinue.NoProblems
        : new ProblemDetails { Status = StatusCodes.Status409Conflict, Title = "It is not agreed" };

    [WolverinePost("/v1/recommendations/{id}/forward")]
    public static (UpdatedAggregate, Events, OutgoingMessages) Forward([WriteAggregate] Recommendation it) =>
    (
        new UpdatedAggregate(),
        [new RecommendationForwarded(it.Rounds + 1, DateTimeOffset.UtcNow)],
        [new DeliverForward(it.Id, it.Rounds + 1)]
    );
}

public static class DeliverForwardHandler
{
    public static void Handle(DeliverForward forward)
    {
    }
}
