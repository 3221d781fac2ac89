namespace Summit.Http.Tests.Documentation;

/// <summary>
/// Each context's <c>.http</c> file, sent request by request to the service as a developer starts it.
/// </summary>
[Collection(typeof(Development))]
public sealed class HttpFileTests(DevelopmentService service)
{
    public static TheoryData<string> Files => [.. Directory
        .EnumerateFiles(Path.Combine(Tree.Root, "src"), "*.http", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Tree.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task each_request_of_a_http_file_works_on_the_service_as_it_starts(string name)
    {
        var file = HttpFile.Read(Path.Combine(Tree.Root, name), service.Address, service.Keys);
        Assert.NotEmpty(file.Requests);
        foreach (var request in file.Requests)
        {
            var answer = await file.Send(request, service.Address);
            var status = (int)answer.Status;
            Assert.True(request.Expects is { } expected ? status == expected : status is >= 200 and < 300,
                $"{name}: {request.Title}: {status} {answer.Text}");
        }
    }
}
