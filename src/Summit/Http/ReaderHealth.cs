using System.Globalization;
using Summit.Store;

namespace Summit.Http;

/// <summary>
/// Says that the service is not well where a view or reaction fails, stands where no history leads, or leaves an event
/// waiting for too long; whichever node it runs on.
/// </summary>
public sealed class ReaderHealth(SubscriptionAdmin readers, IConfiguration configuration, TimeProvider clock) : IReadiness
{
    private static readonly TimeSpan AlarmAfterDefault = TimeSpan.FromMinutes(1);

    private readonly TimeSpan alarmAfter = configuration.GetValue("Summit:Readers:AlarmAfter", AlarmAfterDefault);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Ails(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return [.. (await readers.All(cancel)).Select(one => Ail(one, now)).OfType<string>()];
    }

    /// <summary>What is wrong with a reader, in words; null where nothing is.</summary>
    public string? Ail(SubscriptionState reader, DateTimeOffset now) => reader switch
    {
        { IsStranded: true } =>
            $"{reader.Name} stands at {reader.Position}, where the restored store's history does not lead.",
        { Failing: { } failing } =>
            $"{reader.Name} has been failing for {Age(now - failing.Since)} (since {failing.Since:O})"
            + (failing.Position is { } position ? $" at position {position}, event {failing.Event}" : "")
            + $": {failing.Why}",
        { Next: { } next, NextRecordedAt: { } at } when now - at > alarmAfter =>
            $"{reader.Name} is behind: position {next} has been waiting for {Age(now - at)}.",
        _ => null,
    };

    private static string Age(TimeSpan age) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s");
}
