using Summit.Papers;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>What a session has when it is to open.</summary>
/// <param name="PolicyDomains">How many policy domains it names.</param>
/// <param name="Papers">How many papers are on its agenda.</param>
/// <param name="AcceptedPapers">How many of them stand accepted.</param>
/// <param name="Panel">The kinds of organisation of those who chair, moderate, sit on the panel or speak.</param>
/// <param name="Seatless">Those who take part and hold no seat in the body; null where that is not known.</param>
/// <param name="SeatsPresent">How many seats of the body are present.</param>
/// <param name="SeatsNeeded">How many its quorum needs.</param>
public sealed record OpeningFacts(
    int PolicyDomains,
    int Papers,
    int AcceptedPapers,
    IReadOnlyList<OrganisationKind> Panel,
    IReadOnlyList<Guid>? Seatless = null,
    int SeatsPresent = 0,
    int SeatsNeeded = 1)
{
    internal static readonly ParticipantRole[] OnPanel =
    [
        ParticipantRole.Chair, ParticipantRole.Moderator, ParticipantRole.Panelist, ParticipantRole.Speaker,
    ];

    internal static async Task<OpeningFacts> Load(
        Session session, PublishedPapers papers, RegisterQueries register, PublishedBodies bodies,
        CancellationToken cancel)
    {
        var accepted = papers.Find(session.Agenda.Select(item => item.Paper), cancel);
        var (panel, meets) = (Kinds(session, register, cancel), bodies.Find(session.Body, cancel));
        await Task.WhenAll(accepted, panel, meets);
        var facts = new OpeningFacts(session.PolicyDomains.Count, session.Agenda.Count,
            (await accepted).Values.Count(paper => paper.IsAccepted), await panel);
        if (await meets is not { } body)
            return facts;
        return facts with
        {
            Seatless =
            [
                .. session.Participants.Where(one => one.Role != ParticipantRole.Interpreter)
                    .Select(one => one.Person).Distinct().Except(body.Seats.Select(seat => seat.Person)),
            ],
            SeatsPresent = body.SeatsPresent(session.Present.Select(one => one.Person).ToHashSet()),
            SeatsNeeded = body.QuorumNeeded,
        };
    }

    private static async Task<IReadOnlyList<OrganisationKind>> Kinds(
        Session session, RegisterQueries register, CancellationToken cancel)
    {
        var people = await register.People(
            session.Participants.Where(one => OnPanel.Contains(one.Role)).Select(one => one.Person), cancel);
        var organisations = await register.Organisations(
            people.Values.Select(person => person.Organisation).OfType<Guid>(), cancel);
        return
        [
            .. people.Values
                .Select(person => person.KindWith(
                    person.Organisation is { } id ? organisations.GetValueOrDefault(id) : null))
                .OfType<OrganisationKind>(),
        ];
    }
}
