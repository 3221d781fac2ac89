using Summit.Http;
using Summit.Register;

namespace Summit.Papers;

/// <summary>An organiser asks a person to review a paper: nobody of the submitting organisation (PA9).</summary>
/// <param name="Person">Who is asked.</param>
public sealed record AssignReviewer(Guid Person)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="Person">Who is asked; null where the register has no such person.</param>
    public sealed record Facts(Person? Person)
    {
        internal static async Task<Facts> Load(
            AssignReviewer command, RegisterQueries register, CancellationToken cancel) =>
            new((await register.People([command.Person], cancel)).GetValueOrDefault(command.Person));
    }

    public static Decision<PaperEvent> Decide(Paper paper, AssignReviewer command, Facts facts, DateTimeOffset now)
    {
        if (paper.Reviewers.Contains(command.Person))
            return [];
        if (facts.Person is not { IsPresent: true } person)
            return PaperRules.NoSuchPerson.Refuses(field: "/person");
        if (person.Organisation == paper.Organisation)
            return PaperRules.ReviewerFromSubmitter.Refuses(paper.Track, "/person");
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper);
        return [new ReviewerAssigned(command.Person, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reviewers", (
            Guid id, CommandRequest<AssignReviewer> request, PaperViewer viewer, CommandExecutor executor,
            RegisterQueries register) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                load: (_, cancel) => Facts.Load(request.Command, register, cancel),
                decide: (paper, facts) => Decide(paper, request.Command, facts, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(AssignReviewer), "Assign a reviewer to a paper")
        .RequireRoles(Role.Organiser);
}
