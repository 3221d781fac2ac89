namespace Summit.Store.Tests;

/// <summary>Past names and shapes, each with a fixture: stored events stay readable for ever.</summary>
public sealed class UpcastTests
{
    private static Category<Motion, MotionEvent> Bare => new("bare", Motion.Stream.Initial, (motion, _) => motion);

    public static TheoryData<string, string> Wrong => new()
    {
        { "tests.motion-raised", "tests.motion-raised has no fixture." },
        { "tests.motion-lowered", "tests.motion-lowered was stored once, and nobody reads it any more." },
        { "tests.motion-altered", "tests.motion-altered is read as tests.motion-amended {\"text\":\"a text\"}." },
    };

    [Fact]
    public void each_past_event_name_has_a_fixture_and_is_read_as_the_fixture_says() =>
        Assert.Empty(Fixtures.Complaints(StoreTest.Types.Categories, StoreTest.Types.Json, Fixtures.Folder()));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void the_fixture_check_names_what_is_wrong_with_a_fixture(string wire, string complaint)
    {
        var folder = Directory.CreateTempSubdirectory("summit-fixtures-").FullName;
        foreach (var file in Directory.GetFiles(Fixtures.Folder()))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var one = Path.Combine(folder, wire + ".json");
        if (wire == "tests.motion-raised")
            File.Delete(one);
        else if (wire == "tests.motion-lowered")
            File.WriteAllText(one, "{}");
        else
            File.WriteAllText(one, File.ReadAllText(one).Replace("\"is\": {\"text\": \"", "\"is\": {\"text\": \"not "));
        Assert.Equal([complaint], Fixtures.Complaints(StoreTest.Types.Categories, StoreTest.Types.Json, folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void an_upcast_needs_a_wire_name_of_its_own_and_a_registered_event()
    {
        Assert.Throws<ArgumentException>(() => new EventTypes(
            [Bare.Event<MotionTabled>("a").Upcast<MotionAmended, MotionTabled>("a", _ => null!)],
            StoreTest.Types.Json));
        var twice = Bare.Event<MotionTabled>("a").Upcast<int, MotionTabled>("b", _ => null!);
        Assert.Throws<ArgumentException>(
            () => new EventTypes([twice.Upcast<long, MotionTabled>("b", _ => null!)], StoreTest.Types.Json));
        Assert.Throws<ArgumentException>(() => new EventTypes(
            [Bare.Event<MotionTabled>("a").Upcast<int, MotionAmended>("b", _ => null!)], StoreTest.Types.Json));
    }
}
