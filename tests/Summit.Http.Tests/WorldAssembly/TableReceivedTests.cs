using Summit.Deliberation;
using Summit.Store;
using Summit.WorldAssembly;
using Sitting = Summit.WorldAssembly.Plenary;

namespace Summit.Http.Tests.WorldAssembly;

public sealed class TableReceivedTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid recommendation = Guid.CreateVersion7();
    private StoreFixture store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await StoreFixture.New(postgres);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task a_received_recommendation_is_tabled_with_the_text_of_its_round()
    {
        await store.Forward(recommendation);
        await Received(round: 1);
        await React();
        var item = Assert.Single((await Plenary()).Agenda);
        Assert.Equal((recommendation, 1, "Text of round 1."),
            (item.Recommendation, item.Round, item.Tabled.Text.In("en")));
        await store.Forward(recommendation, round: 2);
        await Received(round: 2);
        await React();
        Assert.Equal("Text of round 2.", Assert.Single((await Plenary()).Agenda).Tabled.Text.In("en"));
        Assert.Equal(
            Sitting.IdOf(store.Congress), await Items.AssemblyOf(recommendation, store.Database, Cancel));
    }

    [Fact]
    public async Task a_recommendation_that_is_received_twice_is_tabled_once()
    {
        await store.Forward(recommendation);
        await Received(round: 1);
        await Received(round: 1);
        await React();
        await React();
        Assert.Single((await store.Streams.Read(
            Sitting.IdOf(store.Congress), long.MaxValue, Cancel)).Events);
    }

    [Fact]
    public async Task all_received_recommendations_are_tabled_while_another_writer_convenes_the_assembly()
    {
        Guid[] all = [.. Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7())];
        foreach (var one in all)
        {
            await store.Forward(one);
            await Received(round: 1, of: one);
        }
        var convened = store.Write(Sitting.Category, Sitting.IdOf(store.Congress), [],
            new WorldAssemblyConvened(store.Congress, [], Guid.CreateVersion7(), store.Clock.GetUtcNow()));
        await React();
        try
        {
            await convened;
        }
        catch (StreamConflictException)
        {
            // The reaction was quicker; that it is never lost is what counts here.
        }
        Assert.Equal(all, (await Plenary()).Agenda.Select(item => item.Recommendation));
    }

    private Task Received(int round, Guid? of = null) =>
        store.Write(StoreFixture.Recommendation, of ?? recommendation, [],
        new RecommendationReceived(of ?? recommendation, store.Congress, round, "x", store.Clock.GetUtcNow()));

    private async Task<Plenary> Plenary() => Sitting.Category.Fold(
        await store.Streams.Read(Sitting.IdOf(store.Congress), long.MaxValue, Cancel));

    private Task React() =>
        store.Run(new TableReceived(store.Appender, new PublishedRecommendations(store.Streams), store.States));
}
