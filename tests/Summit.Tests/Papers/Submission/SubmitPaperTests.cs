using Summit.Congress;
using Summit.Kernel;
using Summit.Papers;
using Summit.Register;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class SubmitPaperTests
{
    private const string Late = "the post was late";

    private static readonly SubmitPaper.Facts Facts = new(Durban, OfKind(OrganisationKind.Section));

    private static readonly SubmitPaper Ask = new(Track.Assembly, Section)
    {
        Title = Content.Title,
        Summary = Content.Summary,
        Body = Content.Body,
        PolicyDomains = Content.PolicyDomains,
        ProposedRecommendations = Content.ProposedRecommendations,
    };

    [Fact]
    public void a_paper_is_submitted_while_a_call_is_open() =>
        Given().When(Ask, PaperId, Facts, Partner, DuringTheCall).Then(Submitted);

    [Fact]
    public void a_paper_is_submitted_from_the_moment_a_call_opens() => Given()
        .When(Ask, PaperId, Facts, Partner, CallOpens)
        .Then(Submitted with { At = CallOpens });

    [Fact]
    public void a_paper_is_refused_from_the_moment_a_call_closes() => Given()
        .When(Ask, PaperId, Facts, Partner, CallCloses)
        .ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void a_policy_domain_named_twice_in_a_submission_counts_once() => Given()
        .When(Ask with { PolicyDomains = ["resilience", "resilience"] }, PaperId, Facts, Partner, DuringTheCall)
        .Then(Submitted);

    [Fact]
    public void a_paper_is_refused_before_the_call_even_from_an_organiser_with_a_reason()
    {
        var refused = Given().When(Ask with { LateReason = "early" }, PaperId, Facts, Organiser, BeforeTheCall)
            .ThenRefused(PaperRules.CallNotOpen);
        Assert.Equal((Track.Assembly, "/track"), (refused.Track, refused.Field));
    }

    [Fact]
    public void a_call_for_another_track_or_for_sessions_does_not_count()
    {
        var other = EditionWith(
            Called(Track.TownHall), Called(Track.Assembly) with { For = CallFor.Sessions });
        Given().When(Ask, PaperId, Facts with { Edition = other }, Partner, DuringTheCall)
            .ThenRefused(PaperRules.CallNotOpen);
    }

    [Fact]
    public void a_late_paper_of_a_partner_is_refused_whatever_the_reason() => Given()
        .When(Ask with { LateReason = Late }, PaperId, Facts, Partner, AfterTheCall)
        .ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void an_organiser_takes_a_late_paper_with_a_reason() => Given()
        .When(Ask with { LateReason = Late }, PaperId, Facts, Organiser, AfterTheCall)
        .Then(Submitted with { At = AfterTheCall, LateReason = Late });

    [Fact]
    public void a_late_paper_without_a_reason_is_refused_from_an_organiser_too() => Assert.Equal("/lateReason",
        Given().When(Ask, PaperId, Facts, Organiser, AfterTheCall).ThenRefused(PaperRules.LateWithoutReason).Field);

    [Fact]
    public void a_reason_for_being_late_is_not_noted_with_a_paper_that_is_in_time() => Given()
        .When(Ask with { LateReason = "just in case" }, PaperId, Facts, Organiser, DuringTheCall)
        .Then(Submitted);

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_paper_for_a_track_that_takes_none_is_refused(Track track) => Given()
        .When(Ask with { Track = track }, PaperId, Facts, Partner, DuringTheCall)
        .ThenRefused(PaperRules.TrackTakesNoPapers);

    [Fact]
    public void each_track_admits_papers_only_of_its_kinds_of_organisation()
    {
        foreach (var (track, admitted) in TrackAdmission.Kinds)
        {
            foreach (var kind in Enum.GetValues<OrganisationKind>())
            {
                var decided = Given().When(Ask with { Track = track }, PaperId,
                    Facts with { Organisation = OfKind(kind) }, Partner, DuringTheCall);
                if (admitted.Contains(kind))
                    decided.Then(Submitted with { Track = track });
                else
                    Assert.Equal(track, decided.ThenRefused(PaperRules.KindNotAdmitted).Track);
            }
        }
    }

    [Fact]
    public void a_paper_of_an_organisation_that_the_register_does_not_have_is_refused() => Given()
        .When(Ask, PaperId, Facts with { Organisation = null }, Organiser, DuringTheCall)
        .ThenRefused(PaperRules.NoSuchOrganisation);

    [Fact]
    public void a_paper_without_a_proposal_is_refused() => Given()
        .When(Ask with { ProposedRecommendations = [] }, PaperId, Facts, Partner, DuringTheCall)
        .ThenRefused(PaperRules.NothingProposed);

    [Fact]
    public void a_paper_with_a_policy_domain_that_the_congress_lacks_is_refused() => Assert.Equal("/policyDomains/1",
        Given().When(Ask with { PolicyDomains = ["resilience", "space"] }, PaperId, Facts, Partner, DuringTheCall)
            .ThenRefused(PaperRules.NoSuchPolicyDomain).Field);
}
