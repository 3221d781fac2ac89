using System.Text.Json;

namespace Summit.EventStore.Tests;

/// <summary>What was stored under a name or in a shape of the past is read as what it is now.</summary>
public sealed class UpcastTests(PostgresServer server) : StoreTest(server)
{
    private static readonly Guid Chamber = new("019a0000-0000-7000-8000-000000000007");

    private readonly Guid motion = Guid.CreateVersion7();

    private static StreamKind<Motion, MotionEvent> Bare => new("bare", Motion.Stream.Initial, (motion, _) => motion);

    public static TheoryData<string, string> Wrong => new()
    {
        { "tests.motion-raised", "tests.motion-raised has no fixture." },
        { "tests.motion-lowered", "tests.motion-lowered was stored once, and nobody reads it any more." },
        { "tests.motion-altered", "tests.motion-altered is read as tests.motion-amended {\"text\":\"a text\"}." },
    };

    [Fact]
    public void Every_past_has_its_fixture_and_is_read_as_it_says() =>
        Assert.Empty(Fixtures.Complaints(Codec.Kinds, Codec.Json, Fixtures.Folder()));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_fixture_is_said(string wire, string complaint)
    {
        var folder = Directory.CreateTempSubdirectory("summit-fixtures-").FullName;
        foreach (var file in Directory.GetFiles(Fixtures.Folder()))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var one = Path.Combine(folder, wire + ".json");
        if (wire == "tests.motion-raised")
            File.Delete(one);
        else if (wire == "tests.motion-lowered")
            File.WriteAllText(one, "{}");
        else
            File.WriteAllText(one, File.ReadAllText(one).Replace("\"is\": {\"text\": \"", "\"is\": {\"text\": \"not "));
        Assert.Equal([complaint], Fixtures.Complaints(Codec.Kinds, Codec.Json, folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_name_stands_for_one_event_then_and_now()
    {
        Assert.Throws<ArgumentException>(() => new EventCodec(
            [Bare.With<MotionTabled>("a").Was<MotionAmended, MotionTabled>("a", _ => null!)], Codec.Json));
        var twice = Bare.With<MotionTabled>("a").Was<int, MotionTabled>("b", _ => null!);
        Assert.Throws<ArgumentException>(
            () => new EventCodec([twice.Was<long, MotionTabled>("b", _ => null!)], Codec.Json));
        Assert.Throws<ArgumentException>(() => new EventCodec(
            [Bare.With<MotionTabled>("a").Was<int, MotionAmended>("b", _ => null!)], Codec.Json));
    }

    [Fact]
    public async Task A_stream_that_began_in_the_past_is_gone_on_with()
    {
        var store = await Past();
        await Decide(store, motion, new MotionAmended("now"));
        var events = (await store.Read(motion, long.MaxValue, Cancel)).Events;
        Assert.Equal(new MotionTabled(Chamber, "On water"), events[0].Data);
        Assert.Equal(["tests.motion-tabled", "tests.motion-amended"], events.Select(e => e.Type).Distinct());
        Assert.Equal("On water", await Ask<string>("select title from tests.motion_page where until_position is null"));
        Assert.Null(await new StoreCheck(Database, Codec).Run(Cancel));
    }

    [Fact]
    public async Task Who_wants_the_name_of_now_is_handed_those_of_the_past()
    {
        var store = await Past();
        var page = await store.ReadAll(0, 10, ["tests.motion-tabled"], Cancel);
        Assert.Equal([1], page.Events.Select(e => e.Position));
        var view = new BodyPage(Database);
        await view.Take(await store.ReadAll(0, 10, view.Types, Cancel), 0, Cancel);
        Assert.Equal(1, await Ask<long>("select count(*) from tests.body_page where id = $1", Chamber));
        Assert.Null(await new Replay(Database, Codec, [], [view]).Compare(view.Name, Cancel));
    }

    [Fact]
    public async Task What_fails_is_named_by_whatever_name_it_was_stored_under()
    {
        await using var running = new Running(
            await Past(), Database, new Picky(Database) { Refuses = "On water" }, Clock, Cancel);
        await Until(() => running.Subscription.Failing is not null, "it fails");
        Assert.Equal(1, running.Subscription.Failing!.Position);
    }

    /// <summary>A store with a motion as it was stored once.</summary>
    private async Task<PostgresEventStore> Past()
    {
        StoredEvent Stored(long version, string wire, object data) => new(motion, version, "motion", wire,
            Guid.CreateVersion7(), JsonSerializer.SerializeToElement(data, Codec.Json), Clock.GetUtcNow(),
            new StoredAbout("tester", null, null, null));
        await new Import(Database, Codec, [Motion.Page], Clock).Run(
            new[]
            {
                Stored(1, "tests.motion-raised", new MotionRaised(Chamber, ["On", "water"])),
                Stored(2, "tests.motion-altered", new MotionAmended("then")),
            }.ToAsyncEnumerable(), _ => { }, Cancel);
        Assert.Equal("tests.motion-raised", await Ask<string>("select type from events.mt_events where seq_id = 1"));
        return new PostgresEventStore(Database, Codec, [Motion.Page], Clock);
    }
}
