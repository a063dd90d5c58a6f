using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Reporting;

/// <summary>What was written off for one cause in a period, as it was reported.</summary>
/// <param name="Gross">Write-off rows of the period.</param>
/// <param name="Reopened">Write-off rows taken back in the period, whenever they were posted; zero or above.</param>
public readonly record struct CauseSum(Money Gross, long Rows, Money Reopened, long ReopenedRows)
{
    /// <summary>Gross less reopened: below zero when more was taken back than posted.</summary>
    public Money Net => Gross - Reopened;

    /// <summary>Both together.</summary>
    public static CauseSum operator +(CauseSum one, CauseSum other) =>
        new(one.Gross + other.Gross, checked(one.Rows + other.Rows), one.Reopened + other.Reopened, checked(one.ReopenedRows + other.ReopenedRows));

    /// <summary>The same as <c>+</c>.</summary>
    public static CauseSum Add(CauseSum left, CauseSum right) => left + right;
}

/// <summary>One reason under one category.</summary>
/// <param name="Category">As the requests keep it; null: none. Moving a reason to another category begins a second line and leaves this one.</param>
/// <param name="Now">In the period.</param>
/// <param name="Before">In the period that it is compared with.</param>
/// <param name="Pending">Waits for a supervisor today, whatever the period; in no other figure.</param>
public sealed record CauseLine(long ReasonId, string Code, string Label, ReasonCategory? Category, CauseSum Now, CauseSum Before, Money Pending, int PendingRows)
{
    /// <summary>Somebody could have prevented it.</summary>
    public bool IsPreventable => Category == ReasonCategory.Preventable;
}

/// <summary>The causes of a period, largest net first.</summary>
public sealed record CausesView(ReportPeriod Period, DateOnly Today, IReadOnlyList<CauseLine> Lines)
{
    /// <summary>All causes together.</summary>
    public CauseSum Total => Lines.Aggregate(default(CauseSum), (sum, line) => sum + line.Now);

    /// <summary>All causes together in the period before.</summary>
    public CauseSum TotalBefore => Lines.Aggregate(default(CauseSum), (sum, line) => sum + line.Before);

    /// <summary>All that waits.</summary>
    public (Money Amount, int Rows) Pending => (Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Pending), Lines.Sum(line => line.PendingRows));
}

/// <summary>One month of the trend.</summary>
/// <param name="First">Its first day.</param>
/// <param name="IsOpen">The month of today: it still grows.</param>
public sealed record CauseMonth(DateOnly First, CauseSum Sum, bool IsOpen);

/// <summary>The figures above the causes, for a period or for the one before.</summary>
/// <param name="DenialNet">Net write-offs that count as lost denials: every category but contractual, patient and small balance.</param>
/// <param name="Revenue">Payments and patient shares posted in the period: the net patient revenue that remittances show.</param>
/// <param name="PreventableNet">Net write-offs of preventable causes.</param>
/// <param name="Total">All causes.</param>
public sealed record CauseRates(Money DenialNet, Money Revenue, Money PreventableNet, CauseSum Total)
{
    /// <summary>Lost denials as a share of revenue, 0.031 for 3.1 %; null without revenue.</summary>
    public decimal? FinalRate => Share(DenialNet, Revenue);

    /// <summary>The preventable part of all net write-offs; null when nothing was lost.</summary>
    public decimal? PreventableShare => Share(PreventableNet, Total.Net);

    /// <summary>Categories that are no lost denials in HFMA's sense.</summary>
    public static bool IsLostDenial(ReasonCategory? category) => category switch
    {
        ReasonCategory.Contractual or ReasonCategory.Patient or ReasonCategory.SmallBalance => false,
        ReasonCategory.Preventable or ReasonCategory.PayerPolicy or ReasonCategory.Other or null => true,
    };

    private static decimal? Share(Money part, Money of) => of.IsPositive ? (decimal)part.Cents / of.Cents : null;
}

/// <summary>A payer or a code behind the preventable loss of a period.</summary>
/// <param name="Name">The payer's name, or the code.</param>
/// <param name="Rows">Write-off rows of the period.</param>
public sealed record LossSource(string Name, Money Net, int Rows);
