using Summit.Congress;
using Summit.Programme;
using static Summit.Tests.Programme.BreakSamples;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ChangeBreakTests
{
    private static readonly ChangeBreak Same = Changed(SoundCheck);

    [Fact]
    public void a_break_is_moved_to_another_time_and_another_room()
    {
        var ask = Same with { EndsAt = Same.EndsAt.AddHours(1), Rooms = [Hub] };
        GivenBreak(Scheduled(SoundCheck)).When(ask, Facts)
            .Then(new BreakChanged(ask.Title, [Hub], ask.PlaceIn(Durban)));
    }

    [Fact]
    public void a_break_changed_to_what_it_is_already_is_nothing_new() =>
        GivenBreak(Scheduled(SoundCheck)).When(Same, Facts).ThenNothing();

    [Fact]
    public void the_same_time_is_given_anew_once_the_congress_has_another_zone()
    {
        var moved = Edition.Category.Evolve(Durban, new CongressChanged(Durban.Name, Durban.Host, "Europe/Madrid",
            Durban.StartsOn, Durban.EndsOn, Durban.Languages));
        GivenBreak(Scheduled(SoundCheck)).When(Same, new BreakFacts(moved))
            .Then(new BreakChanged(Same.Title, [Both], Same.PlaceIn(moved)));
    }

    [Fact]
    public void a_blocker_keeps_a_room() => GivenBreak(Scheduled(SoundCheck)).When(Same with { Rooms = null }, Facts)
        .ThenRefused(ProgrammeRules.BlockerWithoutRoom);

    [Fact]
    public void a_cancelled_break_is_not_changed() => GivenBreak(Scheduled(SoundCheck), new BreakCancelled("No.", Now))
        .When(Same, Facts).ThenRefused(ProgrammeRules.BreakIsCancelled);

    private static ChangeBreak Changed(ScheduleBreak ask) =>
        new() { Title = ask.Title, StartsAt = ask.StartsAt, EndsAt = ask.EndsAt, Rooms = ask.Rooms };
}
