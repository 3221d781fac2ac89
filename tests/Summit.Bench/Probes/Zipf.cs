namespace Summit.Bench;

/// <summary>
/// Chooses among many, the first the most often: the n-th in proportion to 1/n to the power of the exponent. With an
/// exponent of 0 all are equal.
/// </summary>
internal sealed class Zipf
{
    private readonly double[] upTo;

    public Zipf(int count, double exponent)
    {
        upTo = new double[count];
        var sum = 0.0;
        for (var n = 0; n < count; n++)
            upTo[n] = sum += Math.Pow(n + 1, -exponent);
    }

    /// <summary>One of them, from 0.</summary>
    public int Next()
    {
        var at = Array.BinarySearch(upTo, Random.Shared.NextDouble() * upTo[^1]);
        return at < 0 ? ~at : at;
    }
}
