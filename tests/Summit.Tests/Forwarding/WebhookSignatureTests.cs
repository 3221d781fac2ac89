using System.Text;
using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class WebhookSignatureTests
{
    private const string Published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void it_signs_as_the_published_example_does() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Sign(Published));

    [Fact]
    public void while_a_secret_is_replaced_both_sign()
    {
        var both = Sign($"{Published} a-raw-secret-of-at-least-24-bytes").Split(' ');
        Assert.Equal([Sign(Published), Sign("a-raw-secret-of-at-least-24-bytes")], both);
        Assert.NotEqual(both[0], both[1]);
    }

    [Theory]
    [InlineData("too-short")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_this is no base64 at all, however long it may be")]
    public void a_secret_that_protects_nothing_is_refused(string secret) =>
        Assert.Throws<InvalidOperationException>(() => WebhookSignature.Secrets(secret).ToArray());

    private static string Sign(string secrets) => WebhookSignature.Of(WebhookSignature.Secrets(secrets),
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
}
