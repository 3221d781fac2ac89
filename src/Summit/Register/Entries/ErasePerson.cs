using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An administrator erases a person's data; the id stays, so that what events say of it stays true (RE3, RE5).
/// </summary>
public sealed record ErasePerson
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people/{id:guid}/erase", (
            Guid id, CommandRequest<ErasePerson> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, cancel => Erase(id, request, register, cancel)))
        .WithOperation(nameof(ErasePerson), "Erase a person's data, keeping the id")
        .AdministratorsOnly();

    private static async Task<CommandResult<Person>> Erase(
        Guid id, CommandRequest request, RegisterQueries register, CancellationToken cancel)
    {
        if (!request.By.IsUnlimited)
            return Permission.Forbidden;
        if (!(await register.People([id], cancel)).TryGetValue(id, out var person))
            return Permission.NotFound;
        if (person.ErasedAt is not null)
            return new CommandResult<Person>([], person, person.Version);
        var erased = person.WithoutData() with { ErasedAt = request.Now, Version = person.Version + 1 };
        return new CommandResult<Person>([], erased, erased.Version)
        {
            Operations = [new PersonErased(id, request.By, request.Now)],
        };
    }
}
