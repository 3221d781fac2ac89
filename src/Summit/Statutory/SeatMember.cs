using Summit.Http;
using Summit.Register;

namespace Summit.Statutory;

/// <summary>An organiser or the body's secretary seats somebody for a member organisation (ST3, ST4).</summary>
/// <param name="Organisation">The member.</param>
/// <param name="Person">Who sits for it.</param>
/// <param name="Capacity">As its full member, or as the substitute.</param>
public sealed record SeatMember(Guid Organisation, Guid Person, Capacity Capacity)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="IsMember">Whether the organisation is a member of the world organisation today.</param>
    /// <param name="IsPerson">Whether the register has the person.</param>
    public sealed record Facts(bool IsMember, bool IsPerson)
    {
        internal static async Task<Facts> Load(
            SeatMember command, DateTimeOffset now, RegisterQueries register, CancellationToken cancel)
        {
            var organisations = register.PresentOrganisations([command.Organisation], cancel);
            var people = register.People([command.Person], cancel);
            await Task.WhenAll(organisations, people);
            return new Facts(
                (await organisations).GetValueOrDefault(command.Organisation)?
                    .IsMember(MembershipOf.WorldOrganisation, DateOnly.FromDateTime(now.UtcDateTime)) == true,
                (await people).GetValueOrDefault(command.Person) is { IsPresent: true });
        }
    }

    public static Decision<BodyEvent> Decide(Body body, SeatMember command, Facts facts, DateTimeOffset now)
    {
        if (body.Seats.Find(seat => seat.Person == command.Person) is { } held)
        {
            return held.Organisation == command.Organisation && held.Capacity == command.Capacity
                ? []
                : StatutoryRules.AlreadySeated.Refuses(
                    Track.Statutory, "/person", facts: RefusalFacts.Is(held.Capacity));
        }
        if (!facts.IsPerson)
            return StatutoryRules.NoSuchPerson.Refuses(Track.Statutory, "/person");
        if (!facts.IsMember)
            return StatutoryRules.NotAMember.Refuses(Track.Statutory, "/organisation");
        if (body.Seats.Find(seat => seat.Organisation == command.Organisation && seat.Capacity == command.Capacity)
                is { } taken)
            return StatutoryRules.SeatTaken.Refuses(
                Track.Statutory, "/organisation", [new Conflict(taken.Person, "person")]);
        return [new MemberSeated(command.Organisation, command.Person, command.Capacity, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies/{id:guid}/members", (
            Guid id, CommandRequest<SeatMember> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, Body.Category, id,
                authorize: body => body.PermissionFor(request.By),
                load: (_, cancel) => Facts.Load(request.Command, request.Now, register, cancel),
                decide: (body, facts) => Decide(body, request.Command, facts, request.Now),
                respond: BodyDetails.Of))
        .WithOperation(nameof(SeatMember), "Seat a member")
        .RequireRoles(Role.Organiser, Role.Secretary);
}
