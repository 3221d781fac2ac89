using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An organiser says anew who a person is: name, office and all else. Their id stays, and with it what they take part
/// in; what was said before is kept until they are erased (RE3, RE6).
/// </summary>
public sealed record ChangePerson : PersonCommand
{
    public static Decision<Person> Decide(Person person, ChangePerson command) => person.ErasedAt is not null
        ? RegisterRules.Erased
        : EntryChange.From(person, command.Entry(person.Id, person.CreatedAt) with
        {
            Version = person.Version + 1, Congress = person.Congress, JoinedInto = person.JoinedInto,
        });

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people/{id:guid}/change", (
            Guid id, CommandRequest<ChangePerson> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, async cancel => EntryChange.Of(
                (await register.People([id], cancel)).GetValueOrDefault(id), request,
                decide: person => Decide(person, request.Command),
                write: (before, person) => new PersonChanged(before, person, request.By),
                keep: person => person.WithoutData())))
        .WithOperation(nameof(ChangePerson), "Change what the register says of a person")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
