namespace Summit.Faults;

public sealed class LinearizabilityTests
{
    [Fact]
    public void sequential_writes_and_reads_are_linearizable() => Holds(
        new Saw(1, 0, 1), new Wrote(1, 2, 2, 3), new Saw(2, 4, 5), new Wrote(2, 3, 6, 7), new Saw(3, 8, 9));

    [Fact]
    public void a_read_concurrent_with_a_write_may_see_either_version() => Holds(
        new Wrote(1, 2, 0, 10), new Saw(1, 1, 2), new Saw(2, 3, 4), new Missed(1, 5, 6));

    [Fact]
    public void one_winner_and_one_refused_writer_on_a_version_are_linearizable() => Holds(
        new Wrote(1, 2, 0, 10), new Missed(1, 1, 9), new Wrote(2, 3, 11, 12));

    [Fact]
    public void a_write_without_a_response_may_have_happened_or_not()
    {
        Holds(new Unsettled(1, 0), new Saw(1, 5, 6));
        Holds(new Unsettled(1, 0), new Saw(1, 5, 6), new Saw(2, 7, 8), new Wrote(2, 3, 9, 10));
        Holds(new Unsettled(1, 0), new Wrote(1, 2, 1, 2));
    }

    [Fact]
    public void two_winners_on_one_version_are_not_linearizable() => Breaks("2 writes led to version 2",
        new Wrote(1, 2, 0, 10), new Wrote(1, 2, 1, 9));

    [Fact]
    public void a_read_that_goes_back_in_versions_is_not_linearizable()
    {
        Breaks("version 2", new Wrote(1, 2, 0, 1), new Saw(1, 2, 3));
        Breaks("version 2", new Wrote(1, 2, 0, 9), new Saw(2, 1, 2), new Saw(1, 3, 4));
    }

    [Fact]
    public void a_refusal_answered_before_the_version_changed_is_not_linearizable() => Breaks("version 2",
        new Wrote(1, 2, 5, 6), new Missed(1, 0, 1));

    [Fact]
    public void a_write_on_a_version_that_did_not_exist_yet_is_not_linearizable() => Breaks("version 3",
        new Wrote(1, 2, 0, 1), new Wrote(2, 3, 2, 3), new Wrote(3, 4, 0, 1));

    [Fact]
    public void a_version_read_before_it_was_written_is_not_linearizable()
    {
        Breaks("version 2 was seen before", new Saw(2, 0, 1), new Wrote(1, 2, 2, 3));
        Breaks("version 2 was seen before", new Saw(2, 0, 1), new Unsettled(1, 2));
        Breaks("nobody had written it", new Saw(2, 0, 1));
    }

    [Fact]
    public void a_version_that_no_write_led_to_is_not_linearizable() => Breaks("nobody had written it",
        new Wrote(1, 2, 0, 1), new Wrote(3, 4, 2, 3));

    [Fact]
    public void a_read_of_a_version_before_the_first_is_not_linearizable() =>
        Breaks("version 0 was seen", new Saw(0, 0, 1));

    private static void Holds(params Operation[] history) =>
        Assert.Null(Linearizability.Broken(history, 1));

    private static void Breaks(string saying, params Operation[] history) =>
        Assert.Contains(saying, Linearizability.Broken(history, 1));
}
