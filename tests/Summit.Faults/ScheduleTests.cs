namespace Summit.Faults;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    [Fact]
    public void the_same_seed_is_the_same_run_and_another_is_another()
    {
        Assert.Equal(Schedule.Of(7, Long, 50, 2), Schedule.Of(7, Long, 50, 2));
        Assert.NotEqual(Schedule.Of(7, Long, 50, 2), Schedule.Of(8, Long, 50, 2));
    }

    [Fact]
    public void there_are_as_many_kills_as_were_asked_for_and_every_fault_in_a_long_run()
    {
        var steps = Schedule.Of(7, Long, 50, 2);
        Assert.Equal(50, steps.Count(step => step.IsKill));
        Assert.Equal(Enum.GetValues<Fault>(), steps.Select(step => step.Fault).Distinct().Order());
    }

    [Fact]
    public void kills_come_first_where_there_is_little_time()
    {
        var steps = Schedule.Of(7, TimeSpan.FromSeconds(1), 3, 2);
        Assert.Equal(3, steps.Count);
        Assert.All(steps, step => Assert.True(step.IsKill));
    }
}
