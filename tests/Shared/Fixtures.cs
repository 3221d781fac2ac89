using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Summit.Store;

namespace Summit;

/// <summary>
/// Events of past versions, kept beside the tests for ever: one file for each past wire name, with the stored JSON
/// (<c>was</c>), the event it is read as now (<c>type</c>) and its JSON now (<c>is</c>).
/// </summary>
internal static class Fixtures
{
    /// <summary>The folder of the fixtures beside a test.</summary>
    public static string Folder([CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "Fixtures");

    /// <summary>Errors: a past name without a fixture, a fixture without one, an event read differently.</summary>
    public static IReadOnlyList<string> Complaints(
        IReadOnlyList<Category> categories, JsonSerializerOptions json, string folder)
    {
        var types = new EventTypes(categories, json);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        var kept = files.ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText);
        var past = categories.SelectMany(category => category.PastEvents).Select(past => past.Wire).ToHashSet();
        return
        [
            .. past.Except(kept.Keys).Select(wire => $"{wire} has no fixture."),
            .. kept.Keys.Except(past).Select(wire => $"{wire} was stored once, and nobody reads it any more."),
            .. kept.Where(pair => past.Contains(pair.Key)).Select(pair => Complaint(types, pair.Key, pair.Value))
                .OfType<string>(),
        ];
    }

    private static string? Complaint(EventTypes types, string wire, string fixture)
    {
        var kept = JsonNode.Parse(fixture)!;
        var data = types.Read(wire, JsonSerializer.SerializeToUtf8Bytes(kept["was"]));
        var now = new JsonObject
        {
            ["type"] = types.Of(data).Wire, ["is"] = JsonNode.Parse(types.Write(data)),
            ["was"] = kept["was"]?.DeepClone(),
        };
        return JsonNode.DeepEquals(now, kept)
            ? null
            : $"{wire} is read as {now["type"]} {now["is"]!.ToJsonString()}.";
    }
}
