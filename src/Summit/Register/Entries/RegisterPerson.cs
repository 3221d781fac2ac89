using Summit.Http;

namespace Summit.Register;

/// <summary>An organiser enters a person into the register (RE1, RE5).</summary>
public sealed record RegisterPerson : PersonCommand
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people", (CommandRequest<RegisterPerson> request, CommandExecutor executor) =>
            executor.Execute(request, _ => Task.FromResult(Enter(request))))
        .WithOperation(nameof(RegisterPerson), "Register a person")
        .RequireRoles(Role.Organiser);

    private static CommandResult<Created<Person>> Enter(CommandRequest<RegisterPerson> request)
    {
        var person = request.Command.Entry(Guid.CreateVersion7(), request.Now);
        return new CommandResult<Created<Person>>(
            [], new Created<Person>(person, $"/v1/people/{person.Id}"), person.Version)
        {
            Operations = [new PersonEntered(person, request.By)],
            // The response kept for a repeated key must not outlive an erasure.
            KeptBody = person.WithoutData(),
        };
    }
}
