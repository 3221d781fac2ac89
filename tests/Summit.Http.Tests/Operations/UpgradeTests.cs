using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using static Summit.Http.Tests.Operations.CommandLine;

namespace Summit.Http.Tests.Operations;

/// <summary>This version opens the database and the export of an earlier version and goes on with them.</summary>
public sealed class UpgradeTests(PostgresServer postgres)
{
    private const string Congress = $"/v1/congresses/{EarlierVersion.Slug}";

    private static IReadOnlyDictionary<string, Guid> Ids => EarlierVersion.Known.Ids;

    [Fact]
    public async Task an_earlier_database_migrates_once_and_verifies_against_its_signed_checkpoint()
    {
        var database = await EarlierVersion.Restore(postgres);
        await Said(database, "migrate");
        Assert.Equal("", await Said(database, "migrate"));
        var verified = await Said(database, "verify", "--checkpoint", EarlierVersion.PathOf("checkpoint.json"),
            "--public-key", EarlierVersion.PathOf("checkpoint.pem"));
        Assert.Contains("checkpoint: as signed, up to position 113", verified, StringComparison.Ordinal);
        Assert.Equal("", await Said(database, "migrate"));
    }

    [Fact]
    public async Task views_whose_rows_are_written_in_another_way_are_rebuilt_once_no_other_node_is_alive()
    {
        var database = await EarlierVersion.Restore(postgres);
        await Ask(database,
            """
            update deliberation.policy_recommendation set row = row || '{"authentic": "la"}';
            delete from programme.occupancy;
            insert into events.nodes values ('of an earlier version', now() + interval '1 hour')
            """);
        Assert.DoesNotContain("deliberation.policy_recommendation", await Said(database, "migrate"));
        Assert.Equal("", await Said(database, "migrate"));
        await Ask(database,
            "insert into congress.closed values (gen_random_uuid()); delete from events.nodes");
        Assert.Equal(
            """
            congress.closed
            deliberation.consolidated_outcome
            deliberation.policy_recommendation
            programme.occupancy

            """, await Said(database, "migrate"));
        Assert.Equal("", await Said(database, "migrate"));
        await Said(database, "verify");
    }

    [Fact]
    public async Task the_chain_detects_after_the_upgrade_an_event_that_was_changed_before_it()
    {
        var database = await EarlierVersion.Restore(postgres);
        await Ask(database, "update events.mt_events set user_name = 'forger' where seq_id = 40");
        await Said(database, "migrate");
        var (code, verified) = await Run(database, "verify");
        Assert.Equal(2, code);
        Assert.Contains("40", verified.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_earlier_database_is_exported_byte_for_byte_as_before_the_upgrade()
    {
        var database = await EarlierVersion.Restore(postgres);
        Assert.Equal(Lines(EarlierVersion.Export), Lines(await Exported(database)));
    }

    [Fact]
    public async Task an_earlier_export_is_imported_and_exported_again_byte_for_byte()
    {
        var database = await postgres.NewDatabase();
        Assert.Equal($"{EarlierVersion.Head} events of {EarlierVersion.Slug} imported.\n",
            await Said(database, "events", "import", EarlierVersion.PathOf("export.ndjson")));
        Assert.Equal(Lines(EarlierVersion.Export), Lines(await Exported(database)));
        await Said(database, "verify");
    }

    [Fact]
    public async Task a_command_answered_before_the_upgrade_gets_the_same_response_under_its_key()
    {
        await using var there = await UpgradedServer.Start(postgres);
        var before = EarlierVersion.Known.Answered;
        using var body = new StringContent(before.Body, Encoding.UTF8, "application/json");
        var again = await there.Organiser.Send(HttpMethod.Post, before.Path, body, ("Idempotency-Key", before.Key));
        Assert.Equal((before.Answer, before.Location, before.ETag),
            (again.Expect(HttpStatusCode.Created).Text, again.Headers["Location"], again.ETag));
        Assert.Equal(Lines(EarlierVersion.Export), Lines(await Exported(there.ConnectionString)));
    }

    [Fact]
    public async Task reads_of_past_moments_still_contain_what_they_did_before_the_upgrade()
    {
        await using var there = await UpgradedServer.Start(postgres);
        Assert.True(EarlierVersion.Reads.Count > 60, $"Only {EarlierVersion.Reads.Count} readings are kept.");
        foreach (var (path, then) in EarlierVersion.Reads)
        {
            var now = (await there.Administrator.Get(path)).Expect(HttpStatusCode.OK);
            Assert.True(Holds(JsonSerializer.SerializeToNode(then), now.Json), $"{path}: {now.Text} was {then}");
        }
    }

    [Fact]
    public async Task subscriptions_continue_after_the_upgrade_and_react_to_nothing_twice()
    {
        await using var there = await UpgradedServer.Start(postgres);
        await there.Settled();
        Assert.Equal(Lines(EarlierVersion.Export), Lines(await Exported(there.ConnectionString)));
        var readers = (await Said(there.ConnectionString, "readers")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.Superset(
            new HashSet<string>
            {
                "deliberation.consolidated_outcome", "deliberation.world-assembly-decisions",
                "world-assembly.table-received",
            },
            readers.Select(words => words[0]).ToHashSet());
        Assert.All(readers, words => Assert.Equal("0", words[2]));
        await Said(there.ConnectionString, "verify");
    }

    [Fact]
    public async Task events_that_an_operator_skipped_before_the_upgrade_stay_skipped()
    {
        await using var there = await UpgradedServer.Start(postgres);
        await there.Settled();
        await Said(there.ConnectionString, "rebuild", "all");
        await Said(there.ConnectionString, "verify");

        // The operator skipped the translation for one view; the recommendation itself has it.
        var outcome = UpgradedServer.Items(await there.Administrator.Get($"{Congress}/outcomes"))
            .Single(item => (Guid)item["id"]! == Ids["r-translated"]);
        Assert.Null(outcome["text"]!["es"]);
        var itself = await there.Administrator.Get($"/v1/recommendations/{Ids["r-translated"]}");
        Assert.NotNull(itself.Expect(HttpStatusCode.OK).Body["text"]!["es"]);

        // A reaction was set behind the receipt of another.
        Assert.DoesNotContain(Ids["r-passed-over"], await there.Tabled());
    }

    [Fact]
    public async Task forwards_that_waited_before_the_upgrade_are_delivered_once_and_in_order()
    {
        await using var there = await UpgradedServer.Start(postgres);
        await there.Settled();
        Assert.Equal(["dead: 1", "delivered: 4", "pending: 2"], await there.Deliveries());

        var refused = there.Requests().Count();
        there.Receiver.Answer = WebhookReceiver.Status(204);
        there.Clock.Advance(TimeSpan.FromDays(2));
        await there.Settled();
        Assert.Equal(["dead: 1", "delivered: 6"], await there.Deliveries());
        Assert.Contains(Ids["r-waiting"], await there.Tabled());
        await there.ForwardOnceMore(Ids["r-back"]);
        var taken = there.Requests().Skip(refused).ToArray();
        Assert.Equal([2, 3], taken.Where(one => one.Subject == Ids["r-back"]).Select(one => one.Round));
        Assert.Equal([(Ids["r-waiting"], 1)], taken.Where(one => one.Subject != Ids["r-back"]));
    }

    [Fact]
    public async Task a_forward_that_was_dead_before_the_upgrade_is_delivered_when_it_is_replayed()
    {
        await using var there = await UpgradedServer.Start(postgres);
        await there.Settled();
        Assert.DoesNotContain(there.Requests(), one => one.Subject == Ids["r-given-up"]);
        var dead = UpgradedServer.Items(await there.Organiser.Get("/v1/deliveries?status=dead")).Single();
        there.Receiver.Answer = WebhookReceiver.Status(204);
        (await there.Organiser.Post($"/v1/deliveries/{dead["id"]}/replay")).Expect(HttpStatusCode.OK);
        await there.Settled();
        Assert.Equal([(Ids["r-given-up"], 1)], there.Requests().Where(one => one.Subject == Ids["r-given-up"]));
        Assert.Contains(Ids["r-given-up"], await there.Tabled());
    }

    [Fact]
    public async Task commands_after_the_upgrade_take_the_next_positions_under_the_same_constraints()
    {
        await using var there = await UpgradedServer.Start(postgres);
        var partner = await there.As("partner", organisation: Ids["latin-america"]);
        var paper = await partner.Post($"{Congress}/papers", new
        {
            track = "assembly",
            scope = "continental",
            organisation = Ids["latin-america"],
            title = new { es = "¿Y ahora?" },
            summary = new { es = "Sigue." },
            body = new { es = "Sigue «todo»." },
            policyDomains = new[] { "finance" },
            proposedRecommendations = new[] { new { text = new { es = "Seguir." } } },
        }, ("Idempotency-Key", "carried-on"));
        Assert.Equal(EarlierVersion.Head + 1, Position(paper.Expect(HttpStatusCode.Created)));
        var session = await there.Session(day: 14);
        Assert.Equal(EarlierVersion.Head + 3, Position(session.Expect(HttpStatusCode.Created)));
        (await there.Session(day: 12)).Expect(HttpStatusCode.Conflict);
        (await there.Organiser.Post("/v1/congresses", Tests.Congress.CongressBodies.Durban(EarlierVersion.Slug)))
            .Expect(HttpStatusCode.Conflict);
        await there.Settled();
        var exported = Lines(await Exported(there.ConnectionString));
        Assert.Equal(Lines(EarlierVersion.Export).Length + 3, exported.Length);
        await Said(there.ConnectionString, "verify");
    }

    private static async Task Ask(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static long Position(Answer answer) =>
        long.Parse(answer.Headers["Summit-Position"], CultureInfo.InvariantCulture);

    private static Task<string> Exported(string database) =>
        Said(database, "events", "export", EarlierVersion.Slug, "--with-people");

    /// <summary>The entries and events of an export: the first line names the version, the last one counts.</summary>
    private static string[] Lines(string export) => export.Split('\n')[1..^2];

    /// <summary>Whether all former members are still there; new members are allowed.</summary>
    private static bool Holds(JsonNode? then, JsonNode? now) => (then, now) switch
    {
        (JsonObject before, JsonObject after) =>
            before.All(member => after.ContainsKey(member.Key) && Holds(member.Value, after[member.Key])),
        (JsonArray before, JsonArray after) =>
            before.Count == after.Count && before.Zip(after).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(then, now),
    };
}
