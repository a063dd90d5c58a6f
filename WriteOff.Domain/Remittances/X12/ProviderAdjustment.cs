namespace WriteOff.Domain.Remittances.X12;

/// <summary>One pair of a PLB segment: money between payer and provider that belongs to no claim. Never reopens a denial.</summary>
/// <param name="Provider">PLB01, the provider's identifier.</param>
/// <param name="FiscalDate">PLB02 as written, CCYYMMDD.</param>
/// <param name="Code">First part of the composite: WO, FB, 72…</param>
/// <param name="Reference">Rest of the composite; its parts stay joined by the file's component separator.</param>
/// <param name="AmountText">The amount as written.</param>
/// <param name="Amount">The amount; positive lowers the payment.</param>
public sealed record ProviderAdjustment(string Provider, string FiscalDate, string Code, string Reference, string AmountText, Amount Amount);
