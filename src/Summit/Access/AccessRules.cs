namespace Summit.Access;

/// <summary>The rules of access, by the numbers of this folder's README.</summary>
public static class AccessRules
{
    /// <summary>AC3.</summary>
    public static readonly Rule PartnerWithoutOrganisation = new("access/partner-without-organisation",
        "A partner's key speaks for an organisation.",
        "La clé d'un partenaire parle au nom d'une organisation.",
        "La clave de un socio habla en nombre de una organización.");

    /// <summary>AC3.</summary>
    public static readonly Rule DelegateWithoutPerson = new("access/delegate-without-person",
        "A delegate's key is issued to a person.",
        "La clé d'un·e délégué·e est délivrée à une personne.",
        "La clave de una persona delegada se expide a una persona.");

    /// <summary>AC3.</summary>
    public static readonly Rule NoSuchScope = new("access/no-such-scope",
        "What the key would be limited to does not exist.",
        "Ce à quoi la clé serait limitée n'existe pas.",
        "Aquello a lo que se limitaría la clave no existe.");
}
