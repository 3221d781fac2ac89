using Microsoft.AspNetCore.Http;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Tests.Edge;

public sealed class EdgeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task however_many_requests_a_caller_has_a_few_are_under_way_and_others_do_not_wait()
    {
        await using var limiter = EdgeModule.AFewAtOnce();
        var crowd = Enumerable.Range(0, EdgeModule.AtOnce)
            .Select(_ => limiter.AttemptAcquire(From("key:crowd"))).ToList();
        Assert.All(crowd, lease => Assert.True(lease.IsAcquired));

        var next = limiter.AcquireAsync(From("key:crowd"), cancellationToken: Cancel);
        Assert.False(next.IsCompleted);
        using (var other = limiter.AttemptAcquire(From("key:organiser")))
            Assert.True(other.IsAcquired);
        crowd[0].Dispose();
        Assert.True((await next).IsAcquired);
    }

    private static DefaultHttpContext From(string key)
    {
        var http = new DefaultHttpContext();
        http.Features.Set(new Actor(key, Role.Organiser));
        return http;
    }
}
