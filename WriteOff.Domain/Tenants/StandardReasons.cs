namespace WriteOff.Domain.Tenants;

/// <summary>The eight reasons that come with a new tenant.</summary>
public static class StandardReasons
{
    private sealed record Standard(string Code, string Label, ReasonCategory Category, EvidenceRule Rule, string WhenToUse);

    private static readonly Standard[] Eight =
    [
        new("contractual", "Contractual", ReasonCategory.Contractual, EvidenceRule.Contractual,
            "The agreed rate allows no more, and CO-45 was already applied."),
        new("timely-filing-expired", "Timely filing expired", ReasonCategory.Preventable, EvidenceRule.TimelyFilingExpired,
            "The filing or appeal window has passed, or the last appeal was upheld."),
        new("non-covered", "Non-covered", ReasonCategory.PayerPolicy, EvidenceRule.NonCovered,
            "The payer's policy excludes the service (codes such as 96, 204)."),
        new("auth-denied-final", "Authorization denied, final", ReasonCategory.Preventable, EvidenceRule.AuthDeniedFinal,
            "Authorization code, and the last appeal level was upheld."),
        new("patient-uncollectable", "Patient uncollectable", ReasonCategory.Patient, EvidenceRule.PatientUncollectable,
            "The patient's share, older than the collection threshold."),
        new("small-balance", "Small balance", ReasonCategory.SmallBalance, EvidenceRule.SmallBalance,
            "The whole remaining balance is under the small-balance threshold."),
        new("bad-debt", "Bad debt", ReasonCategory.Patient, EvidenceRule.BadDebt,
            "Returned from collections, with the date recorded."),
        new("other", "Other", ReasonCategory.Other, EvidenceRule.FreeText,
            "None of the above. Free text, 3 characters or more."),
    ];

    /// <summary>The eight, in picklist order, for one tenant.</summary>
    public static IEnumerable<WriteOffReason> For(int tenantId, Func<long> nextKey) =>
        Eight.Select((r, n) => new WriteOffReason(tenantId, nextKey(), r.Code, r.Label, r.Category, r.Rule, r.WhenToUse, n + 1)
        {
            NoteRequired = r.Rule == EvidenceRule.FreeText,
        });
}
