using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Operations;
using Summit.Store;

namespace Summit.Http.Tests.Operations;

/// <summary>The scenario of the seeds, replayed once for all tests here.</summary>
[Collection(typeof(DurbanScenario))]
public sealed class ScenarioRunnerTests(ScenarioServer server, PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_scenario_runs_all_four_tracks_to_a_sealed_outcome()
    {
        foreach (var track in new[] { "assembly", "town-hall", "local4action", "statutory" })
        {
            var list = await server.Administrator.Get($"/v1/congresses/durban-2019/sessions?track={track}&limit=500");
            var sessions = list.Expect(HttpStatusCode.OK).Body["items"]!.AsArray();
            Assert.True(sessions.Count(session => (string?)session!["status"] is "closed" or "reported") >= 5, track);
        }
        var outcome = (await server.Anybody.Get("/v1/congresses/durban-2019/world-assembly/outcome"))
            .Expect(HttpStatusCode.OK).Body;
        Assert.Equal(10, outcome["items"]!.AsArray().Count);
        Assert.Equal(64, ((string)outcome["hash"]!).Length);
    }

    [Fact]
    public async Task the_scenario_sends_its_forwards_to_a_destination_of_its_own() => Assert.Equal("scenario",
        Assert.Single((string[])(await server.Sql("select array_agg(distinct destination) from events.outbox"))!));

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task the_outcome_of_the_scenario_is_a_document_of_several_pages(string language)
    {
        var document = await server.Anybody.Get(
            $"/v1/congresses/durban-2019/outcomes?lang={language}", ("Accept", "text/markdown"));
        Assert.Equal(language, document.Expect(HttpStatusCode.OK).Headers["Content-Language"]);
        Assert.True(document.Text.Split(' ').Length > 2000, $"{document.Text.Split(' ').Length} words");
    }

    [Fact]
    public async Task the_scenario_can_be_read_as_of_its_own_times()
    {
        const string evening = "2019-11-13T20:00:00%2B02:00";
        var then = (await server.Administrator.Get($"/v1/congresses/durban-2019/outcomes?asOf={evening}"))
            .Expect(HttpStatusCode.OK).Body["items"]!.AsArray();
        Assert.NotEmpty(then);
        Assert.DoesNotContain(then, item => ((string)item!["status"]!).StartsWith("adopted", StringComparison.Ordinal));
        (await server.Anybody.Get($"/v1/congresses/durban-2019/world-assembly/outcome?asOf={evening}"))
            .Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task the_store_of_the_scenario_is_valid_and_each_projection_equals_its_rebuild()
    {
        Assert.Empty(await server.Services.GetRequiredService<StoreVerifier>().Run(Cancel));
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        foreach (var name in replay.Names.ToArray())
        {
            Assert.Null(await replay.Compare(name, Cancel));
            await replay.Rebuild(name, Cancel);
            Assert.Null(await replay.Compare(name, Cancel));
        }
    }

    [Fact]
    public async Task each_temporal_table_has_a_unique_index_of_its_current_rows()
    {
        var without = await server.Sql(
            """
            select coalesce(string_agg(table_name, ', '), '') from information_schema.columns c
              join information_schema.tables t using (table_schema, table_name)
             where t.table_type = 'BASE TABLE' and c.column_name = 'until_position' and not exists (
                select from pg_indexes i where i.schemaname = table_schema and i.tablename = table_name
                   and i.indexdef like 'CREATE UNIQUE INDEX % (id, until_position) NULLS NOT DISTINCT WHERE %')
            """);
        Assert.Equal("", without);
    }

    [Fact]
    public async Task a_scenario_that_was_replayed_is_recognised_as_whole() => Assert.Equal(ScenarioRunner.Stage.Whole,
        await ScenarioRunner.StageOf(Scenario.Load("durban-2019"), server.Services, Cancel));

    [Fact]
    public async Task two_runners_at_once_replay_a_scenario_once()
    {
        var scenario = Scenario.Load("durban-2019");
        var few = new Scenario(scenario.Name, [.. scenario.Steps.Take(20)]);
        var database = await postgres.NewDatabase();
        await using var app = Service.Build([], database);
        var stages = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            ScenarioRunner.Fill(few, app.Services, database, _ => { }, Cancel)));
        Assert.Equal([ScenarioRunner.Stage.Empty, ScenarioRunner.Stage.Whole], stages.Order());
    }

    [Fact]
    public async Task a_replay_tells_how_far_it_has_come()
    {
        var scenario = Scenario.Load("durban-2019");
        var told = new List<RebuildProgress>();
        await ScenarioRunner.Run(new Scenario(scenario.Name, [.. scenario.Steps.Take(3)]),
            await postgres.NewDatabase(), Cancel, new Progress(told.Add));
        Assert.Equal([new(0, 3), new(1, 3), new(2, 3)], told);
    }

    [Fact]
    public async Task the_same_development_keys_are_provided_from_start_to_start()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "development-keys.json");
        var keys = server.Services.GetRequiredService<DevelopmentKeys>();
        var first = await keys.Provide(file, Cancel);
        Assert.Equal(
            ["administrator", "auditor", "delegate", "organiser", "partner", "rapporteur", "secretary"],
            first.Keys.Order());
        Assert.Equal(first, await keys.Provide(file, Cancel));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    // The framework's own tells on another thread, some time later.
    private sealed class Progress(Action<RebuildProgress> told) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => told(value);
    }
}
