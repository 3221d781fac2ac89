namespace Summit.Forwarding;

/// <summary>The rules of forwarding, by the numbers of this folder's README.</summary>
public static class ForwardingRules
{
    /// <summary>FO6.</summary>
    public static readonly Rule AlreadyDelivered = new("forwarding/already-delivered",
        "It was delivered and acknowledged: it is not sent again.",
        "L'envoi a été remis et confirmé : il n'est pas relancé.",
        "El envío fue entregado y confirmado: no se repite.");
}
