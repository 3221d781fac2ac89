using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class ReturnPaperTests
{
    private static readonly ReturnPaper Ask = new("a map");

    [Fact]
    public void a_submitted_paper_is_returned_with_what_is_missing() =>
        Given(Submitted).When(Ask, AfterTheCall).Then(Returned);

    [Fact]
    public void a_paper_returned_again_for_the_same_is_nothing_new() =>
        Given(Submitted, Returned).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_paper_is_returned_again_when_something_else_is_missing() =>
        Given(Submitted, Returned with { Missing = "a budget" }).When(Ask, AfterTheCall).Then(Returned);

    [Fact]
    public void an_accepted_paper_is_not_returned() => Given(Submitted, Accepted)
        .When(Ask, AfterTheCall)
        .ThenRefused(PaperRules.AlreadySettled);
}
