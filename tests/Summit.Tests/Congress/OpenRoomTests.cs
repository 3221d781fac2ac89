using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class OpenRoomTests
{
    private static readonly OpenRoom Ask = new()
    {
        Name = Hall.Name,
        Capacity = Hall.Capacity,
        TurnRoundMinutes = Hall.TurnRoundMinutes,
        Interpretation = Hall.Interpretation,
        StepFree = Hall.StepFree,
        Streaming = Hall.Streaming,
    };

    [Fact]
    public void a_room_is_opened() => Given(Convened).When(Ask, RoomId).Then(new RoomOpened(RoomId, Hall));

    [Fact]
    public void a_room_with_the_name_of_an_open_room_is_refused() => Given(Convened, new RoomOpened(RoomId, Hall))
        .When(Ask, OtherRoomId)
        .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_with_a_name_that_looks_like_that_of_an_open_room_is_refused() =>
        Given(Convened, new RoomOpened(RoomId, Hall with { Name = "Grand Ballroom" }))
            .When(Ask with { Name = "grand\u00A0 ballroom " }, OtherRoomId)
            .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_may_have_the_name_of_a_closed_room() =>
        Given(Convened, new RoomOpened(RoomId, Hall), new RoomClosed(RoomId, "flooded"))
            .When(Ask, OtherRoomId)
            .Then(new RoomOpened(OtherRoomId, Hall));

    [Fact]
    public void a_hall_is_opened_with_the_rooms_it_consists_of()
    {
        var wall = Guid.CreateVersion7();
        var two = Hall with { Name = "2" };
        var edition = Given(Convened, new RoomOpened(RoomId, Hall), new RoomOpened(OtherRoomId, two))
            .When(Ask with { Name = "1+2", Parts = [RoomId, OtherRoomId, RoomId] }, wall)
            .Then(new RoomOpened(wall, Hall with { Name = "1+2" }, [RoomId, OtherRoomId]));
        Assert.Equal([RoomId, OtherRoomId], edition.PartsOf(wall));
    }

    [Fact]
    public void a_room_consists_of_its_parts_and_of_theirs_each_once()
    {
        Guid[] ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7())];
        var edition = Given(Convened, Opened(0), Opened(1), Opened(2), Opened(3, ids[0], ids[1]),
            Opened(4, ids[1], ids[3], ids[2])).State;
        Assert.Equal([ids[1], ids[3], ids[2], ids[0]], edition.PartsOf(ids[4]));
        Assert.Empty(edition.PartsOf(ids[0]));

        RoomOpened Opened(int n, params Guid[] parts) => new(ids[n], Hall with { Name = $"{n}" }, parts);
    }

    [Fact]
    public void a_part_is_an_open_room_of_the_congress()
    {
        var ask = Ask with { Name = "1+2", Parts = [RoomId, OtherRoomId] };
        Assert.Equal("/parts/1", Given(Convened, new RoomOpened(RoomId, Hall))
            .When(ask, Guid.CreateVersion7()).ThenRefused(CongressRules.NoSuchRoom).Field);
        Assert.Equal("/parts/0", Given(Convened, new RoomOpened(RoomId, Hall), new RoomClosed(RoomId, "flooded"))
            .When(ask, Guid.CreateVersion7()).ThenRefused(CongressRules.NoSuchRoom).Field);
    }
}
