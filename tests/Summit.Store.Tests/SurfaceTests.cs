using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Summit.Store.Tests;

/// <summary>Compares the public surface of the store with <c>Surface.approved.txt</c>.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nulls = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(byte)] = "byte",
    };

    [Fact]
    public void the_public_surface_of_the_store_is_the_approved_one() =>
        Approved.Is("Surface.approved.txt", Surface(typeof(IEventAppender).Assembly));

    private static string Surface(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            var members = type.GetMembers(Own).Where(Visible).Select(Describe).Distinct().Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("  ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Head(Type type)
    {
        var word = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class";
        var kind = !type.IsClass ? ""
            : type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var above = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType))
            .Concat(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? [])
                .Where(i => i.Name != "IEquatable`1").OrderBy(i => i.Name, StringComparer.Ordinal))
            .Select(t => Name(t!));
        return $"{kind}{word} {Name(type)}{(above.Any() ? " : " + string.Join(", ", above) : "")}";
    }

    // Members that the compiler generates for records are left out.
    private static bool Visible(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
        {
            MethodInfo method => Open(method) && !method.IsSpecialName
                && method.GetBaseDefinition().DeclaringType != typeof(object),
            ConstructorInfo constructor => Open(constructor),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(Open),
            FieldInfo field => field.IsPublic || field.IsFamily,
            Type => false,
            _ => true,
        };

    private static bool Open(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Modifiers(method)}{Name(method.ReturnType, Nulls.Create(method.ReturnParameter))} "
            + $"{method.Name}{Generic(method)}({Parameters(method)})",
        PropertyInfo property => $"{Modifiers(property.GetAccessors(true)[0])}"
            + $"{Name(property.PropertyType, Nulls.Create(property))} {property.Name} "
            + $"{{ {string.Join(' ', Accessors(property))} }}",
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} "
            + field.Name,
        _ => member.ToString()!,
    };

    private static IEnumerable<string> Accessors(PropertyInfo property)
    {
        if (property.GetMethod is { } get && Open(get))
            yield return "get;";
        if (property.SetMethod is { } set && Open(set))
            yield return set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;" : "set;";
    }

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily ? "protected " : "") + (method.IsStatic ? "static " : "")
        + (method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "");

    private static string Generic(MethodInfo method) => method.IsGenericMethod
        ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>"
        : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType, Nulls.Create(parameter))} {parameter.Name}"
        + $"{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue?.ToString() ?? "null";

    private static string Name(Type type, NullabilityInfo? known = null)
    {
        var mark = known?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, known?.ElementType)}[]{mark}";
        if (!type.IsGenericType)
            return Keywords.GetValueOrDefault(type, type.Name) + mark;
        var parts = type.GetGenericArguments().Select((part, n) => Name(part, known?.GenericTypeArguments[n]));
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", parts)}>{mark}";
    }
}
