using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class PlenaryTests
{
    [Fact]
    public void each_congress_has_one_stream_for_its_world_assembly()
    {
        Assert.Equal(Plenary.IdOf(Durban), Plenary.IdOf(Durban));
        Assert.NotEqual(Plenary.IdOf(Durban), Plenary.IdOf(Housing));
        Assert.Equal(8, Plenary.IdOf(Durban).Version);
    }

    // Fixed for good: a stream that was written is found by it.
    [Fact]
    public void the_id_of_a_world_assembly_never_changes() => Assert.Equal(
        Guid.Parse("240b76f0-5924-8d78-bf2a-073ebe18a95e"),
        Plenary.IdOf(Guid.Parse("0196f2c4-0000-7000-8000-000000000001")));
}
