using Summit.Access;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Tests.Access;

public sealed class KeyConstraintsTests
{
    private static readonly Guid Person = Guid.CreateVersion7();
    private static readonly Actor Organiser = new("key:organiser", Role.Organiser);

    public static TheoryData<string> Constraints => [.. new KeyConstraints().Constraints];

    [Theory]
    [MemberData(nameof(Constraints))]
    public async Task a_key_of_somebody_who_cannot_hold_one_is_refused(string constraint)
    {
        var key = new ApiKey(Guid.CreateVersion7(), "A key", Role.Delegate, null, null, null, Person,
            DateTimeOffset.UnixEpoch, null);
        Assert.Equal(AccessRules.NoSuchScope, (await Translated(constraint, new KeyIssued(key, "secret")))?.Rule);
    }

    [Theory]
    [MemberData(nameof(Constraints))]
    public async Task a_join_whose_keys_cannot_go_where_they_should_any_more_is_decided_again(string constraint) =>
        Assert.Null(await Translated(constraint, new KeysHanded("", Person, Guid.CreateVersion7())));

    private static Task<Refusal?> Translated(string constraint, IStorageOperation operation) =>
        new KeyConstraints().Translate(
            constraint, new Commit(new EventMetadata(Organiser.Id), []) { Operations = [operation] }, Organiser,
            TestContext.Current.CancellationToken);
}
