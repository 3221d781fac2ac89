using Summit.Kernel;
using Summit.Programme;
using Summit.Store;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ExchangeSlotsTests
{
    private static readonly Guid OtherId = Guid.CreateVersion7();

    private static readonly ScheduleSession Evening =
        Schedule("2019-11-12T18:00:00+02:00", "2019-11-12T18:45:00+02:00", Hub);

    private static readonly ExchangeSlots Ask = new(OtherId, 2);

    [Fact]
    public void a_session_takes_the_slot_of_the_other_as_it_was_given() => Given(Until(SessionStatus.Scheduled))
        .When(Ask, With(new SessionScheduled(Evening.PlaceIn(Durban) with { TurnRoundMinutes = 7 })))
        .Then(new SessionMoved(Evening.PlaceIn(Durban) with { TurnRoundMinutes = 7 }));

    [Fact]
    public void a_session_that_takes_a_slot_in_the_same_room_is_rescheduled()
    {
        var later = Schedule("2019-11-12T18:00:00+02:00", "2019-11-12T19:00:00+02:00").PlaceIn(Durban);
        Given(Until(SessionStatus.Scheduled)).When(Ask, With(new SessionScheduled(later)))
            .Then(new SessionRescheduled(later));
    }

    [Fact]
    public void an_exchange_of_a_session_with_itself_is_nothing_new() => Given(Until(SessionStatus.Scheduled))
        .When(new ExchangeSlots(SessionId, 2), new ExchangeSlots.Facts(Durban, new Versioned<Session>(
            Given(Until(SessionStatus.Scheduled)).State, 2)))
        .ThenNothing();

    [Fact]
    public void an_exchange_with_a_session_of_another_congress_or_none_is_refused()
    {
        var elsewhere = With(new SessionScheduled(Evening.PlaceIn(Durban)));
        elsewhere = elsewhere with
        {
            With = new Versioned<Session>(elsewhere.With!.Value.State with { Congress = Guid.Empty }, 2),
        };
        foreach (var facts in new[] { elsewhere, elsewhere with { With = null } })
            Assert.Equal("/with", Refused(facts, ProgrammeRules.NoSuchSession).Field);
    }

    [Fact]
    public void an_exchange_with_a_session_that_has_changed_since_is_refused_with_its_version()
    {
        var refused = Refused(
            With(new SessionScheduled(Evening.PlaceIn(Durban)), new SessionRetitled(Title)),
            ProgrammeRules.OtherChanged);
        Assert.Equal(3, refused.Facts!.Version);
    }

    [Fact]
    public void an_exchange_names_the_other_where_it_cannot_take_the_slot()
    {
        var opened = Refused(
            With(new SessionScheduled(Evening.PlaceIn(Durban)), new SessionOpened(Now)),
            ProgrammeRules.AlreadyOpened, version: 3);
        Assert.Equal((OtherId, "/with"), (Assert.Single(opened.ConflictsWith).Id, opened.Field));
        Refused(With(), ProgrammeRules.NotScheduled, version: 1);
    }

    [Fact]
    public void a_session_does_not_take_a_slot_that_its_format_does_not_allow()
    {
        var talk = Given([ProposedIn(Track.Local4Action) with { Session = OtherId },
            new SessionScheduled(Evening.PlaceIn(Durban))]).State;
        Assert.Equal(15, Refused(new ExchangeSlots.Facts(Durban, new Versioned<Session>(talk, 2)),
            ProgrammeRules.FormatDuration).Facts!.MinMinutes);
    }

    private static Refusal Refused(ExchangeSlots.Facts facts, Rule rule, long version = 2) =>
        Given(Until(SessionStatus.Scheduled)).When(Ask with { WithVersion = version }, facts).ThenRefused(rule);

    private static ExchangeSlots.Facts With(params SessionEvent[] since)
    {
        var other = Given([ProposedIn() with { Session = OtherId }, .. since]).State;
        return new ExchangeSlots.Facts(Durban, new Versioned<Session>(other, 1 + since.Length));
    }
}
