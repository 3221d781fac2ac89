using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class WithdrawEndorsementTests
{
    private static readonly WithdrawEndorsement Ask = new();
    private static readonly EndorsementWithdrawn Done = new(OtherOrganisation, AfterTheCall);

    [Fact]
    public void an_endorsement_is_withdrawn_even_from_a_rejected_paper() => Given(Submitted, Endorsed, Rejected)
        .When(Ask, OtherOrganisation, AfterTheCall)
        .Then(Done);

    [Fact]
    public void an_endorsement_withdrawn_again_is_nothing_new() => Given(Submitted, Endorsed, Done)
        .When(Ask, OtherOrganisation, AfterTheCall)
        .ThenNothing();
}
