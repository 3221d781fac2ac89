using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The PostgreSQL of the tests, wherever it comes from.</summary>
public sealed class TestPostgresTests(PostgresServer server) : StoreTest(server)
{
    [Fact]
    public async Task test_databases_have_the_same_encoding_and_collation_on_each_server()
    {
        const string kind =
            """
            select pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || upper('é') from pg_database
             where datname = current_database()
            """;
        Assert.Equal("UTF8 C É", await Ask<string>(kind));
        await using var bare = NpgsqlDataSource.Create(await Server.BareDatabase());
        await using var command = bare.CreateCommand(kind);
        Assert.Equal("UTF8 C É", await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task the_tests_drop_all_their_databases_on_a_given_server()
    {
        var guest = new Guest(ConnectionString);
        var copy = await guest.NewDatabase();
        await guest.BareDatabase();
        await using var copied = NpgsqlDataSource.Create(copy);
        await using (var command = copied.CreateCommand("select word from kept"))
            Assert.Equal("kept", await command.ExecuteScalarAsync(Cancel));
        var prefix = new NpgsqlConnectionStringBuilder(copy).Database![..^1];
        Assert.Equal(3, await Ask<long>(OfPrefix, prefix));

        await guest.DisposeAsync();
        Assert.Equal(0, await Ask<long>(OfPrefix, prefix));
        Assert.Equal(1, await Ask<long>("select count(*) from pg_database where datname = current_database()"));
    }

    [Fact]
    public async Task the_error_for_an_image_that_cannot_be_pulled_names_the_image_and_the_ways_out()
    {
        const string image = "localhost/no-such-image:0";
        var container = await TestPostgres.Container(image);
        Assert.SkipWhen(container is null, "No container engine answers here.");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TestPostgres.Start(container, image));
        foreach (var word in (string[])[image, TestPostgres.Image, TestPostgres.Given])
            Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    private const string OfPrefix = "select count(*) from pg_database where starts_with(datname, $1)";

    /// <summary>Tests on a given server.</summary>
    private sealed class Guest(string given) : PostgresTemplate
    {
        private protected override Task<TestPostgres> Find() => Task.FromResult(TestPostgres.Of(given));

        protected override async Task Migrate(string connectionString)
        {
            await using var template = NpgsqlDataSource.Create(connectionString);
            await using var command = template.CreateCommand(
                "create table kept (word text); insert into kept values ('kept')");
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
