using System.CommandLine;
using Npgsql;
using Summit.Operations;

namespace Summit.Http.Tests.Operations;

/// <summary>The operator's commands, on the database of a service.</summary>
public sealed class CommandsTests(SummitServer server, PostgresServer postgres) : IClassFixture<SummitServer>
{
    [Theory]
    [InlineData(0, "migrate")]
    [InlineData(0, "verify")]
    [InlineData(0, "rebuild", "all")]
    [InlineData(0, "rebuild", "congress.congress_page")]
    [InlineData(1, "rebuild", "no.such_view")]
    [InlineData(0, "events", "--after", "0", "--type", "congress.convened")]
    [InlineData(0, "keys", "issue", "auditor", "--label", "by the operator")]
    [InlineData(1, "keys", "issue", "king")]
    [InlineData(1, "keys", "issue", "partner")]
    [InlineData(1, "keys", "issue", "partner", "--organisation", "00000000-0000-0000-0000-000000000001")]
    [InlineData(1, "keys", "issue", "delegate")]
    [InlineData(1, "keys", "issue", "auditor", "--congress", "nowhere")]
    [InlineData(1, "keys", "issue", "auditor", "--expires", "tomorrow")]
    [InlineData(1, "keys", "revoke", "00000000-0000-0000-0000-000000000000")]
    [InlineData(1, "seed", "no-such-scenario")]
    [InlineData(0, "readers")]
    [InlineData(1, "readers", "skip", "deliberation.consolidated_outcome", "1", "--reason", "it does not fail")]
    [InlineData(1, "readers", "skip", "deliberation.consolidated_outcome", "1")]
    [InlineData(1, "readers", "set", "deliberation.consolidated_outcome", "0", "--reason", "a view is rebuilt")]
    [InlineData(1, "readers", "set", "no.such_reader", "0", "--reason", "there is none")]
    [InlineData(1, "frobnicate")]
    public async Task the_exit_code_of_a_command_tells_whether_it_succeeded(int expected, params string[] words) =>
        Assert.Equal(expected, await Run(words));

    [Theory]
    [InlineData("keys issue king")]
    [InlineData("keys issue partner")]
    [InlineData("keys issue partner --organisation 00000000-0000-0000-0000-000000000001")]
    [InlineData("keys issue delegate")]
    [InlineData("keys issue delegate --person 00000000-0000-0000-0000-000000000001")]
    [InlineData("keys issue auditor --congress nowhere")]
    [InlineData("keys issue auditor --track nowhere")]
    [InlineData("keys issue auditor --expires tomorrow")]
    [InlineData("keys issue auditor --label=\t")]
    [InlineData("keys revoke 00000000-0000-0000-0000-000000000000")]
    [InlineData("keys show --role king --Summit:DataDirectory=/no/such/folder")]
    [InlineData("keys show --Summit:DataDirectory=/no/such/folder")]
    [InlineData("seed no-such-scenario")]
    [InlineData("verify --checkpoint /no/such/file --public-key /no/such/file")]
    [InlineData("verify --checkpoint /no/such/file")]
    [InlineData("events export nowhere")]
    [InlineData("events import /no/such/file")]
    [InlineData("events checkpoint --key /no/such/file")]
    [InlineData("events checkpoint-key /no/such/folder/file")]
    [InlineData("readers set no.such_reader 0 --reason none")]
    [InlineData("readers skip no.such_reader 1 --reason none")]
    [InlineData("migrate --Summit:Proxy:PathBase=summit")]
    [InlineData("keys issue auditor frobnicate")]
    public async Task what_a_command_lacks_is_told_in_one_sentence(string line)
    {
        var (said, failed) = (new StringWriter(), new StringWriter { NewLine = "\n" });
        var code = await Commands.All()
            .Parse([.. line.Split(' '), $"--ConnectionStrings:Summit={server.ConnectionString}"])
            .InvokeAsync(new InvocationConfiguration { Output = said, Error = failed },
                TestContext.Current.CancellationToken);
        Assert.Equal(1, code);
        Assert.Equal("", $"{said}");
        Assert.Matches(@"^[^\n]{10,300}[.]\n$", $"{failed}");
    }

    [Fact]
    public async Task a_command_uses_the_connection_string_of_its_command_line()
    {
        const string which = "--ConnectionStrings:Summit=Host=127.0.0.1;Port=1";
        var command = Commands.All().Parse(["events", "--type", "congress.convened", "--type", "x", which]);
        Assert.NotEqual(0, await command.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal([which], command.UnmatchedTokens);
    }

    [Fact]
    public async Task verify_finds_a_tampered_row_and_rebuild_repairs_it()
    {
        await server.Administrator.Post("/v1/congresses", Congress.CongressBodies.Durban("tampered"));
        Assert.Equal(0, await Run("verify"));
        await server.Sql("update congress.congress_page set row = jsonb_set(row, '{slug}', '\"forged\"')");
        Assert.Equal(2, await Run("verify"));
        Assert.Equal(0, await Run("rebuild", "congress.congress_page"));
        Assert.Equal(0, await Run("verify"));
    }

    [Fact]
    public async Task each_command_names_an_unreadable_event_and_does_the_rest()
    {
        var database = await postgres.NewDatabase();
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand(
            """
            insert into events.mt_streams (id, type, version)
            select md5(n::text)::uuid, 'congress', 1 from generate_series(1, 2) n;
            insert into events.mt_events (seq_id, id, stream_id, version, type, data)
            select n, gen_random_uuid(), md5(n::text)::uuid, 1, 'congress.room-closed', data::jsonb
              from unnest(array['17', '{"room": "019a0000-0000-7000-8000-000000000001", "reason": "A leak"}'])
                with ordinality as given (data, n)
            """))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        foreach (var words in (string[][])[["events"], ["verify"], ["rebuild", "all"]])
        {
            var (said, failed) = (new StringWriter(), new StringWriter());
            var exitCode = await Commands.All().Parse([.. words, $"--ConnectionStrings:Summit={database}"])
                .InvokeAsync(new InvocationConfiguration { Output = said, Error = failed },
                    TestContext.Current.CancellationToken);
            Assert.True(exitCode == 2, $"{exitCode}: {said}{failed}");
            Assert.Contains("Position 1 cannot be read", $"{said}{failed}", StringComparison.Ordinal);
            Assert.Matches(words is ["events"] ? "A leak" : "statutory.body_page: (as replayed|2 events)",
                said.ToString());
        }
    }

    [Fact]
    public async Task the_readers_command_shows_the_error_of_a_failing_view_with_the_position_of_its_event()
    {
        var database = await postgres.NewDatabase();
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand(
            """
            insert into events.readers (name, failing_since, failing_position, failing_event, error)
            values ('deliberation.consolidated_outcome', now(), 7, gen_random_uuid(), 'No such clause.')
            """))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var said = new StringWriter();
        Assert.Equal(0, await Commands.All().Parse(["readers", $"--ConnectionStrings:Summit={database}"])
            .InvokeAsync(new InvocationConfiguration { Output = said }, TestContext.Current.CancellationToken));
        Assert.Matches("at position 7, event [0-9a-f-]+\\. No such clause\\.", said.ToString());
    }

    [Fact]
    public async Task the_exit_code_of_health_tells_whether_a_service_answers()
    {
        Assert.Equal(0, await Run("health", $"--urls={server.Address}"));
        Assert.Equal(1, await Run("health", "--urls=http://127.0.0.1:1"));
    }

    private Task<int> Run(params string[] words) => Commands.All()
        .Parse([.. words, $"--ConnectionStrings:Summit={server.ConnectionString}"])
        .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
