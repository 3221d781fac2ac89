using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class ScopeTests
{
    private static readonly Guid Durban = Guid.CreateVersion7();
    private static readonly Guid Daejeon = Guid.CreateVersion7();
    private static readonly Scope TownHall = new(Durban, Track.TownHall);

    [Fact]
    public void a_key_without_limits_covers_everything()
    {
        Assert.True(Scope.All.Covers(TownHall));
        Assert.True(Scope.All.Covers(new Scope(Durban)));
        Assert.True(Scope.All.Covers(Scope.All));
    }

    [Fact]
    public void a_key_covers_what_lies_within_its_limits_as_a_whole()
    {
        Assert.True(new Scope(Durban).Covers(TownHall));
        Assert.True(new Scope(Track: Track.TownHall).Covers(TownHall));
        Assert.True(TownHall.Covers(TownHall));
    }

    [Fact]
    public void what_concerns_more_than_a_keys_limits_is_not_covered()
    {
        Assert.False(TownHall.Covers(new Scope(Durban)));
        Assert.False(TownHall.Covers(new Scope(Track: Track.TownHall)));
        Assert.False(new Scope(Durban).Covers(Scope.All));
        Assert.False(new Scope(Daejeon).Covers(TownHall));
        Assert.False(new Scope(Track: Track.Assembly).Covers(TownHall));
    }

    [Fact]
    public void what_concerns_a_keys_limits_among_others_is_overlapped()
    {
        Assert.True(TownHall.Overlaps(new Scope(Durban)));
        Assert.True(TownHall.Overlaps(Scope.All));
        Assert.False(TownHall.Overlaps(new Scope(Daejeon)));
        Assert.False(TownHall.Overlaps(new Scope(Durban, Track.Assembly)));
    }

    [Fact]
    public void a_key_reaches_no_more_than_another_only_where_each_of_its_limits_lies_within()
    {
        var (organisation, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var all = new Actor("all", Role.Administrator);
        var narrow = new Actor("narrow", Role.Administrator, Durban, Track.TownHall, organisation, person);
        Assert.True(all.Covers(narrow));
        Assert.True(narrow.Covers(narrow with { Role = Role.Partner }));
        foreach (var wider in new[]
        {
            narrow with { Congress = null }, narrow with { Track = null }, narrow with { Organisation = null },
            narrow with { Person = null },
        })
        {
            Assert.False(narrow.Covers(wider));
        }
    }

    [Fact]
    public void a_key_that_ends_covers_none_that_ends_later()
    {
        var end = new DateTimeOffset(2019, 11, 15, 0, 0, 0, TimeSpan.Zero);
        var ending = new Actor("ending", Role.Administrator, ExpiresAt: end);
        Assert.True(ending.Covers(ending with { Id = "other" }));
        Assert.False(ending.Covers(ending with { ExpiresAt = end.AddDays(1) }));
        Assert.False(ending.Covers(ending with { ExpiresAt = null }));
    }

    [Fact]
    public void an_organisers_key_speaks_for_any_organisation_unless_it_has_one()
    {
        var (own, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.True(new Actor("key", Role.Organiser).SpeaksFor(other));
        Assert.True(new Actor("key", Role.Organiser, Organisation: own).SpeaksFor(own));
        Assert.False(new Actor("key", Role.Organiser, Organisation: own).SpeaksFor(other));
        Assert.False(new Actor("key", Role.Rapporteur).SpeaksFor(own));
    }
}
