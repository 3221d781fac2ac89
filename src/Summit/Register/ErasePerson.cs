using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An administrator erases a person's data; the id stays, so that what events say of it stays true (R3).
/// </summary>
public static class ErasePerson
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people/{id:guid}/erase", (Guid id, CommandRequest<NoBody> command, RegisterQueries register) =>
            command.Write(async cancel =>
            {
                if (!(await register.People([id], cancel)).TryGetValue(id, out var person))
                    return command.NotFound();
                if (person.ErasedAt is not null)
                    return new CommandResult([], person, null);
                var erased = new Person(id, null, null, null, [], null, null, null, person.CreatedAt, command.Now);
                return new CommandResult([], erased, null) { Operations = [new PersonErased(id, command.By)] };
            }))
        .WithOperation(nameof(ErasePerson), "Register", "Erase a person's data, keeping the id")
        .RequireRoles()
        .Answers<Person>();
}
