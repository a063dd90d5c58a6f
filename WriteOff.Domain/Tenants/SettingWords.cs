using System.Globalization;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>Values of settings in words, the same on screens and in audit rows.</summary>
public static class SettingWords
{
    /// <summary><c>off</c>, <c>every write-off</c>, <c>above $250.00</c>.</summary>
    public static string Of(GateMode gate, Money above) => gate switch
    {
        GateMode.Off => "off",
        GateMode.Always => "every write-off",
        GateMode.AboveAmount => $"above {above}",
    };

    /// <summary><c>off</c>, <c>note instead</c>, <c>block</c>.</summary>
    public static string Of(EvidenceMode mode) => mode switch
    {
        EvidenceMode.Off => "off",
        EvidenceMode.NoteInstead => "note instead",
        EvidenceMode.Block => "block",
    };

    /// <summary><c>as the policy says</c>, <c>always</c>, <c>never</c>.</summary>
    public static string Of(ReasonGate gate) => gate switch
    {
        ReasonGate.AsPolicy => "as the policy says",
        ReasonGate.Always => "always",
        ReasonGate.Never => "never",
    };

    /// <summary>The category's name; <c>none</c> where there is none.</summary>
    public static string Of(ReasonCategory? category) => category switch
    {
        ReasonCategory.Contractual => "Contractual",
        ReasonCategory.Preventable => "Preventable",
        ReasonCategory.PayerPolicy => "Payer policy",
        ReasonCategory.Patient => "Patient",
        ReasonCategory.SmallBalance => "Small balance",
        ReasonCategory.Other => "Other",
        null => "none",
    };

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public static string Of(bool on) => on ? "on" : "off";

    /// <summary><c>120 days</c>.</summary>
    public static string Days(int days) => string.Create(CultureInfo.InvariantCulture, $"{days:N0} {(days == 1 ? "day" : "days")}");

    /// <summary><c>120 days</c>, or that the tenant's own number counts.</summary>
    public static string Days(int? days) => days is { } own ? Days(own) : "as the organisation";
}
