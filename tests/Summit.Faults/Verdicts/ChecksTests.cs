namespace Summit.Faults;

public sealed class ChecksTests
{
    private static readonly Guid One = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid Room = Guid.CreateVersion7();
    private static readonly DateTimeOffset Noon = new(2019, 11, 12, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void an_acknowledged_effect_must_appear_once_and_an_unknown_one_at_most_once()
    {
        Intent[] intents = [Meant("a", Fate.Acknowledged), Meant("b", Fate.Unknown), Meant("c", Fate.Refused)];
        Assert.Empty(Checks.Effects(intents, [At(1, "a")]));
        Assert.Empty(Checks.Effects(intents, [At(1, "a"), At(2, "b")]));
        Assert.Contains("'a' stands 0 times", Assert.Single(Checks.Effects(intents, [])));
        Assert.Contains("'a' stands 2 times", Assert.Single(Checks.Effects(intents, [At(1, "a"), At(2, "a")])));
        Assert.Contains("'b' stands 2 times",
            Assert.Single(Checks.Effects(intents, [At(1, "a"), At(2, "b"), At(3, "b")])));
        Assert.Contains("'c' stands 1 times", Assert.Single(Checks.Effects(intents, [At(1, "a"), At(2, "c")])));
    }

    [Fact]
    public void a_gap_in_positions_or_versions_is_found()
    {
        Assert.Empty(Checks.Places([At(1), At(2, version: 2), At(3, stream: Other)]));
        Assert.Contains("position 3 where 2 was due", Assert.Single(Checks.Places([At(1), At(3, version: 2)])));
        Assert.Contains("version 2 was due", Assert.Single(Checks.Places([At(1), At(2, version: 3)])));
        Assert.Contains("version 2 was due", Assert.Single(Checks.Places([At(1), At(2, version: 1)])));
    }

    [Fact]
    public void a_room_held_by_two_sessions_is_found_even_if_only_for_a_moment()
    {
        Assert.Empty(Checks.Rooms([Takes(1, One, 0, 30), Takes(2, Other, 30, 60), Takes(3, One, 60, 90)]));
        Assert.Empty(Checks.Rooms([Takes(1, One, 0, 30), Takes(2, One, 60, 90), Takes(3, Other, 0, 30)]));
        Assert.Single(Checks.Rooms([Takes(1, One, 0, 30), Takes(2, Other, 29, 60), Takes(3, One, 90, 120)]));
        Assert.Single(Checks.Rooms([Takes(1, One, 0, 30), Takes(2, Other, 10, 20)]));
    }

    [Fact]
    public void lost_invented_and_out_of_order_forwards_are_found()
    {
        var (first, second) = (Forward(1, 1), Forward(2, 2));
        Happened[] forwards = [first, second];
        Assert.Empty(Checks.Forwards([Came(first, false), Came(first), Came(second), Came(second)], forwards));
        Assert.Contains("never delivered", Assert.Single(Checks.Forwards([Came(first)], forwards)));
        Assert.Contains("never delivered",
            Assert.Single(Checks.Forwards([Came(first), Came(second, false)], forwards)));
        Assert.Contains("in the order 2, 1", Assert.Single(Checks.Forwards([Came(second), Came(first)], forwards)));
        Assert.Contains("never forwarded", Assert.Single(Checks.Forwards([Came(first), Came(second)], [first])));
    }

    [Fact]
    public void an_event_without_exactly_one_reaction_is_found()
    {
        var forwarded = Forward(1, 1);
        var received = forwarded with { Type = EventLog.Received };
        var tabled = forwarded with { Type = EventLog.Tabled };
        Assert.Empty(Checks.Reactions([forwarded, received, tabled]));
        Assert.Single(Checks.Reactions([forwarded, received]));
        Assert.Single(Checks.Reactions([forwarded, received, tabled, tabled]));
    }

    [Fact]
    public void an_event_that_a_reader_saw_and_the_store_lacks_is_found()
    {
        var (first, second) = (At(1), At(2, version: 2));
        Assert.Empty(Checks.Seen([(1, first.Id)], [first, second]));
        Assert.Single(Checks.Seen([(2, second.Id)], [first, second]));
        Assert.Single(Checks.Seen([(1, first.Id), (2, second.Id)], [first]));
    }

    private static Intent Meant(string marker, Fate fate) => new(marker) { Fate = fate };

    private static Happened At(long position, string? marker = null, long version = 1, Guid? stream = null) =>
        new(position, Guid.CreateVersion7(), stream ?? One, version, "happened", marker, null, null, null);

    private static Happened Takes(long position, Guid session, int from, int until) =>
        At(position, stream: session) with
        {
            Slot = new TakenSlot(Room, Noon.AddMinutes(from), Noon.AddMinutes(until)),
        };

    private static Happened Forward(long position, int round) =>
        At(position) with { Type = EventLog.Forwarded, About = One, Round = round };

    private static DeliveredForward Came(Happened forward, bool isTaken = true) =>
        new(forward.Id, forward.Stream, forward.Round!.Value, IsSigned: true, isTaken);
}
