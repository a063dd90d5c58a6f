using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Domain.WriteOffs;

/// <summary>A denial's page: everything it shows, read at one moment.</summary>
/// <param name="Determinations">What the payer said when it was sent again, oldest first.</param>
/// <param name="Returned">The last request where it came back, rejected or stale, and nothing was asked since.</param>
/// <param name="Case">Facts and setting for the greyed buttons and the dialog: the same that the acts judge.</param>
public sealed record DenialView(
    Denial Denial,
    InsuranceClaim Claim,
    Payer Payer,
    WriteOffCase Case,
    string? AssigneeName,
    int? LineNumber,
    IReadOnlyList<LineView> Lines,
    IReadOnlyList<LedgerView> Ledger,
    IReadOnlyList<Appeal> Appeals,
    IReadOnlyList<Determination> Determinations,
    IReadOnlyList<NoteView> Notes,
    IReadOnlyList<AuditRow> Timeline,
    RequestView? Pending,
    RequestView? Returned,
    long ClaimReservedCents,
    bool HasLiveWriteOff)
{
    /// <summary>The row of the route table that decides.</summary>
    public RouteEntry? RouteEntry { get; init; }

    /// <summary>What speaks for giving up the patient's share of this claim, newest first.</summary>
    public IReadOnlyList<CostShareEvidence> CostShare { get; init; } = [];

    /// <summary>The rails that write-offs of it passed, newest first.</summary>
    public IReadOnlyList<RailPassView> Passes { get; init; } = [];

    /// <summary>The appeal that runs, if one does.</summary>
    public Appeal? RunningAppeal => Appeals.FirstOrDefault(a => a.Outcome == AppealOutcome.Waiting);
}

/// <summary>A claim line with what became of its charge.</summary>
/// <param name="DeniedCents">Denied on the line and not taken back by the payer, whatever else became of it.</param>
/// <param name="Status">The status of the line's denial that is furthest from settled; null: none was made.</param>
public sealed record LineView(ClaimLine Line, long PaidCents, long ContractualCents, long PatientCents, long DeniedCents, DenialStatus? Status);

/// <summary>A ledger row with the claim's balance after it.</summary>
/// <param name="IsUndone">A later row takes it back.</param>
/// <param name="OpeningFile">The file that it was opened from.</param>
/// <param name="IsUnposting">A person took it back with its whole remittance; what a payer's reversal takes back names the reversal.</param>
public sealed record LedgerView(PaymentApplication Row, int? LineNumber, string? ReasonLabel, string ByName, long BalanceAfterCents, bool IsUndone, string? OpeningFile = null, bool IsUnposting = false);

/// <summary>A rail that was passed, and by whom.</summary>
public sealed record RailPassView(RailPass Row, string ByName);

/// <summary>A note and who wrote it.</summary>
public sealed record NoteView(string Text, string ByName, DateTimeOffset At);

/// <summary>A request, its lines and who they are, with the rules' setting for the reader: what the buttons beside it are judged by.</summary>
public sealed record RequestView(ApprovalCase Case, ApprovalSetting Setting)
{
    public WriteOffRequest Request => Case.Request;

    public IReadOnlyList<WriteOffRequestLine> Lines => Case.Lines;

    public string RequestedByName => Case.Facts.RequestedByName;
}
