using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class RetitleSessionTests
{
    private static readonly RetitleSession Ask = new(Text("Another title"), Text("What it is about"));
    private static readonly SessionRetitled Retitled = new(Ask.Title, Ask.Abstract);

    [Fact]
    public void an_open_session_gets_another_title_and_abstract() =>
        Given(Until(SessionStatus.Open)).When(Ask).Then(Retitled);

    [Fact]
    public void the_same_title_and_abstract_again_are_nothing_new() =>
        Given([.. Until(SessionStatus.Open), Retitled]).When(Ask).ThenNothing();

    [Fact]
    public void a_closed_session_keeps_its_title() =>
        Given(Until(SessionStatus.Closed)).When(Ask).ThenRefused(ProgrammeRules.IsClosed);
}
