using Summit.Kernel;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Http;

public sealed class ConstraintTranslatorsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Commit Commit = new(new EventMetadata("me"), []);

    private readonly Taken taken = new();
    private readonly ConstraintTranslators meanings;

    public ConstraintTranslatorsTests() => meanings = new ConstraintTranslators([taken]);

    [Fact]
    public async Task only_a_caller_that_met_a_constraint_is_refused_beforehand_until_a_command_passes()
    {
        Assert.Null(await Foresee("me"));
        Assert.NotNull(await Translate("taken"));
        Assert.NotNull(await Foresee("me"));
        Assert.Null(await Foresee("another"));
        meanings.Passed("me");
        Assert.Null(await Foresee("me"));
        Assert.Equal(1, taken.Foreseen);
    }

    [Fact]
    public async Task a_constraint_without_a_translator_is_raised_as_a_fault() => Assert.Equal(
        "other", (await Assert.ThrowsAsync<ConstraintException>(() => Translate("other"))).Constraint);

    private Task<Refusal?> Translate(string constraint) =>
        meanings.Translate("me", new ConstraintException(constraint), Commit, Cancel);

    private Task<Refusal?> Foresee(string caller) => meanings.Foresee(caller, Commit, Cancel);

    private sealed class Taken : IConstraintTranslator
    {
        public int Foreseen { get; private set; }

        public IReadOnlyCollection<string> Constraints => ["taken"];

        public Task<Refusal?> Translate(string constraint, Commit commit, CancellationToken cancel) =>
            Task.FromResult<Refusal?>(ProgrammeRules.RoomOccupied.Refuses());

        public Task<Refusal?> Foresee(string constraint, Commit commit, CancellationToken cancel)
        {
            Foreseen++;
            return Translate(constraint, commit, cancel);
        }
    }
}
