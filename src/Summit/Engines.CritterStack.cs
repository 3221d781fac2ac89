using Summit.CritterStack;
using Summit.Forwarding;

namespace Summit;

internal static partial class Engines
{
    static partial void AddCritterStack(IServiceCollection services, string connectionString, ref bool added)
    {
        // As it was given: Wolverine takes locks that last as long as a session, and a reset has to undo them.
        services.AddCritterStack(connectionString);
        services.AddSingleton<Reminded>();
        services.AddSingleton<ISender>(provider => provider.GetRequiredService<Reminded>());
        services.AddSingleton<IForwards>(provider => provider.GetRequiredService<Reminded>());
        added = true;
    }
}
