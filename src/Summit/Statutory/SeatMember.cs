using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Statutory;

/// <summary>An organiser or the body's secretary seats somebody for a member organisation (S3, S4).</summary>
/// <param name="Organisation">The member.</param>
/// <param name="Person">Who sits for it.</param>
/// <param name="Capacity">As its full member, or as the substitute.</param>
public sealed record SeatMember(Guid Organisation, Guid Person, Capacity Capacity)
{
    /// <param name="body">The body.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="isMember">Whether the organisation is a member of the world organisation today.</param>
    /// <param name="isPerson">Whether the register has the person.</param>
    /// <param name="now">When.</param>
    public static Decision<BodyEvent> Decide(
        Body body, SeatMember ask, bool isMember, bool isPerson, DateTimeOffset now)
    {
        if (body.Seats.Find(seat => seat.Person == ask.Person) is { } held)
        {
            return held.Organisation == ask.Organisation && held.Capacity == ask.Capacity
                ? []
                : StatutoryRules.AlreadySeated.Refuses(Track.Statutory, "/person");
        }
        if (!isPerson)
            return StatutoryRules.NoSuchPerson.Refuses(Track.Statutory, "/person");
        if (!isMember)
            return StatutoryRules.NotAMember.Refuses(Track.Statutory, "/organisation");
        if (body.Seats.Exists(seat => seat.Organisation == ask.Organisation && seat.Capacity == ask.Capacity))
            return StatutoryRules.SeatTaken.Refuses(Track.Statutory, "/organisation");
        return [new MemberSeated(ask.Organisation, ask.Person, ask.Capacity, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies/{id:guid}/members", (
            Guid id, CommandRequest<SeatMember> command, PublishedBodies bodies, RegisterQueries register) =>
            bodies.On(command, id, async body =>
            {
                var ask = command.Body;
                var today = DateOnly.FromDateTime(command.Now.UtcDateTime);
                var organisations = await register.Organisations([ask.Organisation], CancellationToken.None);
                var people = await register.People([ask.Person], CancellationToken.None);
                return Decide(body, ask,
                    organisations.GetValueOrDefault(ask.Organisation)?
                        .IsMember(MembershipOf.WorldOrganisation, today) == true,
                    people.GetValueOrDefault(ask.Person) is { ErasedAt: null }, command.Now);
            }))
        .WithOperation(nameof(SeatMember), "Statutory", "Seat a member")
        .RequireRoles(Role.Organiser, Role.Secretary)
        .Answers<BodyDetails>();
}

/// <summary>An organiser or the body's secretary ends somebody's mandate, with the reason (S5).</summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record EndMandate([MaxText(MaxTextAttribute.Summary)] string Reason)
{
    public static Decision<BodyEvent> Decide(Body body, Guid person, EndMandate ask, DateTimeOffset now)
    {
        if (body.Seats.Exists(seat => seat.Person == person))
            return [new MandateEnded(person, ask.Reason, now)];
        return body.Former.Contains(person) ? [] : StatutoryRules.NotSeated.Refuses(Track.Statutory);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies/{id:guid}/mandates/{person:guid}/end", (
            Guid id, Guid person, CommandRequest<EndMandate> command, PublishedBodies bodies) =>
            bodies.On(command, id, body => Task.FromResult(Decide(body, person, command.Body, command.Now))))
        .WithOperation(nameof(EndMandate), "Statutory", "End a mandate")
        .RequireRoles(Role.Organiser, Role.Secretary)
        .Answers<BodyDetails>();
}
