using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Summit.Http;

/// <summary>
/// A filter by values of an enum, one or several with commas between them, such as
/// <c>?status=adopted,adopted-as-amended</c>: what has any of them is in the list.
/// </summary>
public sealed class AnyOf<T> : IHasBindingProblem, IEndpointParameterMetadataProvider where T : struct, Enum
{
    private AnyOf()
    {
    }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; private init; }

    /// <summary>The values; null where all are wanted.</summary>
    public IReadOnlyList<T>? Values { get; private init; }

    /// <summary>Their names, for the database; null where all are wanted.</summary>
    public string[]? Names => Values?.Select(EnumNames.Of).ToArray();

    public static ValueTask<AnyOf<T>> BindAsync(HttpContext http, ParameterInfo parameter) =>
        new(Of(http, parameter.Name!));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ReadsQuery(parameter.Name!));
        builder.Metadata.Add(Reads(parameter.Name!));
    }

    /// <summary>What the document says of a parameter that is read by this.</summary>
    public static ReadsNames Reads(string parameter) =>
        ReadsNames.Of<T>(parameter) with { AreSeveral = true };

    /// <summary>Reads it from a query parameter.</summary>
    public static AnyOf<T> Of(HttpContext http, string parameter)
    {
        if (!http.Request.Query.TryGetValue(parameter, out var text))
            return new();
        var values = new List<T>();
        foreach (var name in text.ToString().Split(','))
        {
            if (!EnumNames.TryParse<T>(name, out var value))
                return new()
                {
                    BindingProblem = Problem.Malformed(
                        http, $"?{parameter}", Expected.SomeOf(EnumNames.All(typeof(T)))),
                };
            values.Add(value);
        }
        return new() { Values = values };
    }
}
