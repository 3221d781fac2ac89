using Summit.Kernel;
using Summit.Register;

namespace Summit.Tests.Register;

/// <summary>Entries of the register.</summary>
internal static class RegisterSamples
{
    public static readonly Person APerson = new(Guid.CreateVersion7(), "A. Mayor", "Mayor", null, ["en", "zu"], null,
        null, "a@example.org", new DateTimeOffset(2019, 3, 1, 9, 0, 0, TimeSpan.Zero))
    {
        Version = 3,
        Congress = Guid.CreateVersion7(),
    };

    public static readonly Organisation AnOrganisation = new(Guid.CreateVersion7(),
        LocalisedText.Of(("en", "City of Lyon")), OrganisationKind.LocalGovernment, null, "europe", "FR",
        [new Membership(MembershipOf.WorldOrganisation, new DateOnly(2004, 5, 5))],
        new DateTimeOffset(2019, 3, 1, 9, 0, 0, TimeSpan.Zero))
    {
        Version = 2,
    };
}
