using Summit.Congress;
using Summit.Kernel;
using Summit.Papers;
using Summit.Register;

namespace Summit.Tests.Papers;

public sealed class SubmitPaperTests
{
    private static readonly SubmitPaper.Facts Facts =
        new(PaperSamples.PaperId, PaperSamples.Edition, PaperSamples.OfKind(OrganisationKind.Section), []);

    private static When<Paper, PaperEvent> Submitted(
        SubmitPaper? ask = null, SubmitPaper.Facts? facts = null, Actor? by = null, DateTimeOffset? at = null) =>
        PaperSamples.NoPaper.When(_ => SubmitPaper.Decide(
            ask ?? PaperSamples.Ask, facts ?? Facts, by ?? PaperSamples.Partner, at ?? PaperSamples.DuringTheCall));

    [Fact]
    public void a_paper_is_submitted_within_the_window() => Submitted().Then(PaperSamples.Submitted);

    [Fact]
    public void from_the_moment_a_call_opens() => Submitted(at: new(2019, 4, 1, 0, 0, 0, TimeSpan.Zero))
        .Then(PaperSamples.Submitted with { At = new(2019, 4, 1, 0, 0, 0, TimeSpan.Zero) });

    [Fact]
    public void a_policy_domain_named_twice_counts_once() =>
        Submitted(PaperSamples.Ask with { PolicyDomains = ["resilience", "resilience"] }).Then(PaperSamples.Submitted);

    [Fact]
    public void what_says_nearly_the_same_is_noted_and_refuses_nothing()
    {
        var near = new NearDuplicate(Guid.CreateVersion7(), PaperSamples.OtherOrganisation);
        Submitted(facts: Facts with { NearDuplicates = [near] })
            .Then(PaperSamples.Submitted with { NearDuplicates = [near] });
    }

    [Fact]
    public void before_the_call_nobody_submits()
    {
        var refused = Submitted(by: PaperSamples.Organiser, at: PaperSamples.BeforeTheCall,
            ask: PaperSamples.Ask with { LateReason = "early" })
            .ThenRefused(PaperRules.CallNotOpen);
        Assert.Equal((Track.Assembly, "/track"), (refused.Track, refused.Field));
    }

    [Fact]
    public void a_call_for_another_track_or_for_sessions_does_not_count() => Submitted(facts: Facts with
    {
        Edition = PaperSamples.EditionWith(
            PaperSamples.Call(Track.TownHall), PaperSamples.Call(Track.Assembly) with { For = CallFor.Sessions }),
    }).ThenRefused(PaperRules.CallNotOpen);

    [Fact]
    public void after_the_call_a_partner_is_refused_with_a_reason_too() =>
        Submitted(PaperSamples.Ask with { LateReason = "the post was late" }, at: PaperSamples.AfterTheCall)
            .ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void the_moment_a_call_closes_it_is_too_late() =>
        Submitted(at: new(2019, 5, 1, 0, 0, 0, TimeSpan.Zero)).ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void an_organiser_takes_a_late_paper_with_a_reason() =>
        Submitted(PaperSamples.Ask with { LateReason = "the post was late" }, by: PaperSamples.Organiser,
            at: PaperSamples.AfterTheCall)
            .Then(PaperSamples.Submitted with { At = PaperSamples.AfterTheCall, LateReason = "the post was late" });

    [Fact]
    public void an_organiser_says_why_a_paper_is_late()
    {
        var refused = Submitted(by: PaperSamples.Organiser, at: PaperSamples.AfterTheCall)
            .ThenRefused(PaperRules.LateWithoutReason);
        Assert.Equal("/lateReason", refused.Field);
    }

    [Fact]
    public void what_is_in_time_is_not_noted_as_late() =>
        Submitted(PaperSamples.Ask with { LateReason = "just in case" }, by: PaperSamples.Organiser)
            .Then(PaperSamples.Submitted);

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void other_tracks_take_no_papers(Track track) =>
        Submitted(PaperSamples.Ask with { Track = track }).ThenRefused(PaperRules.TrackTakesNoPapers);

    [Fact]
    public void each_track_admits_its_kinds_of_organisation_alone()
    {
        foreach (var (track, admitted) in TrackAdmission.Kinds)
        {
            foreach (var kind in Enum.GetValues<OrganisationKind>())
            {
                var asked = Submitted(PaperSamples.Ask with { Track = track },
                    Facts with { Organisation = PaperSamples.OfKind(kind) });
                if (admitted.Contains(kind))
                    asked.Then(PaperSamples.Submitted with { Track = track });
                else
                    Assert.Equal(track, asked.ThenRefused(PaperRules.KindNotAdmitted).Track);
            }
        }
    }

    [Fact]
    public void an_organisation_unknown_to_the_register_submits_nothing() =>
        Submitted(facts: Facts with { Organisation = null }, by: PaperSamples.Organiser)
            .ThenRefused(PaperRules.NoSuchOrganisation);

    [Fact]
    public void a_paper_without_a_proposal_is_refused() =>
        Submitted(PaperSamples.Ask with { ProposedRecommendations = [] }).ThenRefused(PaperRules.NothingProposed);

    [Fact]
    public void a_policy_domain_that_the_congress_lacks_is_refused()
    {
        var refused = Submitted(PaperSamples.Ask with { PolicyDomains = ["resilience", "space"] })
            .ThenRefused(PaperRules.NoSuchPolicyDomain);
        Assert.Equal("/policyDomains/1", refused.Field);
    }

    [Fact]
    public void a_congress_that_is_over_takes_no_paper() => Submitted(facts: Facts with
    {
        Edition =
            PaperSamples.EditionWith(PaperSamples.Call(Track.Assembly), new CongressClosed(PaperSamples.DuringTheCall)),
    }).ThenRefused(PaperRules.CongressOver);
}
