using Summit.Kernel;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Http;

public sealed class ConstraintTranslatorsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Commit Commit = new(new EventMetadata("me"), []);

    private static readonly Actor Me = new("me", Role.Organiser);

    private readonly Taken taken = new();
    private readonly ConstraintTranslators meanings;

    public ConstraintTranslatorsTests() => meanings = new ConstraintTranslators([taken]);

    [Fact]
    public async Task only_a_caller_that_met_a_constraint_is_refused_beforehand_until_a_command_passes()
    {
        Assert.Null(await Foresee(Me));
        Assert.NotNull(await Translate("taken"));
        Assert.NotNull(await Foresee(Me));
        Assert.Null(await Foresee(Me with { Id = "another" }));
        meanings.Passed(Me);
        Assert.Null(await Foresee(Me));
        Assert.Equal(1, taken.Foreseen);
    }

    [Fact]
    public async Task a_constraint_without_a_translator_is_raised_as_a_fault() => Assert.Equal(
        "other", (await Assert.ThrowsAsync<ConstraintException>(() => Translate("other"))).Constraint);

    private Task<Refusal?> Translate(string constraint) =>
        meanings.Translate(Me, new ConstraintException(constraint), Commit, Cancel);

    private Task<Refusal?> Foresee(Actor caller) => meanings.Foresee(caller, Commit, Cancel);

    private sealed class Taken : IConstraintTranslator
    {
        public int Foreseen { get; private set; }

        public IReadOnlyCollection<string> Constraints => ["taken"];

        public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
            Task.FromResult<Refusal?>(ProgrammeRules.RoomOccupied.Refuses());

        public Task<Refusal?> Foresee(string constraint, Commit commit, Actor by, CancellationToken cancel)
        {
            Foreseen++;
            return Translate(constraint, commit, by, cancel);
        }
    }
}
