using Summit.CritterStack;
using Summit.EventStore;
using Summit.Forwarding;

namespace Summit;

internal static partial class Engines
{
    static partial void AddCritterStack(IServiceCollection services, string connectionString, ref bool added)
    {
        services.AddCritterStack(Connections.Tuned(connectionString));
        services.AddSingleton<Reminded>();
        services.AddSingleton<ISender>(provider => provider.GetRequiredService<Reminded>());
        services.AddSingleton<IForwards>(provider => provider.GetRequiredService<Reminded>());
        added = true;
    }
}
