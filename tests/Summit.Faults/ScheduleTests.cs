namespace Summit.Faults;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    [Fact]
    public void the_same_seed_gives_the_same_schedule_and_another_seed_another()
    {
        Assert.Equal(Schedule.Of(7, Long, 50, 2), Schedule.Of(7, Long, 50, 2));
        Assert.NotEqual(Schedule.Of(7, Long, 50, 2), Schedule.Of(8, Long, 50, 2));
    }

    [Fact]
    public void a_long_schedule_has_the_requested_number_of_kills_and_each_kind_of_fault()
    {
        var steps = Schedule.Of(7, Long, 50, 2);
        Assert.Equal(50, steps.Count(step => step.IsKill));
        Assert.Equal(Enum.GetValues<Fault>(), steps.Select(step => step.Fault).Distinct().Order());
    }

    [Fact]
    public void a_short_schedule_has_all_requested_kills_and_no_other_fault()
    {
        var steps = Schedule.Of(7, TimeSpan.FromSeconds(1), 3, 2);
        Assert.Equal(3, steps.Count);
        Assert.All(steps, step => Assert.True(step.IsKill));
    }
}
