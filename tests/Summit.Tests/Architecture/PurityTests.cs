using System.Reflection;
using Microsoft.Extensions.Logging;
using Summit.Http;
using Summit.Register;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Tests.Architecture;

/// <summary>Deciding and evolving touch no database, clock, new id, logger or task: a retry decides the same.</summary>
public sealed class PurityTests
{
    private static readonly Type[] Forbidden =
    [
        typeof(TimeProvider), typeof(ILogger), typeof(Task), typeof(IEventAppender), typeof(EventStreams),
        typeof(Npgsql.NpgsqlDataSource), typeof(Random), typeof(Environment), typeof(CommandRequest),
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

    [Fact]
    public void a_decider_of_a_command_takes_state_ids_command_facts_caller_and_time_in_this_order()
    {
        var deciders = DecidersOfCommands().ToArray();
        Assert.True(deciders.Length > 40, $"Only {deciders.Length} deciders of commands were found.");
        var wrong = deciders.Where(decide => !IsInOrder(decide)).Select(decide =>
            $"{decide.DeclaringType!.Name}.Decide({string.Join(", ", decide.GetParameters().AsEnumerable())})");
        Assert.Empty(wrong);
    }

    // A reaction decides on an event: it is a class, and so is left out.
    internal static IEnumerable<MethodInfo> DecidersOfCommands() => typeof(Service).Assembly.GetTypes().Where(IsRecord)
        .SelectMany(CompiledCode.Methods).OfType<MethodInfo>()
        .Where(method => method.IsStatic && method.Name == "Decide");

    private enum Place { None, State, Id, Command, Facts, Caller, Time }

    private static bool IsInOrder(MethodInfo decide)
    {
        var places = decide.GetParameters().Select(parameter => PlaceOf(parameter.ParameterType, decide)).ToArray();
        var single = places.Where(place => place != Place.Id).ToArray();
        return !places.Contains(Place.None) && places.Order().SequenceEqual(places)
            && single.Distinct().Count() == single.Length;
    }

    // A command that says nothing is no parameter; one that shares its fields may be taken as what they share. Facts
    // are a record of that name in a command, or one that several share.
    private static Place PlaceOf(Type type, MethodInfo decide) => type switch
    {
        _ when States.Contains(type) => Place.State,
        _ when type == typeof(Guid) || type == typeof(int) => Place.Id,
        _ when IsRecord(type) && type.IsAssignableFrom(decide.DeclaringType) && type.GetProperties().Length > 0 =>
            Place.Command,
        { IsNested: true, Name: "Facts" } when IsRecord(type.DeclaringType!) => Place.Facts,
        { IsNested: false } when type.Name.EndsWith("Facts", StringComparison.Ordinal)
            && type.Namespace == decide.DeclaringType!.Namespace => Place.Facts,
        _ when type == typeof(Actor) => Place.Caller,
        _ when type == typeof(DateTimeOffset) => Place.Time,
        _ => Place.None,
    };

    // Entries of the register are no streams: a change of one is decided on the entry itself.
    private static readonly HashSet<Type> States =
    [
        .. TidinessTests.Categories().Select(category => category.GetType().GetGenericArguments()[0]),
        .. typeof(Service).Assembly.GetTypes().Where(typeof(IRegisterEntry).IsAssignableFrom),
    ];

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

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
