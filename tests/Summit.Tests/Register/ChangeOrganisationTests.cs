using Summit.Kernel;
using Summit.Register;
using static Summit.Tests.Register.RegisterSamples;

namespace Summit.Tests.Register;

public sealed class ChangeOrganisationTests
{
    private static readonly ChangeOrganisation Ask = new()
    {
        Name = AnOrganisation.Name, Kind = AnOrganisation.Kind, Section = "europe", Country = "FR",
        Memberships = AnOrganisation.Memberships,
    };

    private static readonly Organisation ASection =
        AnOrganisation with { Kind = OrganisationKind.Section, Code = "europe", Section = null };

    [Fact]
    public void an_organisation_that_changes_keeps_id_and_date_in_the_version_that_follows()
    {
        var name = LocalisedText.Of(("en", "Lyon Metropolis"));
        var changed = Assert.Single(ChangeOrganisation.Decide(AnOrganisation, Ask with { Name = name }));
        Assert.Equal((AnOrganisation.Id, AnOrganisation.CreatedAt, AnOrganisation.Version + 1, name),
            (changed.Id, changed.CreatedAt, changed.Version, changed.Name));
    }

    [Fact]
    public void an_organisation_changed_to_what_it_is_already_is_nothing_new()
    {
        var decision = ChangeOrganisation.Decide(AnOrganisation, Ask);
        Assert.Null(decision.Refused);
        Assert.Empty(decision.Events);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("asia")]
    public void a_code_that_others_name_is_neither_changed_nor_left_out(string? code) => Refused(
        RegisterRules.CodeStays, ASection, Ask with { Kind = OrganisationKind.Section, Code = code, Section = null });

    [Fact]
    public void an_organisation_without_a_code_is_given_one() => Assert.Equal(
        "lyon", Assert.Single(ChangeOrganisation.Decide(AnOrganisation, Ask with { Code = "lyon" })).Code);

    [Theory]
    [InlineData(OrganisationKind.Section)]
    [InlineData(OrganisationKind.StatutoryBody)]
    public void a_section_or_statutory_body_becomes_nothing_else(OrganisationKind kind) => Refused(
        RegisterRules.KindStays, ASection with { Kind = kind }, Ask with { Code = "europe", Section = null });

    [Fact]
    public void a_membership_that_ends_before_it_begins_is_refused() => Refused(
        RegisterRules.MembershipsOverlap, AnOrganisation, Ask with
        {
            Memberships =
            [
                new Membership(MembershipOf.Constituency, new DateOnly(2012, 1, 1), new DateOnly(2011, 1, 1)),
            ],
        });

    private static void Refused(Rule rule, Organisation organisation, ChangeOrganisation command) =>
        Assert.Equal(rule, ChangeOrganisation.Decide(organisation, command).Refused?.Rule);
}
