using System.Text.Json;

namespace Summit.Store.Tests;

/// <summary>Events stored under a past name or in a past shape are read as the present event.</summary>
public sealed partial class EventStoreContract
{
    private static readonly Guid Chamber = new("019a0000-0000-7000-8000-000000000007");

    [Fact]
    public async Task a_stream_that_began_with_events_of_a_past_shape_can_be_appended_to()
    {
        var motion = await Past();
        await Decide(Store, motion, new MotionAmended("now"));
        var events = (await Store.Read(motion, long.MaxValue, Cancel)).Events;
        Assert.Equal(
            [new MotionTabled(Chamber, "On water"), new MotionAmended("then"), new MotionAmended("now")],
            events.Select(e => e.Data));
        Assert.Equal("On water", await Ask<string>("select title from tests.motion_page where until_position is null"));
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task both_ways_to_read_a_stream_give_the_same_events_of_past_shapes()
    {
        var motion = await Past();
        var whole = await Store.Read(motion, long.MaxValue, Cancel);
        var on = Assert.Single(await Store.Streams.ReadOn([(motion, 0)], long.MaxValue, Cancel));
        Assert.Equal(whole.Events.Select(e => e.Data), on.Events.Select(e => e.Data));
        var (state, version) = (await StatesOf(Store).Find(Motion.Stream, motion, long.MaxValue, Cancel))!.Value;
        Assert.Equal(("On water", 2), (state.Title, version));
    }

    [Fact]
    public async Task a_view_of_an_event_also_gets_the_events_that_were_stored_under_its_past_names()
    {
        await Past();
        var view = new BodyPage(Database);
        Assert.Equal([1], (await Store.PageFor(view, 0, Cancel)).Events.Select(e => e.Sequence));
        await using (var running = Run(view))
            await CaughtUp(running, 2);
        Assert.Equal(1, await Ask<long>("select count(*) from tests.body_page where id = $1", Chamber));
        Assert.Null(await Store.Rebuilder(view).Compare(view.Name, Cancel));
    }

    [Fact]
    public async Task a_failing_event_that_was_stored_under_a_past_name_is_reported_with_its_position()
    {
        await Past();
        await using var running = Run(new RejectingSubscription(Database) { Rejects = "On water" });
        await Fails(running, position: 1);
    }

    /// <summary>A motion stored under past names.</summary>
    private async Task<Guid> Past()
    {
        var motion = Guid.CreateVersion7();
        RawEvent Stored(long version, string wire, object data) => new(motion, version, "motion", wire,
            Guid.CreateVersion7(), JsonSerializer.SerializeToElement(data, Types.Json), Clock.GetUtcNow(),
            new RawMetadata("tester", null, null, null));
        await new EventImporter(Database, Types, [Motion.Page], Clock).Run(
            new[]
            {
                Stored(1, "tests.motion-raised", new MotionRaised(Chamber, ["On", "water"])),
                Stored(2, "tests.motion-altered", new MotionAmended("then")),
            }.ToAsyncEnumerable(), _ => { }, Cancel);
        // Marten also stores the name of the .NET type, which may no longer exist.
        await Execute("update events.mt_events set mt_dotnet_type = 'Summit.Gone, Summit.Gone'");
        Assert.Equal("tests.motion-raised", await Ask<string>("select type from events.mt_events where seq_id = 1"));
        return motion;
    }
}
