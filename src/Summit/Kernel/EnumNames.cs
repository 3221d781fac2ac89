using System.Text.Json;

namespace Summit.Kernel;

/// <summary>The names of an enum's values in JSON, in queries and in the database.</summary>
public static class EnumNames
{
    /// <summary>The name of a value, such as <c>town-hall</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        JsonSerializer.SerializeToElement(value, Json.Options).GetString()!;

    /// <summary>The names of all values of an enum.</summary>
    public static IEnumerable<string> All(Type type) => Enum.GetValues(type).Cast<object>()
        .Select(value => JsonSerializer.SerializeToElement(value, type, Json.Options).GetString()!);

    /// <summary>The value of a name.</summary>
    /// <exception cref="ArgumentException">No value has this name.</exception>
    public static T Parse<T>(string word) where T : struct, Enum =>
        TryParse<T>(word, out var value) ? value : throw new ArgumentException($"'{word}' is no {typeof(T).Name}.");

    /// <summary>The value of a name; false where no value has it.</summary>
    public static bool TryParse<T>(string? word, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Of(candidate) == word)
            {
                value = candidate;
                return true;
            }
        }
        value = default;
        return false;
    }
}
