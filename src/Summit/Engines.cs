using Summit.EventStore;

namespace Summit;

/// <summary>The engines the store can run on, by the configuration's <c>Summit:Engine</c>.</summary>
internal static partial class Engines
{
    private const string Key = "Summit:Engine";
    private const string Postgres = "postgres";
    private const string CritterStack = "critter-stack";

    /// <summary>Adds the configured engine; without one, the store's own.</summary>
    /// <exception cref="InvalidOperationException">There is no such engine in this build.</exception>
    public static void Add(WebApplicationBuilder builder, string connectionString)
    {
        var added = false;
        switch (builder.Configuration[Key])
        {
            case null or "" or Postgres:
                builder.Services.AddSingleton<IEventStore, PostgresEventStore>();
                return;
            case CritterStack:
                AddCritterStack(builder.Services, connectionString, ref added);
                if (!added)
                    throw new InvalidOperationException($"{Key}: this build is without {CritterStack}.");
                return;
            case var unknown:
                throw new InvalidOperationException($"{Key}: {unknown} is neither {Postgres} nor {CritterStack}.");
        }
    }

    static partial void AddCritterStack(IServiceCollection services, string connectionString, ref bool added);
}
