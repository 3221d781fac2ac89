using Summit.Http;

namespace Summit.Register;

/// <summary>An organiser enters a person into the register (RE1, RE5).</summary>
/// <param name="Name">Their name.</param>
/// <param name="Languages">The languages they speak.</param>
/// <param name="Office">The office they hold.</param>
/// <param name="Gender">As they declare it themselves.</param>
/// <param name="Organisation">The organisation they come from.</param>
/// <param name="Section">The section they come from, where it is not their organisation's.</param>
/// <param name="Email">Where they are written to.</param>
public sealed record RegisterPerson(
    [MaxLine(Limits.Title)] string Name,
    [Languages] IReadOnlyList<string> Languages,
    [MaxLine(Limits.Title)] string? Office = null,
    Gender? Gender = null,
    Guid? Organisation = null,
    [Code] string? Section = null,
    [Email] string? Email = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people", (CommandRequest<RegisterPerson> request, CommandExecutor executor) =>
            executor.Execute(request, _ => Task.FromResult(Enter(request))))
        .WithOperation(nameof(RegisterPerson), "Register a person")
        .RequireRoles(Role.Organiser);

    private static CommandResult<Created<Person>> Enter(CommandRequest<RegisterPerson> request)
    {
        var command = request.Command;
        var person = new Person(Guid.CreateVersion7(), command.Name, command.Office, command.Gender, command.Languages,
            command.Organisation, command.Section, command.Email, request.Now);
        return new CommandResult<Created<Person>>([], new Created<Person>(person, $"/v1/people/{person.Id}"))
        {
            Operations = [new PersonEntered(person, request.By)],
            // The response kept for a repeated key must not outlive an erasure.
            KeptBody = person.WithoutData(),
        };
    }
}
