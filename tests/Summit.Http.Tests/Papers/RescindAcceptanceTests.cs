using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Summit.Deliberation;
using Summit.Kernel;
using Summit.Papers;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Papers;

public sealed class RescindAcceptanceTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly object Slip = new { reason = "a slip" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_acceptance_is_rescinded_while_nothing_rests_on_it_and_a_refusal_names_what_does()
    {
        var scenario = await CongressScenario.Convene(server, "rescind");
        var (lead, paper) = await Accepted(scenario);
        var session = await scenario.ScheduledSession("assembly", "Water", lead);
        (await Place(scenario, session, paper)).Expect(HttpStatusCode.OK);
        var refused = (await Rescind(scenario, paper)).ExpectRefused(PaperRules.AcceptanceInUse);
        var standing = Assert.Single(refused.Body["conflictsWith"]!.AsArray())!;
        Assert.Equal((session, "session", "Water"),
            ((Guid)standing["id"]!, (string?)standing["kind"], (string?)standing["title"]!["en"]));

        (await scenario.Organiser.Delete($"/v1/sessions/{session}/agenda/{paper}")).Expect(HttpStatusCode.OK);
        var rescinded = (await Rescind(scenario, paper)).Expect(HttpStatusCode.OK);
        Assert.Equal("submitted", (string?)rescinded.Body["status"]);
        (await Place(scenario, session, paper)).ExpectRefused(ProgrammeRules.PaperNotAccepted);
        var stranger = await scenario.Partner(await scenario.Organisation("Europe", "section"));
        (await stranger.Get($"/v1/papers/{paper}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await scenario.Organiser.PostSeen($"/v1/papers/{paper}", "accept")).Expect(HttpStatusCode.OK);
        (await Place(scenario, session, paper)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_agenda_of_a_cancelled_session_holds_no_acceptance_and_comes_back_only_with_accepted_papers()
    {
        var scenario = await CongressScenario.Convene(server, "rescind-cancelled");
        var (lead, paper) = await Accepted(scenario);
        var session = await scenario.ScheduledSession("assembly", "Water", lead);
        (await Place(scenario, session, paper)).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/cancel", new { reason = "A storm." }))
            .Expect(HttpStatusCode.OK);
        (await Rescind(scenario, paper)).Expect(HttpStatusCode.OK);
        var gone = (await scenario.Organiser.Post($"/v1/sessions/{session}/reinstate", new { reason = "It passed." }))
            .ExpectRefused(ProgrammeRules.PaperNotAccepted);
        Assert.Equal(paper, (Guid)Assert.Single(gone.Body["conflictsWith"]!.AsArray())!["id"]!);
        (await scenario.Organiser.PostSeen($"/v1/papers/{paper}", "accept")).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/reinstate", new { reason = "It passed." }))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_acceptance_that_a_recommendation_rests_on_stays_when_the_paper_has_left_the_agenda()
    {
        var scenario = await CongressScenario.Convene(server, "rescind-recommended");
        var (session, paper, _) = await scenario.OpenSessionOnPaper();
        var recommendation = await scenario.Draft(session, "Share water.", paper);
        (await scenario.Organiser.Delete($"/v1/sessions/{session}/agenda/{paper}")).Expect(HttpStatusCode.OK);
        var refused = (await Rescind(scenario, paper)).ExpectRefused(PaperRules.AcceptanceInUse);
        var standing = Assert.Single(refused.Body["conflictsWith"]!.AsArray())!;
        Assert.Equal((recommendation, "recommendation"), ((Guid)standing["id"]!, (string?)standing["kind"]));
        (await scenario.Organiser.Post($"/v1/papers/{paper}/withdraw", new { reason = "Still." }))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task when_a_paper_is_placed_and_its_acceptance_rescinded_at_the_same_moment_one_is_refused()
    {
        var scenario = await CongressScenario.Convene(server, "rescind-race");
        var lead = await scenario.Organisation("Africa Section", "section");
        var session = await scenario.ScheduledSession("assembly", "Water", lead);
        for (var round = 0; round < 12; round++)
        {
            var paper = await scenario.AcceptedPaper("assembly", lead, $"Water {round}", "Share it.");
            var (placed, rescinded) = (Place(scenario, session, paper), Rescind(scenario, paper));
            await Task.WhenAll(placed, rescinded);
            if ((await placed).Status == HttpStatusCode.OK)
                (await rescinded).ExpectRefused(PaperRules.AcceptanceInUse);
            else
                (await placed).ExpectRefused(ProgrammeRules.PaperNotAccepted);
        }
    }

    [Fact]
    public async Task the_database_refuses_what_was_decided_on_an_acceptance_that_has_gone()
    {
        var scenario = await CongressScenario.Convene(server, "rescind-database");
        var (lead, paper) = await Accepted(scenario);
        var session = await scenario.ScheduledSession("assembly", "Water", lead);
        var sessions = server.Services.GetRequiredService<EventStreams>();
        var slice = await sessions.Read(session, long.MaxValue, Cancel);
        (await Rescind(scenario, paper)).Expect(HttpStatusCode.OK);
        var placed = Session.Category.Append(
            session, slice.Version, Session.Category.Fold(slice), [new PaperPlacedOnAgenda(paper, 1)]);
        Assert.Equal("agenda_paper_is_accepted", await Refused(placed));
        var draft = Guid.CreateVersion7();
        Assert.Equal("lineage_paper_is_accepted", await Refused(Recommendation.Category.Append(
            draft, 0, Recommendation.Category.Initial,
            [
                new RecommendationDrafted(draft, scenario.CongressId, Track.Assembly, session,
                    LocalisedText.Of(("en", "Share it.")), "en", ["governance"], [new RestsOn(paper, 1, lead, 1)], [],
                    server.Clock.GetUtcNow()),
            ])));
    }

    [Fact]
    public async Task the_database_refuses_to_rescind_an_acceptance_that_something_came_to_rest_on()
    {
        var scenario = await CongressScenario.Convene(server, "rescind-late");
        var (lead, paper) = await Accepted(scenario);
        var session = await scenario.ScheduledSession("assembly", "Water", lead);
        var slice = await server.Services.GetRequiredService<EventStreams>().Read(paper, long.MaxValue, Cancel);
        (await Place(scenario, session, paper)).Expect(HttpStatusCode.OK);
        Assert.Equal("agenda_paper_is_accepted", await Refused(Paper.Category.Append(paper, slice.Version,
            Paper.Category.Fold(slice), [new AcceptanceRescinded("a slip", server.Clock.GetUtcNow())])));
    }

    [Fact]
    public async Task an_agenda_that_a_node_of_an_earlier_version_writes_holds_acceptances_and_lets_them_go()
    {
        var scenario = await CongressScenario.Convene(server, "rescind-earlier");
        var (lead, paper) = await Accepted(scenario);
        var session = await scenario.ScheduledSession("assembly", "Water", lead);
        (await Place(scenario, session, paper)).Expect(HttpStatusCode.OK);
        // Such a node writes the session's own row, and no other.
        await Becomes("cancelled");
        (await Rescind(scenario, paper)).Expect(HttpStatusCode.OK);
        Assert.Equal("agenda_paper_is_accepted",
            (await Assert.ThrowsAsync<PostgresException>(() => Becomes("scheduled"))).ConstraintName);
        (await scenario.Organiser.PostSeen($"/v1/papers/{paper}", "accept")).Expect(HttpStatusCode.OK);
        await Becomes("scheduled");
        await Becomes("scheduled");
        (await Rescind(scenario, paper)).ExpectRefused(PaperRules.AcceptanceInUse);

        Task Becomes(string status) => server.Sql(
            """
            update programme.session_agenda set row = row || jsonb_build_object('status', $2)
             where id = $1 and until_position is null
            """, session, status);
    }

    [Theory]
    [InlineData("programme.session_agenda")]
    [InlineData("papers.paper_register")]
    [InlineData("deliberation.lineage")]
    public async Task a_rebuild_leads_to_the_same_rows_and_keeps_what_refers_to_them(string table)
    {
        var scenario = await CongressScenario.Convene(server, $"rescind-{table.Replace('_', '-').Replace('.', '-')}");
        var (session, paper, _) = await scenario.OpenSessionOnPaper();
        await scenario.Draft(session, "Share water.", paper);
        var (_, other) = await Accepted(scenario);
        (await Rescind(scenario, other)).Expect(HttpStatusCode.OK);
        var rebuilder = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await rebuilder.Compare(table, Cancel));
        await rebuilder.Rebuild(table, Cancel);
        Assert.Null(await rebuilder.Compare(table, Cancel));
        Assert.Equal((true, false), (await IsAccepted(paper), await IsAccepted(other)));
    }

    private async Task<bool> IsAccepted(Guid paper) =>
        (bool)(await server.Sql("select exists (select from papers.acceptances where paper = $1)", paper))!;

    private async Task<string> Refused(StreamAppend append) =>
        (await Assert.ThrowsAsync<ConstraintException>(() => server.Services.GetRequiredService<IEventAppender>()
            .Append(new Commit(new EventMetadata("test"), [append]), Cancel))).Constraint;

    private static async Task<(Guid Lead, Guid Paper)> Accepted(CongressScenario scenario)
    {
        var lead = await scenario.Organisation("Africa Section", "section");
        return (lead, await scenario.AcceptedPaper("assembly", lead, "Water", "Share it."));
    }

    private static Task<Answer> Place(CongressScenario scenario, Guid session, Guid paper) =>
        scenario.Organiser.Post($"/v1/sessions/{session}/agenda", new { paper, revision = 1 });

    private static Task<Answer> Rescind(CongressScenario scenario, Guid paper) =>
        scenario.Organiser.PostSeen($"/v1/papers/{paper}", "rescind-acceptance", Slip);
}
