using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5 * 60)]
    [InlineData(3, 30 * 60)]
    [InlineData(4, 2 * 3600)]
    [InlineData(5, 5 * 3600)]
    [InlineData(6, 10 * 3600)]
    [InlineData(7, 14 * 3600)]
    [InlineData(8, 20 * 3600)]
    [InlineData(9, 24 * 3600)]
    public void the_delay_after_an_attempt_grows_and_is_spread_by_a_fifth(int attempts, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.AfterAttempt(attempts, null, 0));
        Assert.InRange(RetrySchedule.AfterAttempt(attempts, null, 0.999)!.Value,
            TimeSpan.FromSeconds(seconds * 1.19), TimeSpan.FromSeconds(seconds * 1.2));
    }

    [Fact]
    public void there_is_no_attempt_after_the_tenth()
    {
        Assert.Equal(10, RetrySchedule.AttemptsMax);
        Assert.Null(RetrySchedule.AfterAttempt(10, TimeSpan.FromSeconds(1), 0));
        Assert.Null(RetrySchedule.AfterAttempt(11, null, 0));
    }

    [Fact]
    public void a_longer_delay_that_the_receiver_asks_for_is_kept_up_to_a_day()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), RetrySchedule.AfterAttempt(1, TimeSpan.FromSeconds(90), 0));
        Assert.Equal(TimeSpan.FromSeconds(5), RetrySchedule.AfterAttempt(1, TimeSpan.FromSeconds(-3), 0));
        Assert.Equal(TimeSpan.FromMinutes(5), RetrySchedule.AfterAttempt(2, TimeSpan.FromSeconds(1), 0));
        Assert.Equal(TimeSpan.FromHours(24), RetrySchedule.AfterAttempt(1, TimeSpan.FromDays(900), 0));
    }
}
