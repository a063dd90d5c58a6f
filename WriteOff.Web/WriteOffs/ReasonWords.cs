using WriteOff.Domain.Tenants;

namespace WriteOff.Web.WriteOffs;

/// <summary>Categories of reasons on screen.</summary>
internal static class ReasonWords
{
    public static string Of(ReasonCategory category) => category switch
    {
        ReasonCategory.Contractual => "Contractual",
        ReasonCategory.Preventable => "Preventable",
        ReasonCategory.PayerPolicy => "Payer policy",
        ReasonCategory.Patient => "Patient",
        ReasonCategory.SmallBalance => "Small",
        ReasonCategory.Other => "Other",
    };
}
