using System.Reflection;
using Microsoft.Extensions.Logging;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Tests.Architecture;

/// <summary>Deciding and evolving touch no database, clock, new id, logger or task: a retry decides the same.</summary>
public sealed class PurityTests
{
    private static readonly Type[] Forbidden =
    [
        typeof(TimeProvider), typeof(ILogger), typeof(Task), typeof(IEventAppender), typeof(EventStreams),
        typeof(Npgsql.NpgsqlDataSource), typeof(Random), typeof(Environment), typeof(Http.CommandRequest),
    ];

    private static readonly (Type Type, string Member)[] ForbiddenMembers =
    [
        (typeof(Guid), nameof(Guid.NewGuid)), (typeof(Guid), nameof(Guid.CreateVersion7)),
        (typeof(DateTimeOffset), "get_UtcNow"), (typeof(DateTimeOffset), "get_Now"),
        (typeof(DateTime), "get_UtcNow"), (typeof(DateTime), "get_Now"), (typeof(DateTime), "get_Today"),
    ];

    [Fact]
    public void deciding_and_evolving_are_pure()
    {
        var methods = typeof(Service).Assembly.GetTypes().SelectMany(CompiledCode.Methods)
            .Where(method => method.IsStatic && method.Name is "Decide" or "Evolve").ToArray();
        Assert.True(methods.Length > 20, $"Only {methods.Length} deciders were found.");
        var wrong = methods.SelectMany(method => Reached(method)
            .Where(IsForbidden)
            .Select(used => $"{method.DeclaringType!.FullName}.{method.Name} uses {used.DeclaringType}.{used.Name}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void a_decider_gives_a_decision() => Assert.All(
        typeof(Service).Assembly.GetTypes().SelectMany(CompiledCode.Methods).OfType<MethodInfo>()
            .Where(method => method.IsStatic && method.Name == "Decide" && method.IsPublic),
        method => Assert.True(
            method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Decision<>),
            $"{method.DeclaringType!.FullName}.Decide returns {method.ReturnType.Name}."));

    // What the method itself uses, and what it calls of the product's own code, to the end.
    private static IEnumerable<MemberInfo> Reached(MethodBase start)
    {
        var seen = new HashSet<MemberInfo>();
        var open = new Stack<MethodBase>([start]);
        while (open.TryPop(out var method))
        {
            foreach (var member in CompiledCode.MembersUsedBy(method))
            {
                if (!seen.Add(member))
                    continue;
                yield return member;
                if (member is MethodBase called && called.DeclaringType?.Assembly == start.DeclaringType!.Assembly)
                    open.Push(called);
            }
        }
    }

    private static bool IsForbidden(MemberInfo member) =>
        Forbidden.Any(type => type.IsAssignableFrom(member as Type ?? member.DeclaringType))
        || ForbiddenMembers.Any(forbidden => member.DeclaringType == forbidden.Type && member.Name == forbidden.Member);
}
