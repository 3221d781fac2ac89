using Summit.Kernel;
using Summit.Register;
using static Summit.Tests.Register.RegisterSamples;

namespace Summit.Tests.Register;

public sealed class JoinPersonTests
{
    private static readonly Person Other = APerson with { Id = Guid.CreateVersion7() };

    [Fact]
    public void an_entry_is_joined_into_another_in_the_version_that_follows()
    {
        var joined = Assert.Single(Decide(APerson, Other));
        Assert.Equal(((Guid?)Other.Id, APerson.Version + 1), (joined.JoinedInto, joined.Version));
        Assert.False(joined.IsPresent);
    }

    [Fact]
    public void joined_into_the_same_again_is_nothing_new()
    {
        var decision = Decide(APerson with { JoinedInto = Other.Id }, Other);
        Assert.Null(decision.Refused);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void an_entry_is_joined_neither_into_itself_nor_into_one_that_is_joined_nor_twice()
    {
        Refused(RegisterRules.JoinedAlready, APerson, APerson);
        Refused(RegisterRules.JoinedAlready, APerson, Other with { JoinedInto = Guid.CreateVersion7() });
        Refused(RegisterRules.JoinedAlready, APerson with { JoinedInto = Guid.CreateVersion7() }, Other);
    }

    [Fact]
    public void an_entry_is_joined_into_nobody_who_is_unknown_or_erased()
    {
        var erased = Other.WithoutData() with { ErasedAt = Other.CreatedAt };
        Refused(RegisterRules.Erased, APerson, erased);
        Refused(RegisterRules.Erased, APerson.WithoutData() with { ErasedAt = Other.CreatedAt }, Other);
        Assert.Equal(RegisterRules.NoSuchPerson,
            JoinPerson.Decide(APerson, new JoinPerson(Other.Id), new JoinPerson.Facts(null)).Refused?.Rule);
    }

    private static void Refused(Rule rule, Person person, Person into) =>
        Assert.Equal(rule, Decide(person, into).Refused?.Rule);

    private static Decision<Person> Decide(Person person, Person into) =>
        JoinPerson.Decide(person, new JoinPerson(into.Id), new JoinPerson.Facts(into));
}
