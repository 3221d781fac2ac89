using System.Diagnostics;
using System.Globalization;
using Summit.Store;

namespace Summit.Operations;

/// <summary>
/// Shows how far a replay has come: on a terminal as a bar that is drawn over itself, in a log as a line now and then.
/// </summary>
internal sealed class ReplayProgress(string name, TextWriter console, bool isTerminal) : IProgress<RebuildProgress>
{
    private const int Width = 30;

    private static readonly TimeSpan BetweenBars = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly long start = Stopwatch.GetTimestamp();
    private long last = Stopwatch.GetTimestamp();

    /// <summary>One on standard error: standard output is for results.</summary>
    public static ReplayProgress Of(string name) => new(name, Console.Error, !Console.IsErrorRedirected);

    /// <inheritdoc/>
    public void Report(RebuildProgress value)
    {
        if (Stopwatch.GetElapsedTime(last) < (isTerminal ? BetweenBars : BetweenLines))
            return;
        last = Stopwatch.GetTimestamp();
        if (isTerminal)
            console.Write($"\r{Bar(value)}");
        else
            console.WriteLine($"{name}: {Told(value)}");
    }

    /// <summary>Clears the bar away.</summary>
    public void Done()
    {
        if (isTerminal)
            console.Write($"\r{new string(' ', Bar(default).Length + Width)}\r");
    }

    private string Bar(RebuildProgress value)
    {
        var full = (int)(value.Head == 0 ? 0 : Width * value.Position / value.Head);
        return $"{name} [{new string('#', full)}{new string('.', Width - full)}] {Told(value)}";
    }

    private string Told(RebuildProgress value) => string.Create(CultureInfo.InvariantCulture,
        $"{value.Position:N0} of {value.Head:N0}, {value.Position / Elapsed:N0}/s");

    private double Elapsed => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
