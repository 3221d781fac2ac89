using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Register;

/// <summary>An organiser enters a person into the register (R1).</summary>
/// <param name="Name">Their name.</param>
/// <param name="Languages">The languages they speak.</param>
/// <param name="Office">The office they hold.</param>
/// <param name="Gender">As they declare it themselves.</param>
/// <param name="Organisation">The organisation they come from.</param>
/// <param name="Section">The section they come from, where it is not their organisation's.</param>
/// <param name="Email">Where they are written to.</param>
public sealed record RegisterPerson(
    [MaxText(MaxTextAttribute.Title)] string Name,
    [Languages] IReadOnlyList<string> Languages,
    [MaxText(MaxTextAttribute.Title)] string? Office = null,
    Gender? Gender = null,
    Guid? Organisation = null,
    [Code] string? Section = null,
    [EmailAddress(ErrorMessage = "An e-mail address is expected.")] string? Email = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people", (CommandRequest<RegisterPerson> command) => command.Write(_ =>
        {
            var ask = command.Body;
            var person = new Person(Guid.CreateVersion7(), ask.Name, ask.Office, ask.Gender, ask.Languages,
                ask.Organisation, ask.Section, ask.Email, command.Now);
            return Task.FromResult(new CommandResult([], person, null, $"/v1/people/{person.Id}")
            {
                Operations = [new PersonEntered(person, command.By)],
                // The answer kept for a repeated key must not outlive an erasure: it keeps the id alone.
                Kept = new { person.Id },
            });
        }))
        .WithOperation(nameof(RegisterPerson), "Register", "Register a person")
        .RequireRoles(Role.Organiser)
        .Answers<Person>(StatusCodes.Status201Created);
}
