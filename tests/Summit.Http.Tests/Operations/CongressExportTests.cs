using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Summit.Http.Tests.Programme;
using Summit.Operations;
using static Summit.Http.Tests.Operations.CommandLine;

namespace Summit.Http.Tests.Operations;

/// <summary>Exports the scenario's Congress from one store and imports it into another.</summary>
[Collection(typeof(DurbanScenario))]
public sealed class CongressExportTests(ScenarioServer server, PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Events = "select count(*) from events.mt_events";

    [Fact]
    public async Task an_exported_congress_is_imported_whole_and_reads_the_same_in_another_store()
    {
        await ChangeSomebody();
        await server.Settled();
        var exported = await Said(server.ConnectionString, "events", "export", "durban-2019", "--with-people");
        Assert.Contains("\"person\":{", exported, StringComparison.Ordinal);
        Assert.Equal(2, exported.Split("\"past\":[").Length - 1);
        await using var there = await Import(exported);
        Assert.Equal(exported, await Said(there.ConnectionString, "events", "export", "durban-2019", "--with-people"));

        // Views catch up, and no reaction answers a second time what was answered in the past.
        await there.App.StartAsync(Cancel);
        await ScenarioRunner.Settled(there.App.Services, Cancel);
        Assert.Equal(exported, await Said(there.ConnectionString, "events", "export", "durban-2019", "--with-people"));
        await Said(there.ConnectionString, "verify");
        foreach (var path in new[]
        {
            "outcomes?lang=en", "outcomes?lang=fr", "programme", "world-assembly/outcome",
            "outcomes?asOf=2019-11-13T20:00:00%2B02:00",
        })
        {
            (string, string) accept = ("Accept", "text/markdown, application/json;q=0.5");
            var here = await server.Anybody.Get($"/v1/congresses/durban-2019/{path}", accept);
            var same = await new Client(new Uri(there.App.Urls.First()), null)
                .Get($"/v1/congresses/durban-2019/{path}", accept);
            Assert.Equal(here.Expect(HttpStatusCode.OK).Text, same.Expect(HttpStatusCode.OK).Text);
        }
    }

    [Fact]
    public async Task a_congress_in_which_two_sessions_exchanged_their_slots_is_imported()
    {
        var scenario = await ProgrammeScenario.Convene(server, "exchanged-2019");
        var first = await scenario.Session("First", scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session("Second", scenario.Slot("10:30", "11:00"));
        (await scenario.Organiser.PostSeen($"/v1/sessions/{first}", "exchange-slots",
            new { with = second, withVersion = 2 })).Expect(HttpStatusCode.OK);
        var exported = await Said(server.ConnectionString, "events", "export", "exchanged-2019", "--with-people");
        await using var there = await Import(exported);
        Assert.Equal(
            exported, await Said(there.ConnectionString, "events", "export", "exchanged-2019", "--with-people"));
        await Said(there.ConnectionString, "verify");
    }

    [Fact]
    public async Task a_congress_exported_without_its_people_is_imported_only_once()
    {
        var exported = await Said(server.ConnectionString, "events", "export", "durban-2019");
        Assert.DoesNotContain("\"person\":{", exported, StringComparison.Ordinal);
        await using var there = await Import(exported);
        Assert.Equal(exported, await Said(there.ConnectionString, "events", "export", "durban-2019"));
        Assert.Equal("durban-2019 stands there already.\n",
            await Said(there.ConnectionString, "events", "import", there.File));
        await Said(there.ConnectionString, "verify");
    }

    [Fact]
    public async Task an_import_refuses_a_changed_or_truncated_file_and_writes_nothing()
    {
        var exported = await Said(server.ConnectionString, "events", "export", "durban-2019");
        await using var there = await Import(null);
        var lines = exported.Split('\n');
        string[] broken =
        [
            exported.Replace("Durban", "Dublin", StringComparison.Ordinal),
            string.Join('\n', lines[..^2]), string.Join('\n', lines[1..]),
            string.Join('\n', [.. lines[..50], .. lines[51..]]), "", "{}", "{\"congress\":7}",
            exported.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal),
        ];
        foreach (var text in broken)
        {
            File.WriteAllText(there.File, text);
            Assert.Equal(1, (await Run(there.ConnectionString, "events", "import", there.File)).Code);
        }
        Assert.Equal(1, (await Run(there.ConnectionString, "events", "import", "no-such-file")).Code);
        Assert.Equal(1, (await Run(there.ConnectionString, "events", "export", "nowhere")).Code);
        Assert.Equal(0L, await there.Count(Events));
    }

    [Fact]
    public async Task an_import_refuses_a_file_whose_events_belong_to_another_congress()
    {
        await using var there = await Import(null);
        File.WriteAllText(there.File, await Said(server.ConnectionString, "events", "export", "durban-2019"));
        Func<CongressExportFile.Line, CongressExportFile.Line>[] lies =
        [
            line => line.Congress is { } head ? new() { Congress = head with { Slug = "dublin-2019" } } : line,
            line => line.Congress is { } head ? new() { Congress = head with { Id = Guid.NewGuid() } } : line,
            line => line.Event is { Kind: "congress" } e ? new() { Event = e with { Stream = Guid.Empty } } : line,
            line => line.Event is { Kind: "session", Version: 1 } e
                ? new() { Event = e with { Data = JsonElement.Parse(e.Data.GetRawText().Replace(
                    "\"congress\":\"0", "\"congress\":\"1", StringComparison.Ordinal)) } }
                : line,
        ];
        foreach (var lie in lies)
        {
            var other = Path.Combine(Path.GetDirectoryName(there.File)!, "other.ndjson");
            await using (var writer = new StreamWriter(other))
                await CongressExportFile.Write(writer, CongressExportFile.Read(there.File, Cancel).Select(lie));
            Assert.Equal(1, (await Run(there.ConnectionString, "events", "import", other)).Code);
        }
        Assert.Equal(0L, await there.Count(Events));
    }

    [Fact]
    public async Task what_belongs_to_an_entry_that_is_joined_in_the_other_store_belongs_to_the_one_that_stays_there()
    {
        var exported = await Said(server.ConnectionString, "events", "export", "durban-2019", "--with-people");
        var lines = exported.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).ToArray();
        var organisations = lines.Select(line => line["organisation"]).OfType<JsonNode>().ToArray();
        var member = organisations.First(one => one["section"] is not null);
        var section = organisations.First(one => (string?)one["code"] == (string?)member["section"]);
        var person = lines.Select(line => line["person"]).OfType<JsonNode>().First(one => organisations.Any(
            its => (string)its["id"]! == (string?)one["organisation"] && its["code"] is null && its != member));
        await using var there = await Import(null);
        await Said(there.ConnectionString, "migrate");
        await there.Count(
            $$"""
            insert into register.organisations (id, code, name, kind, joined_into, created_at) values
                ('{{Guid.Empty}}', 'stays', '{"en": "Stays"}', 'section', null, now()),
                ('{{section["id"]}}', '{{section["code"]}}', '{"en": "Joined"}', 'section', '{{Guid.Empty}}', now()),
                ('{{person["organisation"]}}', null, '{"en": "Joined"}', 'association', '{{Guid.Empty}}', now())
            """);
        File.WriteAllText(there.File, exported);
        Assert.EndsWith("imported.\n", await Said(there.ConnectionString, "events", "import", there.File),
            StringComparison.Ordinal);
        Assert.Equal(("stays", Guid.Empty),
            ((string?)await there.Count($"select section from register.organisations where id = '{member["id"]}'"),
            (Guid?)await there.Count($"select organisation from register.people where id = '{person["id"]}'")));
    }

    [Fact]
    public async Task an_import_of_a_taken_slug_writes_nothing()
    {
        await using var there = await Import(await Said(server.ConnectionString, "events", "export", "durban-2019"));
        var before = await there.Count(Events);
        // Another Congress that claims the slug: the same events under other ids.
        var other = Path.Combine(Path.GetDirectoryName(there.File)!, "other.ndjson");
        await using (var writer = new StreamWriter(other))
            await CongressExportFile.Write(writer, Renamed(there.File));
        Assert.Equal(1, (await Run(there.ConnectionString, "events", "import", other)).Code);
        Assert.Equal(before, await there.Count(Events));
        Assert.Equal(0L, await there.Count("select count(*) from register.audit where act <> 'imported'"));
    }

    // A speaker and a lead whose entries have a past.
    private async Task ChangeSomebody()
    {
        var organiser = server.Administrator;
        var session = (await organiser.Get("/v1/congresses/durban-2019/sessions")).Body["items"]!.AsArray()
            .First(one => one!["participants"]!.AsArray().Count > 0)!;
        await Change($"/v1/people/{session["participants"]![0]!["person"]}", "name", "languages", "organisation");
        await Change($"/v1/organisations/{session["lead"]}", "name", "kind", "code", "section", "memberships");

        async Task Change(string entry, params string[] kept)
        {
            var body = new JsonObject((await organiser.Get(entry)).Body.AsObject()
                .Where(member => kept.Contains(member.Key))
                .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
            body[kept.Contains("kind") ? "country" : "office"] = "ZW";
            (await organiser.PostSeen(entry, "change", body)).Expect(HttpStatusCode.OK);
        }
    }

    private static async IAsyncEnumerable<CongressExportFile.Line> Renamed(string file)
    {
        var (congress, before) = (Guid.NewGuid(), Guid.Empty);
        await foreach (var line in CongressExportFile.Read(file, Cancel))
        {
            if (line.Congress is { } head)
            {
                before = head.Id;
                yield return new CongressExportFile.Line { Congress = head with { Id = congress } };
            }
            else if (line.Event is { Kind: "congress" } e)
            {
                yield return new CongressExportFile.Line { Event = e with
                {
                    Id = Guid.NewGuid(), Stream = congress,
                    Data = JsonElement.Parse(e.Data.GetRawText().Replace(
                        $"{before}", $"{congress}", StringComparison.Ordinal)),
                } };
            }
        }
    }

    private async Task<OtherStore> Import(string? exported)
    {
        var there = new OtherStore(await postgres.NewDatabase());
        if (exported is null)
            return there;
        File.WriteAllText(there.File, exported);
        Assert.EndsWith("imported.\n", await Said(there.ConnectionString, "events", "import", there.File),
            StringComparison.Ordinal);
        return there;
    }

    /// <summary>Another store, and a service on it.</summary>
    private sealed class OtherStore(string connectionString) : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("summit-export-").FullName;

        public string ConnectionString => connectionString;

        public string File => Path.Combine(folder, "export.ndjson");

        public WebApplication App { get; } = Service.Build(
            ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"], connectionString);

        public async Task<object?> Count(string sql)
        {
            await using var connection = new Npgsql.NpgsqlConnection(connectionString);
            await connection.OpenAsync(Cancel);
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await App.StopAsync(CancellationToken.None);
            await App.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
