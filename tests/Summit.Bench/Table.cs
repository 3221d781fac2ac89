using System.Globalization;

namespace Summit.Bench;

/// <summary>Prints figures: a name, and a cell for each column.</summary>
internal static class Table
{
    /// <summary>Says what the table shows and what its columns are.</summary>
    public static void Head(string shows, params IEnumerable<string> columns)
    {
        Console.WriteLine();
        Row(shows, columns);
    }

    /// <summary>One row.</summary>
    public static void Row(string name, params IEnumerable<string> cells) =>
        Console.WriteLine($"{name,-36}{string.Concat(cells.Select(cell => $"{cell,16}"))}");

    /// <summary>What callers got in each column, and how that stands to something else in the same column.</summary>
    public static void Figures(string name, IReadOnlyList<Figure> figures, IReadOnlyList<double> against, string than)
    {
        Row(name, figures.Select(figure => Number(figure.PerSecond)));
        Row($"  x {than}", figures.Zip(against, (figure, other) => Ratio(figure.PerSecond / other)));
        Row("  p50 / p99 ms", figures.Select(figure => $"{Short(figure.P50)} / {Short(figure.P99)}"));
    }

    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Short(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
