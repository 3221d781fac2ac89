using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

/// <summary>A session's work on a text, over HTTP.</summary>
public sealed class DeliberationTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_draft_needs_an_idempotency_key_and_is_made_once_under_it()
    {
        var journey = await CongressScenario.Convene(server, "draft-once");
        var (session, paper, organisation) = await Sitting(journey);
        var body = new
        {
            text = CongressScenario.Text("One.\n\nTwo."),
            policyDomains = new[] { "governance" },
            sources = new[] { new { paper, revision = 1, proposed = 1 } },
        };
        var route = $"/v1/sessions/{session}/recommendations";
        (await journey.Rapporteur.Post(route, body))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/idempotency-key-missing");
        var first = (await journey.Rapporteur.Post(route, body, journey.Key("draft"))).Expect(HttpStatusCode.Created);
        var again = (await journey.Rapporteur.Post(route, body, journey.Key("draft"))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal($"/v1/recommendations/{first.Id}", first.Headers["Location"]);
        Assert.Equal("drafted", (string?)first.Body["status"]);
        var partner = await journey.Partner(organisation);
        (await partner.Post(route, body, journey.Key())).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await journey.Rapporteur.Post($"/v1/sessions/{paper}/recommendations", body, journey.Key()))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await journey.Organiser.Post($"/v1/sessions/{session}/close")).Expect(HttpStatusCode.OK);
        (await journey.Rapporteur.Post(route, body, journey.Key())).ExpectRefused(DeliberationRules.SessionNotOpen);
    }

    [Fact]
    public async Task a_draft_is_refused_when_its_source_paper_is_not_on_the_agenda()
    {
        var journey = await CongressScenario.Convene(server, "draft-agenda");
        var (session, _, organisation) = await Sitting(journey);
        var other = await journey.AcceptedPaper("assembly", organisation, "Another paper", "Something else");
        (await journey.Rapporteur.Post($"/v1/sessions/{session}/recommendations", new
        {
            text = CongressScenario.Text("One."),
            policyDomains = new[] { "governance" },
            sources = new[] { new { paper = other, revision = 1 } },
        }, journey.Key())).ExpectRefused(DeliberationRules.NotOnAgenda);
    }

    [Fact]
    public async Task participants_propose_and_withdraw_amendments_and_the_rapporteur_decides_them()
    {
        var journey = await CongressScenario.Convene(server, "amend");
        var (session, paper, organisation) = await Sitting(journey);
        var id = await journey.Draft(session, "One.\n\nTwo.", paper);
        var amendments = $"/v1/recommendations/{id}/amendments";
        var partner = await journey.Partner(organisation);
        var person = await journey.Delegate(organisation);
        var first = (await partner.Post(amendments, Words(1, "One!"))).Expect(HttpStatusCode.Created);
        Assert.Equal($"{amendments}/1", first.Headers["Location"]);
        (await person.Post(amendments, Words(1, "One?"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(2, "Two?"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(3, "Three?"))).ExpectRefused(DeliberationRules.NoSuchClause);
        (await server.Anybody.Post(amendments, Words(1, "?")))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        (await partner.Post($"{amendments}/1/accept")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await partner.Post($"{amendments}/2/withdraw")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await journey.Rapporteur.Post($"{amendments}/9/accept"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");

        var accepted = (await journey.Rapporteur.Post($"{amendments}/1/accept")).Expect(HttpStatusCode.OK);
        Assert.Equal("One!\n\nTwo.", (string?)accepted.Body["text"]!["en"]);
        (await journey.Rapporteur.Post($"{amendments}/2/accept")).ExpectRefused(DeliberationRules.ClauseChangedSince);
        var overtaken = (await person.Get($"{amendments}/2")).Expect(HttpStatusCode.OK);
        Assert.True((bool)overtaken.Body["overtaken"]!);
        (await journey.Rapporteur.Post($"{amendments}/2/reject", new { reason = "Overtaken" }))
            .Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/3/withdraw")).Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/3/withdraw")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_agreement_needs_the_version_of_the_text_that_was_read()
    {
        var journey = await CongressScenario.Convene(server, "agree");
        var (session, paper, organisation) = await Sitting(journey);
        var id = await journey.Draft(session, "One.\n\nTwo.", paper);
        var page = $"/v1/recommendations/{id}";
        (await journey.Rapporteur.Post($"{page}/agree", new { by = "consensus" }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await journey.Rapporteur.Post($"{page}/agree", new { by = "consensus" }, ("If-Match", "\"7\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await journey.Rapporteur.PostSeen(page, "translations", new { language = "fr", text = "Un.\n\nDeux." }))
            .Expect(HttpStatusCode.OK);
        (await journey.Rapporteur.PostSeen(page, "agree", new { by = "vote", @for = 3, against = 3 }))
            .ExpectRefused(DeliberationRules.NoMajority);
        var agreed = await journey.Agree(id, new
        {
            by = "vote",
            @for = 3,
            against = 2,
            abstaining = 9,
            reservations = new[] { new { organisation, text = CongressScenario.Text("Not all of us.") } },
        });
        Assert.Equal("agreed", (string?)agreed.Body["status"]);
        Assert.Equal("\"4\"", agreed.ETag);
        Assert.Equal("Not all of us.", (string?)agreed.Body["reservations"]![0]!["text"]!["en"]);
    }

    [Fact]
    public async Task when_rapporteurs_merge_the_same_text_at_once_exactly_one_succeeds()
    {
        var journey = await CongressScenario.Convene(server, "merge-race");
        var a = await journey.Agreed("assembly", "A", "A1.");
        var b = await journey.Agreed("assembly", "B", "B1.");
        var c = await journey.Agreed("assembly", "C", "C1.");
        var answers = await Task.WhenAll(new[] { b, c, b, c }.Select(other => journey.Rapporteur.Post(
            $"{journey.Congress}/recommendations:consolidate", Merge(a, other), journey.Key())));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
        var merged = (await journey.Rapporteur.Get($"/v1/recommendations/{a}")).Expect(HttpStatusCode.OK);
        Assert.Equal("merged", (string?)merged.Body["status"]);
    }

    [Fact]
    public async Task a_key_of_one_track_can_neither_consolidate_nor_forward_across_tracks()
    {
        var journey = await CongressScenario.Convene(server, "merge-tracks");
        var a = await journey.Agreed("assembly", "A", "A1.");
        var b = await journey.Agreed("town-hall", "B", "B1.");
        var route = $"{journey.Congress}/recommendations:consolidate";
        var ofAssembly = await server.As("rapporteur", track: "assembly");
        (await ofAssembly.Post(route, Merge(a, b), journey.Key()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var merged = (await journey.Rapporteur.Post(route, Merge(a, b), journey.Key())).Expect(HttpStatusCode.Created);
        (await ofAssembly.Post($"/v1/recommendations/{merged.Id}/forward", null, journey.Key()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task a_forward_is_refused_until_a_world_assembly_is_convened()
    {
        var journey = await CongressScenario.Convene(server, "not-convened");
        var a = await journey.Agreed("assembly", "A", "A1.");
        (await journey.Forward(a)).ExpectRefused(DeliberationRules.WorldAssemblyNotConvened);
    }

    private static object Words(int clause, string text) => new { clause, language = "en", text, reason = "Clearer" };

    private static object Merge(Guid one, Guid other) => new
    {
        recommendations = new[] { one, other },
        text = CongressScenario.Text("Together:"),
        clauses = new[]
        {
            new
            {
                text = CongressScenario.Text("All."),
                sources = new[] { one, other }.Select(recommendation => new { recommendation, clause = 1 }),
                kind = "merged",
            },
        },
        leftOut = Array.Empty<object>(),
    };

    private static async Task<(Guid Session, Guid Paper, Guid Organisation)> Sitting(CongressScenario journey)
    {
        var organisation = await journey.Organisation("Africa Section", "section");
        var paper = await journey.AcceptedPaper("assembly", organisation, "Public service", "Train officials");
        return (await journey.OpenSession("assembly", "Africa", organisation, paper), paper, organisation);
    }
}
