using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Papers;

/// <summary>An organiser asks a person to review a paper: nobody of the submitting organisation (PA9).</summary>
/// <param name="Person">Who is asked.</param>
public sealed record AssignReviewer(Guid Person)
{
    public static Decision<PaperEvent> Decide(Paper paper, AssignReviewer command, Person? person, DateTimeOffset now)
    {
        if (paper.Reviewers.Contains(command.Person))
            return [];
        if (person is null or { ErasedAt: not null })
            return PaperRules.NoSuchPerson.Refuses(field: "/person");
        if (person.Organisation == paper.Organisation)
            return PaperRules.ReviewerFromSubmitter.Refuses(paper.Track, "/person");
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper.Track);
        return [new ReviewerAssigned(command.Person, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reviewers", (
            Guid id, CommandRequest<AssignReviewer> request, PaperViewer viewer, CommandExecutor executor,
            RegisterQueries register) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                load: async (_, cancel) => (await register.People([request.Command.Person], cancel))
                    .GetValueOrDefault(request.Command.Person),
                decide: (paper, person) => Decide(paper, request.Command, person, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(AssignReviewer), "Assign a reviewer to a paper")
        .RequireRoles(Role.Organiser);
}
