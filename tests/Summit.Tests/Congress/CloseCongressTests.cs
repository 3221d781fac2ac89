using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class CloseCongressTests
{
    private static readonly CloseCongress Ask = new();

    [Fact]
    public void a_congress_is_closed() => Given(Convened).When(Ask, NothingPlanned, Closed.At).Then(Closed);

    [Fact]
    public void a_congress_closed_again_is_nothing_new() =>
        Given(Convened, Closed).When(Ask, NothingPlanned, Closed.At).ThenNothing();

    [Fact]
    public void a_congress_whose_last_day_is_not_over_is_closed_only_once_confirmed()
    {
        var early = At("2019-11-13T09:59:00+02:00");
        var past = Talk with { Id = Guid.CreateVersion7(), EndsAt = early.AddHours(-1) };
        var refused = Given(Convened).When(Ask, new PlannedFacts([past, Talk]), early)
            .ThenRefused(CongressRules.ClosingUnconfirmed);
        Assert.Equal([Durban, Talk.Id], refused.ConflictsWith.Select(conflict => conflict.Id));
        Assert.Equal(At("2019-11-16T00:00:00+02:00"), refused.ConflictsWith[0].Slot!.EndsAt);
        Given(Convened).When(Ask with { Confirmed = true }, new PlannedFacts([Talk]), early)
            .Then(new CongressClosed(early));
    }

    [Fact]
    public void the_last_day_is_over_at_its_midnight_where_the_congress_takes_place()
    {
        var midnight = At("2019-11-16T00:00:00+02:00");
        Given(Convened).When(Ask, NothingPlanned, midnight.AddTicks(-1)).ThenRefused(CongressRules.ClosingUnconfirmed);
        Given(Convened).When(Ask, NothingPlanned, midnight).Then(new CongressClosed(midnight));
    }
}
