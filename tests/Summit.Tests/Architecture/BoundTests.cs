using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Tests.Architecture;

/// <summary>What callers send has bounds: a text in characters, a list in items.</summary>
public sealed class BoundTests
{
    [Fact]
    public void every_text_and_every_list_of_a_command_has_a_bound()
    {
        var commands = Commands().ToArray();
        Assert.True(commands.Length > 40, $"Only {commands.Length} commands were found.");
        Assert.Empty(commands.SelectMany(command => Unbounded(command, [])).Distinct());
    }

    private static IEnumerable<Type> Commands() => typeof(Service).Assembly.GetTypes()
        .SelectMany(CompiledCode.Methods)
        .SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.ParameterType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(CommandRequest<>))
        .Select(type => type.GetGenericArguments()[0])
        .Where(type => !type.IsGenericParameter)
        .Distinct();

    private static IEnumerable<string> Unbounded(Type type, HashSet<Type> inside)
    {
        if (!inside.Add(type))
            yield break;
        var checks = Validation.ChecksOf(type);
        foreach (var property in Json.RequestOptions.GetTypeInfo(type).Properties.Where(one => one.Set is not null
            || one.AssociatedParameter is not null))
        {
            var item = ItemOf(property.PropertyType);
            var isText = property.PropertyType == typeof(string) || property.PropertyType == typeof(LocalisedText);
            if ((isText || item is not null) && !checks[property.Name].Any(isText ? BoundsText : BoundsList))
                yield return $"{type.Name}.{property.Name}";
            var part = Nullable.GetUnderlyingType(item ?? property.PropertyType) ?? item ?? property.PropertyType;
            if (part.Namespace?.StartsWith("Summit", StringComparison.Ordinal) == true && !part.IsEnum
                && part != typeof(LocalisedText))
            {
                foreach (var unbounded in Unbounded(part, inside))
                    yield return unbounded;
            }
        }
    }

    private static bool BoundsText(ValidationAttribute check) => check is MaxTextAttribute or RegularExpressionAttribute
        or EmailAttribute or LanguagesAttribute or TimeZoneAttribute;

    private static bool BoundsList(ValidationAttribute check) =>
        check is MaxLengthAttribute or LengthAttribute or LanguagesAttribute;

    private static Type? ItemOf(Type type) => type == typeof(string) || type == typeof(LocalisedText)
        ? null
        : type.GetInterfaces().Append(type).FirstOrDefault(one =>
            one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
