using Summit.Register;
using static Summit.Tests.Register.RegisterSamples;

namespace Summit.Tests.Register;

public sealed class ChangePersonTests
{
    private static readonly ChangePerson Ask = new()
    {
        Name = "A. Mayor", Office = "Mayor", Languages = ["en", "zu"], Email = "a@example.org",
    };

    [Fact]
    public void a_person_who_changes_keeps_id_origin_and_date_in_the_version_that_follows()
    {
        var changed = Assert.Single(ChangePerson.Decide(APerson, Ask with { Office = "President" }));
        Assert.Equal((APerson.Id, APerson.Congress, APerson.CreatedAt, APerson.Version + 1, "President"),
            (changed.Id, changed.Congress, changed.CreatedAt, changed.Version, changed.Office));
    }

    [Fact]
    public void what_is_left_out_is_said_no_longer() =>
        Assert.Null(Assert.Single(ChangePerson.Decide(APerson, Ask with { Email = null })).Email);

    [Fact]
    public void a_person_changed_to_what_they_are_already_is_nothing_new()
    {
        var decision = ChangePerson.Decide(APerson, Ask);
        Assert.Null(decision.Refused);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void nothing_is_said_again_of_a_person_who_was_erased() => Assert.Equal(RegisterRules.Erased,
        ChangePerson.Decide(APerson.WithoutData() with { ErasedAt = APerson.CreatedAt }, Ask).Refused?.Rule);
}
