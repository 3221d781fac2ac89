using Microsoft.Extensions.Time.Testing;

namespace Summit.Http.Tests.Http;

public sealed class CommandTurnsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider clock = new();
    private readonly CommandTurns turns;

    public CommandTurnsTests()
    {
        turns = new CommandTurns(clock);
        clock.Advance(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task the_crowd_of_a_caller_waits_while_others_are_there_and_the_others_do_not_wait_for_it()
    {
        foreach (var caller in (string[])["crowd", "organiser"])
            (await turns.OfCaller(caller, Cancel))?.Dispose();
        var crowd = Enumerable.Range(0, 2 * CommandTurns.OfCallerMax)
            .Select(_ => turns.OfCaller("crowd", Cancel).AsTask()).ToArray();
        Assert.Equal(CommandTurns.OfCallerMax, crowd.Count(one => one.IsCompleted));
        Assert.True(turns.OfCaller("organiser", Cancel).IsCompleted);

        foreach (var one in crowd)
        {
            Assert.NotNull(await one);
            (await one)!.Dispose();
        }
    }

    [Fact]
    public async Task a_caller_alone_waits_for_nothing()
    {
        foreach (var caller in (string[])["organiser", "crowd"])
            (await turns.OfCaller(caller, Cancel))?.Dispose();
        clock.Advance(TimeSpan.FromSeconds(2));
        for (var n = 0; n < 2 * CommandTurns.OfCallerMax; n++)
            Assert.Null(await turns.OfCaller("crowd", Cancel));
    }

    [Fact]
    public async Task commands_on_one_stream_go_one_after_another_and_those_on_others_beside_them()
    {
        var stream = Guid.NewGuid();
        var first = await turns.OnStream(stream, Cancel);
        var second = turns.OnStream(stream, Cancel);
        Assert.False(second.IsCompleted);
        Assert.True(turns.OnStream(Guid.NewGuid(), Cancel).IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }
}
