using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Papers;

/// <summary>An organiser asks a person to review a paper: nobody of the submitting organisation (P9).</summary>
/// <param name="Person">Who is asked.</param>
public sealed record AssignReviewer(Guid Person)
{
    public static Decision<PaperEvent> Decide(Paper paper, AssignReviewer ask, Person? person, DateTimeOffset now)
    {
        if (paper.Reviewers.Contains(ask.Person))
            return [];
        if (person is null or { ErasedAt: not null })
            return PaperRules.NoSuchPerson.Refuses(field: "/person");
        if (person.Organisation == paper.Organisation)
            return PaperRules.ReviewerFromSubmitter.Refuses(paper.Track, "/person");
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper.Track);
        return [new ReviewerAssigned(ask.Person, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reviewers", (
            Guid id, CommandRequest<AssignReviewer> command, PaperDesk desk, RegisterQueries register,
            CancellationToken cancel) =>
        {
            var who = command.Body.Person;
            return desk.On(command, id, async paper => Decide(paper, command.Body,
                (await register.People([who], cancel)).GetValueOrDefault(who), command.Now));
        })
        .WithOperation(nameof(AssignReviewer), "Papers", "Assign a reviewer to a paper")
        .RequireRoles(Role.Organiser)
        .Answers<PaperDetails>();
}

/// <summary>
/// A person assigned to a paper judges its latest revision (P10). Said again about the same revision, it takes the
/// place of what was said before. A score beside a declared conflict of interest is kept and does not count.
/// </summary>
/// <param name="Score">From 1, not to be accepted, to 5, to be accepted as it is.</param>
/// <param name="Remarks">Why; for the organisers.</param>
/// <param name="ConflictOfInterest">What the reviewer declares, if anything.</param>
public sealed record ReviewPaper(
    [Range(1, 5, ErrorMessage = "A whole number from 1 to 5 is expected.")] int Score,
    [MaxText(MaxTextAttribute.Summary)] string Remarks,
    [MaxText(MaxTextAttribute.Summary)] string? ConflictOfInterest = null)
{
    public static Decision<PaperEvent> Decide(Paper paper, ReviewPaper ask, Guid person, DateTimeOffset now)
    {
        if (!paper.Reviewers.Contains(person))
            return PaperRules.NotAssigned.Refuses(paper.Track);
        var revision = paper.Latest.Number;
        var before = paper.Reviews.Find(review => review.Person == person && review.Revision == revision);
        if (before is not null
            && new ReviewPaper(before.Score, before.Remarks, before.ConflictOfInterest) == ask)
            return [];
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper.Track);
        return [new PaperReviewed(person, revision, ask.Score, ask.Remarks, now, ask.ConflictOfInterest)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reviews", (Guid id, CommandRequest<ReviewPaper> command, PaperDesk desk) =>
            command.By.Person is { } person
                ? desk.On(command, id,
                    paper => Task.FromResult(Decide(paper, command.Body, person, command.Now)))
                : Task.FromResult<IResult>(command.Forbidden().Problem!))
        .WithOperation(nameof(ReviewPaper), "Papers", "Review a paper one is assigned to")
        .RequireRoles(Role.Delegate, Role.Rapporteur, Role.Organiser)
        .Answers<PaperDetails>();
}

/// <summary>
/// What the reviewers' scores come to: of each reviewer the latest, where no conflict of interest is declared.
/// </summary>
/// <param name="Average">To two decimals.</param>
/// <param name="Count">How many are counted.</param>
public sealed record ReviewScore(decimal Average, int Count)
{
    /// <summary>The scores of a paper; null where none counts.</summary>
    public static ReviewScore? Of(Paper paper)
    {
        var counted = paper.Reviews.GroupBy(review => review.Person)
            .Select(reviews => reviews.MaxBy(review => review.Revision)!)
            .Where(review => review.ConflictOfInterest is null)
            .ToArray();
        return counted.Length == 0
            ? null
            : new(Math.Round(counted.Average(review => (decimal)review.Score), 2), counted.Length);
    }
}
