using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An organiser takes back that two entries are one person. What was taken over stays with the one that took it: nobody
/// else can tell whose it is (RE7).
/// </summary>
public sealed record SeparatePerson
{
    public static Decision<Person> Decide(Person person) =>
        person.ErasedAt is not null ? RegisterRules.Erased
        : person.JoinedInto is null ? []
        : [person with { JoinedInto = null, Version = person.Version + 1 }];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people/{id:guid}/separate", (
            Guid id, CommandRequest<SeparatePerson> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, async cancel => request.By.IsUnlimited
                ? EntryChange.Of((await register.People([id], cancel)).GetValueOrDefault(id), request,
                    decide: Decide,
                    write: (before, person) => new PersonChanged(before, person, request.By, "person-separated"),
                    keep: person => person.WithoutData())
                : Permission.Forbidden))
        .WithOperation(nameof(SeparatePerson), "Separate two entries that are joined")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
