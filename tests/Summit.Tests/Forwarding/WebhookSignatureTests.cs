using System.Text;
using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class WebhookSignatureTests
{
    private const string Published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void a_signature_equals_the_published_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Sign(Published));

    [Fact]
    public void a_body_is_signed_with_both_secrets_while_one_replaces_the_other()
    {
        var both = Sign($"{Published} a-raw-secret-of-at-least-24-bytes").Split(' ');
        Assert.Equal([Sign(Published), Sign("a-raw-secret-of-at-least-24-bytes")], both);
        Assert.NotEqual(both[0], both[1]);
    }

    [Theory]
    [InlineData("too-short")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_this is no base64 at all, however long it may be")]
    public void a_secret_that_is_too_short_or_unreadable_is_refused(string secret) =>
        Assert.Throws<InvalidOperationException>(() => WebhookSignature.Secrets(secret).ToArray());

    private static string Sign(string secrets) => WebhookSignature.Of(WebhookSignature.Secrets(secrets),
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
}
