using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Summit.Congress;
using Summit.Http.Tests.Congress;
using Summit.Store;

namespace Summit.Http.Tests.Http;

/// <summary>What callers see when the store fails.</summary>
public sealed class StoreFailureTests(StoreFailureTests.Server server) : IClassFixture<StoreFailureTests.Server>
{
    [Fact]
    public async Task a_command_that_loses_three_races_is_refused_with_try_again()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("contended"));
        server.Contention.Times = int.MaxValue;
        var domain = new { code = "climate", name = new { en = "Climate" } };
        (await organiser.Post("/v1/congresses/contended/policy-domains", domain))
            .ExpectProblem(HttpStatusCode.Conflict, "store/try-again");
        Assert.Equal(3, server.Contention.Met);
        server.Contention.Times = 2;
        server.Contention.Met = 0;
        (await organiser.Post("/v1/congresses/contended/policy-domains", domain)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_fault_shows_its_trace_id_and_nothing_of_its_cause()
    {
        await server.Sql("alter table register.people rename to lost");
        var answer = await server.Administrator.Get("/v1/people");
        answer.ExpectProblem(HttpStatusCode.InternalServerError, "http/failed");
        Assert.Equal(["type", "title", "status", "traceId"], answer.Body.Select(property => property.Key));
    }

    /// <summary>A service whose commands lose as many races as a test wants.</summary>
    public sealed class Server(PostgresServer postgres) : SummitServer(postgres)
    {
        public Contended Contention { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Services.AddSingleton<IInlineProjection>(Contention);
    }

    /// <summary>Raises a stream conflict a number of times.</summary>
    public sealed class Contended : IInlineProjection
    {
        public int Times { get; set; }

        public int Met { get; set; }

        public string Name => "tests.contended";

        public IReadOnlyCollection<Category> Categories { get; } = [Edition.Category];

        public void Project(StreamChange change, SqlBatch sql)
        {
            if (Times > Met)
                throw new StreamConflictException(change.Stream, ++Met, 0);
        }
    }
}
