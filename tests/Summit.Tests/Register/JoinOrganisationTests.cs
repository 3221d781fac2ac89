using Summit.Kernel;
using Summit.Register;
using static Summit.Tests.Register.RegisterSamples;

namespace Summit.Tests.Register;

public sealed class JoinOrganisationTests
{
    private static readonly Organisation Other = AnOrganisation with { Id = Guid.CreateVersion7() };

    [Fact]
    public void an_entry_is_joined_into_another_in_the_version_that_follows()
    {
        var joined = Assert.Single(Decide(AnOrganisation, Other));
        Assert.Equal(AnOrganisation with { JoinedInto = Other.Id, Version = AnOrganisation.Version + 1 }, joined);
        Assert.False(joined.IsPresent);
    }

    [Fact]
    public void joined_into_the_same_again_is_nothing_new()
    {
        var decision = Decide(AnOrganisation with { JoinedInto = Other.Id }, Other);
        Assert.Null(decision.Refused);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void an_entry_is_joined_neither_into_itself_nor_into_one_that_is_joined_nor_twice()
    {
        Refused(RegisterRules.JoinedAlready, AnOrganisation, AnOrganisation);
        Refused(RegisterRules.JoinedAlready, AnOrganisation, Other with { JoinedInto = Guid.CreateVersion7() });
        Refused(RegisterRules.JoinedAlready, AnOrganisation with { JoinedInto = Guid.CreateVersion7() }, Other);
    }

    [Fact]
    public void entries_of_two_kinds_are_not_joined_and_the_refusal_says_which_kind_would_be()
    {
        var refused = Decide(AnOrganisation, Other with { Kind = OrganisationKind.Association }).Refused;
        Assert.Equal((RegisterRules.KindsDiffer, "/into"), (refused!.Rule, refused.Field));
        Assert.Equal(["local-government"], refused.Facts!.Admitted!);
    }

    [Fact]
    public void the_entry_of_a_statutory_body_is_joined_into_no_other() => Refused(RegisterRules.BodyStays,
        AnOrganisation with { Kind = OrganisationKind.StatutoryBody },
        Other with { Kind = OrganisationKind.StatutoryBody });

    [Fact]
    public void an_entry_is_joined_into_none_that_is_unknown() => Assert.Equal(RegisterRules.NoSuchOrganisation,
        JoinOrganisation.Decide(
            AnOrganisation, new JoinOrganisation(Other.Id), new JoinOrganisation.Facts(null)).Refused?.Rule);

    [Fact]
    public void a_section_that_belongs_to_itself_belongs_to_the_one_that_stays()
    {
        var section = AnOrganisation with { Kind = OrganisationKind.Section, Code = "europa", Section = "europa" };
        var into = Other with { Kind = OrganisationKind.Section, Code = "europe", Section = null };
        Assert.Equal("europe", Assert.Single(Decide(section, into)).Section);
        Assert.Null(Assert.Single(Decide(section with { Section = null }, into)).Section);
    }

    [Fact]
    public void a_joined_entry_that_is_changed_stays_joined() => Assert.Equal(Other.Id, Assert.Single(
        ChangeOrganisation.Decide(AnOrganisation with { JoinedInto = Other.Id }, new ChangeOrganisation
        {
            Name = LocalisedText.Of(("en", "Lyon Metropolis")), Kind = OrganisationKind.LocalGovernment,
        })).JoinedInto);

    private static void Refused(Rule rule, Organisation organisation, Organisation into) =>
        Assert.Equal(rule, Decide(organisation, into).Refused?.Rule);

    private static Decision<Organisation> Decide(Organisation organisation, Organisation into) =>
        JoinOrganisation.Decide(organisation, new JoinOrganisation(into.Id), new JoinOrganisation.Facts(into));
}
