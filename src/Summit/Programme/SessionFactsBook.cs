using Summit.Congress;
using Summit.Kernel;
using Summit.Papers;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>Looks up what decisions on sessions need from the register, the papers and the statutory bodies.</summary>
public sealed class SessionFactsBook(RegisterQueries register, PublishedBodies bodies, PublishedPapers papers)
{
    private const int SectionsMax = 500;

    private static readonly IReadOnlySet<Guid> NoOne = new HashSet<Guid>();

    private static readonly ParticipantRole[] OnPanel =
    [
        ParticipantRole.Chair, ParticipantRole.Moderator, ParticipantRole.Panelist, ParticipantRole.Speaker,
    ];

    /// <summary>A plan with what is known of what it names.</summary>
    internal async Task<ProposalFacts> Of(Plan plan, Edition edition, Actor by, DateTimeOffset now)
    {
        var leader = await Leader(plan.Lead);
        var body = plan.Body is { } id ? await bodies.Find(id, CancellationToken.None) : null;
        return new ProposalFacts(plan, edition, leader, body, by.Role is Role.Organiser or Role.Administrator, now);
    }

    /// <summary>Somebody who is to take part in a session.</summary>
    internal async Task<ParticipantFacts> Of(Session session, Guid person, DateTimeOffset now)
    {
        var people = await register.People([person], CancellationToken.None);
        if (people.GetValueOrDefault(person) is not { ErasedAt: null } known)
            return new ParticipantFacts(false);
        var organisation = known.Organisation is { } id
            ? (await register.Organisations([id], CancellationToken.None)).GetValueOrDefault(id)
            : null;
        return new ParticipantFacts(true, KindOf(known, organisation),
            session.Body is not { } body || await bodies.Find(body, CancellationToken.None) is { } meets
            && MaySitIn(meets, person, organisation, now));
    }

    /// <summary>What a session has when it is to open.</summary>
    internal async Task<OpeningFacts> Of(Session session)
    {
        var accepted = session.Agenda.IsEmpty
            ? 0
            : (await papers.Find(session.Agenda.Select(item => item.Paper), CancellationToken.None))
                .Values.Count(paper => paper.IsAccepted);
        var panel = await Kinds(session);
        var opening = new OpeningFacts(session.PolicyDomains.Count, session.Agenda.Count, accepted, panel);
        if (session.Body is not { } id || await bodies.Find(id, CancellationToken.None) is not { } body)
            return opening;
        return opening with
        {
            AllHoldSeats = session.Participants
                .Where(one => one.Role != ParticipantRole.Interpreter)
                .All(one => body.Seats.Any(seat => seat.Person == one.Person)),
            SeatsPresent = body.SeatsPresent(session.Present.Select(one => one.Person).ToHashSet()),
            SeatsNeeded = body.QuorumNeeded,
        };
    }

    /// <summary>What an attendance register needs.</summary>
    internal async Task<AttendanceFacts> Of(Session session, IReadOnlyList<Present> present)
    {
        if (session.Body is { } body)
            return new AttendanceFacts(await bodies.Find(body, CancellationToken.None), NoOne, NoOne);
        var people = await register.People(present.Select(one => one.Person), CancellationToken.None);
        var organisations = await register.Organisations(
            present.Select(one => one.Organisation).OfType<Guid>(), CancellationToken.None);
        return new AttendanceFacts(null, people.Keys.ToHashSet(), organisations.Keys.ToHashSet());
    }

    /// <summary>The codes of the sections.</summary>
    internal async Task<IReadOnlySet<string>> Sections() =>
        (await register.ListOrganisations(
            OrganisationKind.Section, null, Guid.Empty, SectionsMax, CancellationToken.None))
        .Select(section => section.Code!).ToHashSet();

    // Nearly always an organisation: people are asked for only where there is none of this id.
    private async Task<Leader?> Leader(Guid lead) =>
        (await register.Organisations([lead], CancellationToken.None)).TryGetValue(lead, out var organisation)
            ? new Leader(organisation.Kind)
            : (await register.People([lead], CancellationToken.None)).GetValueOrDefault(lead) is { ErasedAt: null }
                ? new Leader(null)
                : null;

    private async Task<IReadOnlyList<OrganisationKind>> Kinds(Session session)
    {
        var people = await register.People(
            session.Participants.Where(one => OnPanel.Contains(one.Role)).Select(one => one.Person),
            CancellationToken.None);
        var organisations = await register.Organisations(
            people.Values.Select(person => person.Organisation).OfType<Guid>(), CancellationToken.None);
        return
        [
            .. people.Values
                .Select(person => KindOf(person,
                    person.Organisation is { } id ? organisations.GetValueOrDefault(id) : null))
                .OfType<OrganisationKind>(),
        ];
    }

    // Somebody without an organisation who is entered for a section comes from that section.
    private static OrganisationKind? KindOf(Person person, Organisation? organisation) =>
        organisation?.Kind ?? (person.Section is null ? null : OrganisationKind.Section);

    // A body may be elected at the Congress itself: until somebody is seated, its members-to-be can be announced.
    private static bool MaySitIn(BodyFacts body, Guid person, Organisation? organisation, DateTimeOffset now) =>
        body.Seats.Count == 0
            ? organisation?.IsMember(MembershipOf.WorldOrganisation, DateOnly.FromDateTime(now.UtcDateTime)) == true
            : body.Seats.Any(seat => seat.Person == person);
}
