using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ChangeCongressTests
{
    private static readonly ChangeCongress Same = new(
        Convened.Name, Convened.Host, Convened.TimeZone, Convened.StartsOn, Convened.EndsOn, ["en"]);

    [Fact]
    public void a_congress_is_moved_and_renamed_and_keeps_its_slug()
    {
        var ask = new ChangeCongress(LocalisedText.Of(("en", "Daejeon")), new Host("Daejeon", "KR"), "Asia/Seoul",
            new DateOnly(2022, 10, 10), new DateOnly(2022, 10, 14), ["en", "ko"]);
        var edition = Given(Convened, new RoomOpened(RoomId, Hall)).When(ask).Then(new CongressChanged(
            ask.Name, ask.Host, ask.TimeZone, ask.StartsOn, ask.EndsOn, ask.Languages));
        Assert.Equal(("durban-2019", "Asia/Seoul"), (edition.Slug, edition.TimeZone));
        Assert.Single(edition.Rooms);
        Assert.Equal(At("2022-10-15T00:00:00+09:00"), edition.Days.Until);
    }

    [Fact]
    public void a_congress_changed_to_what_it_is_already_is_nothing_new() => Given(Convened).When(Same).ThenNothing();

    [Theory]
    [InlineData("2019-11-10")]
    [InlineData("2019-12-12")]
    public void a_congress_does_not_change_to_no_days_or_more_than_a_month(string endsOn) => Given(Convened)
        .When(Same with { EndsOn = DateOnly.Parse(endsOn, null) })
        .ThenRefused(CongressRules.EndsBeforeStart);
}
