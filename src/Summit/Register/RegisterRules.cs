namespace Summit.Register;

/// <summary>The rules of the register, by the numbers of this folder's README.</summary>
public static class RegisterRules
{
    /// <summary>RE1.</summary>
    public static readonly Rule CodeTaken = new("register/code-taken",
        "Another organisation has this code.",
        "Une autre organisation porte ce code.",
        "Otra organización tiene este código.");

    /// <summary>RE1.</summary>
    public static readonly Rule CodeNeeded = new("register/code-needed",
        "Sections and statutory bodies need a code.",
        "Les sections et les instances statutaires ont besoin d'un code.",
        "Las secciones y los órganos estatutarios necesitan un código.");

    /// <summary>RE1.</summary>
    public static readonly Rule NoSuchSection = new("register/no-such-section",
        "There is no section with this code.",
        "Aucune section ne porte ce code.",
        "No hay ninguna sección con este código.",
        Tells.Admitted);

    /// <summary>RE2, RE8.</summary>
    public static readonly Rule NoSuchOrganisation = new("register/no-such-organisation",
        "There is no such organisation.",
        "Cette organisation n'existe pas.",
        "Esta organización no existe.");

    /// <summary>RE2.</summary>
    public static readonly Rule MembershipsOverlap = new("register/memberships-overlap",
        "Two memberships of the same kind overlap, or one ends before it begins.",
        "Deux adhésions de même nature se chevauchent, ou l'une finit avant de commencer.",
        "Dos membresías del mismo tipo se solapan, o una termina antes de empezar.");

    /// <summary>RE3.</summary>
    public static readonly Rule Erased = new("register/erased",
        "This person's data were erased.",
        "Les données de cette personne ont été effacées.",
        "Los datos de esta persona fueron borrados.");

    /// <summary>RE7.</summary>
    public static readonly Rule NoSuchPerson = new("register/no-such-person",
        "There is no such person.",
        "Cette personne n'existe pas.",
        "Esta persona no existe.");

    /// <summary>RE8.</summary>
    public static readonly Rule KindsDiffer = new("register/kinds-differ",
        "Two entries of one organisation are of one kind: change one of them before they are joined.",
        "Deux fiches d'une même organisation sont du même type : modifiez l'une d'elles avant de les réunir.",
        "Dos fichas de una misma organización son del mismo tipo: modifique una de ellas antes de unirlas.",
        Tells.Admitted);

    /// <summary>RE8.</summary>
    public static readonly Rule BodyStays = new("register/body-stays",
        "The entry of a statutory body is joined into no other: it stands for the body.",
        "La fiche d'une instance statutaire n'est réunie à aucune autre : elle représente l'instance.",
        "La ficha de un órgano estatutario no se une a ninguna otra: representa al órgano.");

    /// <summary>RE7, RE8.</summary>
    public static readonly Rule JoinedAlready = new("register/joined-already",
        "One of the two entries is joined with a third, or both are the same: separate what is joined first.",
        "L'une des deux fiches est réunie à une troisième, ou c'est la même : séparez d'abord ce qui est réuni.",
        "Una de las dos fichas está unida a una tercera, o son la misma: separe primero lo que está unido.");

    /// <summary>RE6.</summary>
    public static readonly Rule CodeStays = new("register/code-stays",
        "An organisation keeps the code that it has: others name it by this code.",
        "Une organisation garde le code qu'elle porte : d'autres la nomment par ce code.",
        "Una organización conserva el código que tiene: otras la nombran por este código.",
        Tells.Admitted);

    /// <summary>RE6.</summary>
    public static readonly Rule KindStays = new("register/kind-stays",
        "A section or statutory body stays what it is: others name it as such.",
        "Une section ou une instance statutaire reste ce qu'elle est : d'autres la nomment ainsi.",
        "Una sección o un órgano estatutario sigue siendo lo que es: otras lo nombran así.",
        Tells.Admitted);
}
