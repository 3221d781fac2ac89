using Summit.Register;
using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class EstablishBodyTests
{
    private static readonly EstablishBody Ask = new("world-council", Name, CouncilOrganisation, HalfOfSeated);
    private static readonly EstablishBody.Facts Facts = new(OrganisationKind.StatutoryBody);

    [Fact]
    public void a_body_is_established_with_its_quorum() =>
        Given().When(Ask, CouncilId, Facts, Now).Then(Established);

    [Theory]
    [InlineData(null)]
    [InlineData(OrganisationKind.Section)]
    public void a_body_whose_register_entry_is_missing_or_of_another_kind_is_refused(OrganisationKind? kind) => Given()
        .When(Ask, CouncilId, new EstablishBody.Facts(kind), Now)
        .ThenRefused(StatutoryRules.NotAStatutoryBody);

    [Theory]
    [MemberData(nameof(StatutorySamples.IllFormed), MemberType = typeof(StatutorySamples))]
    public void a_body_with_an_ill_formed_quorum_is_refused(
        QuorumOf of, int? numerator, int? denominator, int? count) => Given()
        .When(Ask with { Quorum = new Quorum(of, numerator, denominator, count) }, CouncilId, Facts, Now)
        .ThenRefused(StatutoryRules.QuorumIllFormed);
}
