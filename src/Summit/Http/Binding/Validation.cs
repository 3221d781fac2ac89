using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Summit.Http;

/// <summary>
/// Checks what attributes on a command's properties say (lengths, ranges, forms), through all its parts. Rules of a
/// context are not checked here: they belong to its deciders.
/// </summary>
public static class Validation
{
    private static readonly ConcurrentDictionary<Type, Property[]> Known = new();

    /// <summary>Notes what is wrong, by JSON pointer.</summary>
    public static void Apply(object value, string pointer, Errors errors)
    {
        foreach (var property in Known.GetOrAdd(value.GetType(), PropertiesOf))
        {
            if (property.Info.GetValue(value) is not { } part)
                continue;
            var at = $"{pointer}/{property.Name}";
            foreach (var check in property.Checks.Where(check => !check.IsValid(part)))
                errors.Add(at, Expected.Of(check, property.Name));
            Descend(part, at, errors);
        }
    }

    /// <summary>What is checked of a type's properties, by their names in JSON.</summary>
    internal static ILookup<string, ValidationAttribute> ChecksOf(Type type) => Known.GetOrAdd(type, PropertiesOf)
        .SelectMany(property => property.Checks, (property, check) => (property.Name, Check: check))
        .ToLookup(one => one.Name, one => one.Check);

    private static void Descend(object part, string at, Errors errors)
    {
        if (part is IEnumerable items and not string)
        {
            var n = 0;
            foreach (var item in items)
                Descend(item, $"{at}/{n++}", errors);
        }
        else if (part.GetType().Namespace?.StartsWith("Summit", StringComparison.Ordinal) == true
                 && part is not (LocalisedText or Enum))
        {
            Apply(part, at, errors);
        }
    }

    private static Property[] PropertiesOf(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).ToLookup(p => p.Name);
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(info => info.GetIndexParameters().Length == 0)
                .Select(info => new Property(info, JsonNamingPolicy.CamelCase.ConvertName(info.Name),
                [
                    .. info.GetCustomAttributes<ValidationAttribute>(),
                    .. parameters[info.Name].SelectMany(p => p.GetCustomAttributes<ValidationAttribute>()),
                ])),
        ];
    }

    private sealed record Property(PropertyInfo Info, string Name, ValidationAttribute[] Checks);
}
