using System.Net;

namespace Summit.Http.Tests.Access;

/// <summary>
/// A Congress that has one of everything, what has a track in the Assembly, and for each operation a request on it that
/// nothing but its caller's scope forbids.
/// </summary>
internal sealed partial class ScopeSamples
{
    private readonly CongressScenario scenario;
    private readonly Dictionary<string, Sample> all = [];

    private ScopeSamples(CongressScenario scenario) => this.scenario = scenario;

    /// <summary>The organisation whose paper it is, and whose member holds a seat.</summary>
    public Guid Organisation { get; private set; }

    /// <summary>Somebody of that organisation.</summary>
    public Guid Person { get; private set; }

    /// <summary>The request of an operation; fails where it has none.</summary>
    public Sample this[string operation] => all[operation];

    public static async Task<ScopeSamples> Make(SummitServer server, string slug = "scoped")
    {
        var samples = new ScopeSamples(await CongressScenario.Convene(server, slug));
        await samples.Fill(server);
        return samples;
    }

    private async Task Fill(SummitServer server)
    {
        var (congress, organiser) = (scenario.Congress, scenario.Organiser);
        (var session, var paper, Organisation) = await scenario.OpenSessionOnPaper();
        var partner = await scenario.Partner(Organisation);
        var endorser = await scenario.Organisation("Habitat", "civil-society-partner");
        await Done(organiser.Post($"/v1/papers/{paper}/endorsements", new { organisation = endorser }));
        var person = Person = await scenario.Person("A. Speaker", Organisation);
        await Done(organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }));
        await scenario.ConveneWorldAssembly();
        var adopted = await scenario.Draft(session, "Let cities speak.", paper);
        await scenario.Agree(adopted);
        await scenario.Forward(adopted);
        await scenario.Table(adopted);
        await scenario.Decide(adopted, new { decision = "adopted", by = "consensus" });
        await scenario.Seal();
        var draft = await scenario.Draft(session, "Listen to cities.", paper);
        await Done(partner.Post($"/v1/recommendations/{draft}/amendments",
            new { language = "en", text = "Hear cities.", reason = "Shorter.", clause = 1 }));
        var lunch = (await Created($"{congress}/breaks", Break)).Id;
        await Done(organiser.Post($"{congress}/programme/releases", new { name = "First" }));
        await Created($"{congress}/formats", Format("round"));
        var call = (Guid)(await organiser.Get(congress)).Body["calls"]![0]!["id"]!;
        var room = (Guid)(await organiser.Get(congress)).Body["rooms"]![0]!["id"]!;
        var council = await scenario.Organisation("World Council", "statutory-body", $"council-{Guid.NewGuid():N}");
        var body = (await Created("/v1/bodies", Body($"council-{scenario.Slug}", council))).Id;
        await Done(organiser.Post($"/v1/bodies/{body}/members",
            new { organisation = Organisation, person, capacity = "full" }));
        var delivery = (string)(await organiser.Get("/v1/deliveries")).Body["items"]![0]!["id"]!;
        var key = (string)(await server.Administrator.Post("/v1/keys", new { label = "one", role = "auditor" }))
            .Expect(HttpStatusCode.Created).Body["key"]!["id"]!;

        Add("GetLiveness", "/health/live");
        Add("GetReadiness", "/health/ready");
        Add("GetDeliveryHealth", "/health/deliveries");
        Add("ListBodies", "/v1/bodies", shows: body);
        Add("GetBody", $"/v1/bodies/{body}");
        Add("EstablishBody", "/v1/bodies", Body("bureau", council));
        Add("EndMandate", $"/v1/bodies/{body}/mandates/{person}/end", new { reason = "Over." });
        Add("SeatMember", $"/v1/bodies/{body}/members",
            new { organisation = Organisation, person, capacity = "substitute" });
        Add("SetRules", $"/v1/bodies/{body}/rules", new { quorum = new { of = "fixed", count = 3 } });
        Add("ListCongresses", "/v1/congresses", shows: scenario.CongressId);
        Add("ConveneCongress", "/v1/congresses", Congress("another-one"));
        Add("GetCongress", congress);
        Add("ChangeCongress", $"{congress}/change", ChangedCongress);
        Add("ListMisfits", $"{congress}/misfits");
        Add("CloseCongress", $"{congress}/close");
        Add("ReopenCongress", $"{congress}/reopen", new { reason = "Too early." });
        Add("OpenCall", $"{congress}/calls", new
        {
            @for = "papers", track = "assembly", opensAt = "2019-05-01T00:00:00Z", closesAt = "2019-06-01T00:00:00Z",
        });
        Add("GetCall", $"{congress}/calls/{call}");
        Add("CloseCall", $"{congress}/calls/{call}/close");
        Add("ReopenCall", $"{congress}/calls/{call}/reopen",
            new { closesAt = "2021-01-01T00:00:00Z", reason = "Too early." });
        Add("DefineFormat", $"{congress}/formats", Format("table"));
        Add("GetFormat", $"{congress}/formats/round");
        Add("DefinePolicyDomain", $"{congress}/policy-domains", new { code = "more", name = new { en = "More" } });
        Add("GetPolicyDomain", $"{congress}/policy-domains/governance");
        Add("OpenRoom", $"{congress}/rooms", Room());
        Add("GetRoom", $"{congress}/rooms/{room}");
        Add("ChangeRoom", $"{congress}/rooms/{room}/change", Room());
        Add("CloseRoom", $"{congress}/rooms/{room}/close", new { reason = "Flooded." });
        Add("CorrectRoomReason", $"{congress}/rooms/{room}/correct-reason", new { reason = "Wet." });
        Add("ReopenRoom", $"{congress}/rooms/{room}/reopen", new { reason = "Dry." });
        Add("ListBreaks", $"{congress}/breaks", shows: lunch);
        Add("ScheduleBreak", $"{congress}/breaks", Break);
        Add("GetBreak", $"/v1/breaks/{lunch}");
        Add("ChangeBreak", $"/v1/breaks/{lunch}/change", ChangedBreak);
        Add("CancelBreak", $"/v1/breaks/{lunch}/cancel", new { reason = "Late." });
        Add("CorrectBreakReason", $"/v1/breaks/{lunch}/correct-reason", new { reason = "Too late." });
        Add("ReinstateBreak", $"/v1/breaks/{lunch}/reinstate", new { reason = "On time." });
        Add("GetProgramme", $"{congress}/programme", shows: session);
        Add("PublishProgramme", $"{congress}/programme/releases", new { name = "Second" });
        Add("ListProgrammeReleases", $"{congress}/programme/releases");
        Add("GetProgrammeRelease", $"{congress}/programme/releases/1", shows: session);
        Add("ListSessions", $"{congress}/sessions", shows: session);
        Add("ProposeSession", $"{congress}/sessions", Session());
        Add("GetSession", $"/v1/sessions/{session}");
        Add("PlacePaper", $"/v1/sessions/{session}/agenda", new { paper, revision = 1 });
        Add("RemovePaper", $"/v1/sessions/{session}/agenda/{paper}");
        Add("TakeAttendance", $"/v1/sessions/{session}/attendance", new { present = Array.Empty<object>() });
        Add("GetAttendance", $"/v1/sessions/{session}/attendance");
        Add("CancelSession", $"/v1/sessions/{session}/cancel", new { reason = "Storm." });
        Add("CorrectCancellationReason", $"/v1/sessions/{session}/correct-reason", new { reason = "Rain." });
        Add("ReinstateSession", $"/v1/sessions/{session}/reinstate", new { reason = "Sunshine." });
        Add("OpenSession", $"/v1/sessions/{session}/open");
        Add("UndoOpening", $"/v1/sessions/{session}/undo-opening", new { reason = "The wrong one." });
        Add("CloseSession", $"/v1/sessions/{session}/close");
        Add("ReopenSession", $"/v1/sessions/{session}/reopen", new { reason = "The wrong one." });
        Add("ReportSession", $"/v1/sessions/{session}/report", new { summary = new { en = "All agreed." } });
        Add("AssignLead", $"/v1/sessions/{session}/lead", new { lead = Organisation });
        Add("AddParticipant", $"/v1/sessions/{session}/participants", new { person, role = "chair" });
        Add("RemoveParticipant", $"/v1/sessions/{session}/participants/{person}");
        Add("RemoveParticipantRole", $"/v1/sessions/{session}/participants/{person}/remove-role",
            new { role = "speaker" });
        Add("RetitleSession", $"/v1/sessions/{session}/retitle", new { title = new { en = "Other" } });
        Add("ScheduleSession", $"/v1/sessions/{session}/schedule",
            new { room, startsAt = "2019-11-14T09:00:00+02:00", endsAt = "2019-11-14T10:00:00+02:00" });
        Add("ExchangeSlots", $"/v1/sessions/{session}/exchange-slots", new { with = session, withVersion = 1 });
        Add("GiveUpSlot", $"/v1/sessions/{session}/give-up-slot");
        Add("ListPapers", $"{congress}/papers", shows: paper);
        Add("SubmitPaper", $"{congress}/papers", Paper());
        Add("UpsertPaper", $"{congress}/papers/by-external/own/1", Paper());
        Add("GetPaper", $"/v1/papers/{paper}");
        Add("TracePaper", $"/v1/papers/{paper}/trace");
        Add("GetRevision", $"/v1/papers/{paper}/revisions/1");
        Add("RevisePaper", $"/v1/papers/{paper}/revisions", Revision());
        Add("EndorsePaper", $"/v1/papers/{paper}/endorsements", new { organisation = endorser });
        Add("GetEndorsement", $"/v1/papers/{paper}/endorsements/{endorser}");
        Add("WithdrawEndorsement", $"/v1/papers/{paper}/endorsements/{endorser}");
        Add("AssignReviewer", $"/v1/papers/{paper}/reviewers", new { person });
        Add("UnassignReviewer", $"/v1/papers/{paper}/reviewers/{person}");
        Add("ReviewPaper", $"/v1/papers/{paper}/reviews", new { score = 3, remarks = "Good." });
        Add("AcceptPaper", $"/v1/papers/{paper}/accept");
        Add("ReturnPaper", $"/v1/papers/{paper}/return", new { missing = "Figures." });
        Add("RejectPaper", $"/v1/papers/{paper}/reject", new { reason = "Late." });
        Add("WithdrawPaper", $"/v1/papers/{paper}/withdraw", new { reason = "Ours." });
        Add("RescindAcceptance", $"/v1/papers/{paper}/rescind-acceptance", new { reason = "A slip." });
        Add("RescindRejection", $"/v1/papers/{paper}/rescind-rejection", new { reason = "A slip." });
        Add("RescindWithdrawal", $"/v1/papers/{paper}/rescind-withdrawal", new { reason = "A slip." });
        Add("CorrectReason", $"/v1/papers/{paper}/correct-reason", new { reason = "Off the subject." });
        Add("CorrectLateReason", $"/v1/papers/{paper}/correct-late-reason", new { reason = "A power cut." });
        Add("ListRecommendations", $"{congress}/recommendations", shows: draft);
        Add("DraftRecommendation", $"/v1/sessions/{session}/recommendations", Draft(paper));
        Add("ConsolidateRecommendations", $"{congress}/recommendations:consolidate", Consolidation(draft, adopted));
        Add("GetRecommendation", $"/v1/recommendations/{draft}");
        Add("TraceRecommendation", $"/v1/recommendations/{draft}/trace");
        Add("ProposeAmendment", $"/v1/recommendations/{draft}/amendments",
            new { language = "en", text = "Ask cities.", reason = "Better.", clause = 1 });
        Add("GetAmendment", $"/v1/recommendations/{draft}/amendments/1");
        Add("AcceptAmendment", $"/v1/recommendations/{draft}/amendments/1/accept");
        Add("RejectAmendment", $"/v1/recommendations/{draft}/amendments/1/reject", new { reason = "No." });
        Add("CorrectRejectionReason", $"/v1/recommendations/{draft}/amendments/1/correct-reason",
            new { reason = "Not so." });
        Add("WithdrawAmendment", $"/v1/recommendations/{draft}/amendments/1/withdraw");
        Add("ReopenAmendment", $"/v1/recommendations/{draft}/amendments/1/reopen", new { reason = "A slip." });
        Add("TranslateRecommendation", $"/v1/recommendations/{draft}/translations",
            new { language = "fr", text = "Entendre les villes." });
        Add("AgreeRecommendation", $"/v1/recommendations/{draft}/agree", new { by = "consensus" });
        Add("ForwardRecommendation", $"/v1/recommendations/{draft}/forward");
        Add("ListOutcomes", $"{congress}/outcomes", shows: adopted);
        Add("ConveneWorldAssembly", $"{congress}/world-assembly", new { conveners = new[] { Organisation }, session });
        Add("GetWorldAssembly", $"{congress}/world-assembly");
        Add("OrderAgenda", $"{congress}/world-assembly/agenda", new { items = new[] { adopted } });
        Add("GetWorldAssemblyItem", $"/v1/world-assembly/items/{adopted}");
        Add("PresentItem", $"/v1/world-assembly/items/{adopted}/present");
        Add("DebateItem", $"/v1/world-assembly/items/{adopted}/debate");
        Add("DecideItem", $"/v1/world-assembly/items/{adopted}/decide", new { decision = "adopted", by = "consensus" });
        Add("SealOutcome", $"{congress}/world-assembly/seal");
        Add("GetWorldAssemblyOutcome", $"{congress}/world-assembly/outcome");
        Add("ListDeliveries", "/v1/deliveries", shows: delivery);
        Add("GetDelivery", $"/v1/deliveries/{delivery}");
        Add("ReplayDelivery", $"/v1/deliveries/{delivery}/replay");
        Add("ListKeys", "/v1/keys", shows: key);
        Add("GetOwnKey", "/v1/keys/me");
        Add("IssueKey", "/v1/keys", new { label = "more", role = "auditor" });
        Add("RevokeKey", $"/v1/keys/{key}/revoke");
        Add("ListOrganisations", "/v1/organisations", shows: Organisation);
        Add("GetOrganisation", $"/v1/organisations/{Organisation}");
        Add("RegisterOrganisation", "/v1/organisations", new { name = new { en = "New" }, kind = "association" });
        Add("ChangeOrganisation", $"/v1/organisations/{endorser}/change",
            new { name = new { en = "Habitat" }, kind = "civil-society-partner" });
        Add("JoinOrganisation", $"/v1/organisations/{endorser}/join", new { into = endorser });
        Add("SeparateOrganisation", $"/v1/organisations/{endorser}/separate");
        Add("ListPeople", "/v1/people", shows: person);
        Add("GetPerson", $"/v1/people/{person}");
        Add("RegisterPerson", "/v1/people", new { name = "B. Newcomer", languages = new[] { "en" } });
        Add("ChangePerson", $"/v1/people/{person}/change", new { name = "C. Speaker", languages = new[] { "en" } });
        Add("JoinPerson", $"/v1/people/{person}/join", new { into = person });
        Add("SeparatePerson", $"/v1/people/{person}/separate");
        Add("ErasePerson", $"/v1/people/{person}/erase");
    }

    private void Add(string operation, string path, object? body = null, object? shows = null) =>
        all.Add(operation, new Sample(path, body ?? new { }, $"{shows}"));

    private async Task<Answer> Created(string path, object body) =>
        (await scenario.Organiser.Post(path, body)).Expect(HttpStatusCode.Created);

    private static async Task Done(Task<Answer> step)
    {
        var answer = await step;
        Assert.True((int)answer.Status < 300, answer.Text);
    }
}

/// <summary>A request.</summary>
/// <param name="Path">Where.</param>
/// <param name="Body">The body of one that has one.</param>
/// <param name="Shows">What an answer contains that shows the thing; empty where any does.</param>
internal sealed record Sample(string Path, object Body, string Shows);
