using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace Summit.Http;

/// <summary>
/// Keeps what is long to put together and asked for by many: each is made once for all who ask meanwhile, a few at a
/// time, and kept within a bound of bytes until nobody asks any more. Keys hold all that decides what is shown.
/// </summary>
public sealed class RepresentationCache : IDisposable
{
    private const int BytesMax = 32 * 1024 * 1024;

    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(1);

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = BytesMax });
    private readonly ConcurrentDictionary<object, Lazy<Task<object>>> underWay = new();
    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);

    /// <summary>A representation, made unless it is kept.</summary>
    /// <param name="key">What decides of it, compared by value; null where it is not to be kept.</param>
    /// <param name="make">Makes it; goes on where the request that asked has gone, since others wait, too.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public Task<Representation> Get(object? key, Func<Task<Representation>> make, CancellationToken cancel) =>
        Get(key, make, made => made.Body.Length, cancel);

    /// <summary>Something else that takes long to find out.</summary>
    /// <param name="key">What decides of it, compared by value; null where it is not to be kept.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="bytes">About how many bytes it takes.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<T> Get<T>(object? key, Func<Task<T>> make, Func<T, int> bytes, CancellationToken cancel)
        where T : class
    {
        if (key is null)
            return await InTurn(make).WaitAsync(cancel);
        if (kept.TryGetValue(key, out T? known))
            return known!;
        var running = underWay.GetOrAdd(key, _ => new Lazy<Task<object>>(() => Keep(key, make, bytes)));
        return (T)await running.Value.WaitAsync(cancel);
    }

    public void Dispose()
    {
        kept.Dispose();
        places.Dispose();
    }

    private async Task<object> Keep<T>(object key, Func<Task<T>> make, Func<T, int> bytes) where T : class
    {
        try
        {
            var made = await InTurn(make);
            kept.Set(key, made, new MemoryCacheEntryOptions { Size = bytes(made), SlidingExpiration = Unasked });
            return made;
        }
        finally
        {
            underWay.TryRemove(key, out _);
        }
    }

    private async Task<T> InTurn<T>(Func<Task<T>> make)
    {
        await places.WaitAsync();
        try
        {
            return await make();
        }
        finally
        {
            places.Release();
        }
    }
}
