using System.Reflection;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Summit.Congress;
using Summit.Http;
using Summit.Kernel;
using Summit.Programme;
using Summit.Papers;

namespace Summit.Tests.Http;

public sealed class JsonBodyTests
{
    private static readonly string Nulls = $"[{string.Join(',', Enumerable.Repeat("null", 500))}]";

    [Fact]
    public void five_mistakes_of_a_body_are_told_at_once_with_what_would_be_taken()
    {
        var errors = Read<ProposeSession>(
            """
            {"track":"assemblies","colour":"red","lead":7,"title":{"en":"A session"},"policyDomains":[],
             "mode":"in-person","languages":[]}
            """).In("en");
        Assert.Contains("title, ", Assert.Single(errors["/colour"]), StringComparison.Ordinal);
        Assert.Equal(["One of these is expected: assembly, town-hall, local4action, statutory."], errors["/track"]);
        Assert.Equal(["An id (UUID) is expected."], errors["/lead"]);
        Assert.Equal(["At least 1 is expected."], errors["/languages"]);
        Assert.Equal(["/colour", "/languages", "/lead", "/track"], errors.Keys.Order());
    }

    [Fact]
    public void what_is_missing_is_told_beside_what_is_wrong_in_the_parts_that_are_there()
    {
        var errors = Read<ConveneCongress>(
            """{"slug":"Durban 2019","name":{"en":7},"host":{"city":"","country":"za"},"startsOn":"soon"}""").In("fr");
        Assert.Equal(
            [
                "/endsOn", "/host/city", "/host/country", "/languages", "/name", "/slug", "/startsOn", "/timeZone",
            ], errors.Keys.Order());
        Assert.Equal(["Ceci est requis."], errors["/endsOn"]);
        Assert.Equal(["Un jour tel que 2019-11-13 est attendu."], errors["/startsOn"]);
        Assert.Equal(["Un code ISO 3166-1 alpha-2 est attendu, par exemple ZA."], errors["/host/country"]);
    }

    [Theory]
    [InlineData("null", "")]
    [InlineData("7", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "/body")]
    [InlineData("""{"proposedRecommendations":{}}""", "/proposedRecommendations")]
    [InlineData("""{"proposedRecommendations":[7,{"text":null},null]}""", "/proposedRecommendations/0")]
    [InlineData("""{"proposedRecommendations":[7,{"text":null},null]}""", "/proposedRecommendations/1/text")]
    [InlineData("""{"proposedRecommendations":[7,{"text":null},null]}""", "/proposedRecommendations/2")]
    [InlineData("""{"title":{"en":"a\u0000","fr":"\ud800"}}""", "/title/en")]
    [InlineData("""{"title":{"en":"a\u0000","fr":"\ud800"}}""", "/title/fr")]
    [InlineData("""{"title":["\ud800"]}""", "/title/0")]
    [InlineData("""{"\ud800":1}""", "")]
    [InlineData("""{"a/b~c":[{"deep":"\ud800"}]}""", "/a~1b~0c")]
    [InlineData("""{"organisation":{}}""", "/organisation")]
    public void whatever_is_wrong_is_told_where_it_is(string body, string pointer) =>
        Assert.Contains(pointer, Read<RevisePaper>(body).In("en").Keys);

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"\\ud800\"")]
    public void of_more_than_a_hundred_errors_the_first_are_told(string item)
    {
        var items = string.Join(',', Enumerable.Repeat(item, 500));
        var errors = Read<RevisePaper>($$"""{"policyDomains":[{{items}}],"title":"\ud800"}""");
        Assert.True(errors.HasMore);
        Assert.Equal(Errors.Max, errors.In("en").Count);
    }

    [Fact]
    public void what_is_wrong_with_an_unknown_property_is_not_told_beside_it()
    {
        var name = new string('a', 1_000);
        var errors = Read<RevisePaper>($$"""{"{{name}}":{{Nulls}}}""");
        Assert.Single(errors.In("en").Keys, key => key.StartsWith($"/{name}", StringComparison.Ordinal));
    }

    [Fact]
    public void a_body_is_read_with_and_without_a_byte_order_mark()
    {
        var body = """{"code":"climate","name":{"en":"Climate"}}"""u8;
        foreach (byte[] bytes in new[] { body.ToArray(), [.. Encoding.UTF8.Preamble, .. body] })
            Assert.Equal("climate", JsonBody.Read<DefinePolicyDomain>(bytes).Body!.Code);
    }

    [Fact]
    public void every_check_and_every_type_of_a_command_says_what_it_expects_in_three_languages()
    {
        var types = new HashSet<Type>();
        foreach (var command in typeof(Service).Assembly.GetTypes().Where(IsCommand))
            Collect(command, types);
        Assert.True(types.Count > 40, $"Only {types.Count} types were found.");
        foreach (var type in types.Where(type => type.Assembly == typeof(Service).Assembly))
        {
            Assert.All(
                Validation.ChecksOf(type).SelectMany(of => of, (of, check) => Expected.Of(check, of.Key)), IsSaid);
        }
        Assert.All(types.Select(Expected.Of), IsSaid);
    }

    private static bool IsCommand(Type type) => !type.IsAbstract
        && type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Any(method => method.Name == "Map");

    private static void IsSaid(Sentence sentence)
    {
        Assert.Distinct(new[] { sentence.En, sentence.Fr, sentence.Es });
        Assert.All([sentence.En, sentence.Fr, sentence.Es], said => Assert.EndsWith(".", said));
    }

    private static void Collect(Type type, HashSet<Type> types)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (!types.Add(plain))
            return;
        var known = Json.Options.GetTypeInfo(plain);
        if (known.Kind == JsonTypeInfoKind.Enumerable)
            Collect(known.ElementType!, types);
        foreach (var property in known.Kind == JsonTypeInfoKind.Object ? known.Properties : [])
            Collect(property.PropertyType, types);
    }

    private static Errors Read<T>(string body) where T : class
    {
        var (read, errors) = JsonBody.Read<T>(Encoding.UTF8.GetBytes(body));
        Assert.Null(read);
        return errors;
    }
}
