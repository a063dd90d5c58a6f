using System.Globalization;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Web.WriteOffs.Approvals;

/// <summary>One row of the approval queue.</summary>
public sealed partial class ApprovalRow
{
    private (long, long, long, Refusal?, Refusal?, Refusal?, Money?, Money, bool, bool, string)? _drawn;
    private bool _changed;
    private CellText _evidence = new("", "");

    [Parameter, EditorRequired] public QueueRow Row { get; set; } = default!;

    /// <summary>The moment that waiting times are told at.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    /// <summary>The keyboard stands here.</summary>
    [Parameter] public bool IsCursor { get; set; }

    [Parameter] public bool IsSelected { get; set; }

    /// <summary>The denial's page.</summary>
    [Parameter, EditorRequired] public string Href { get; set; } = "";

    [Parameter] public EventCallback<QueueRow> OnFocus { get; set; }

    [Parameter] public EventCallback<QueueRow> OnSelect { get; set; }

    [Parameter] public EventCallback<QueueRow> OnApprove { get; set; }

    [Parameter] public EventCallback<QueueRow> OnReject { get; set; }

    /// <summary>The row's element, to scroll to.</summary>
    public static string DomId(long requestId) => string.Create(CultureInfo.InvariantCulture, $"request-{requestId}");

    private string Claim => Row.Case.Claim.ClaimNumber;

    private string Waits => ApprovalWords.Waits(Row.Case.Request.RequestedAt, Now);

    private string Reason => Row.Case.Lines.Count == 1 ? Row.Case.Lines[0].ReasonLabel : string.Create(CultureInfo.InvariantCulture, $"{Row.Case.Lines[0].ReasonLabel} + {Row.Case.Lines.Count - 1} more");

    private string? Css
    {
        get
        {
            var kind = ApprovalWords.IsGone(Row) || Row.IsOwn ? "own" : Row.Misfit is not null ? "stale" : null;
            return IsCursor ? $"{kind} cursor".Trim() : kind;
        }
    }

    protected override void OnParametersSet()
    {
        _evidence = ApprovalWords.EvidenceOf(Row);
        var now = (Row.Id, Row.Case.Request.Version, Row.Case.Denial.Version, Row.ApproveBlocked, Row.RejectBlocked, Row.Misfit, Row.Needs, Row.Case.Facts.Weight, IsCursor, IsSelected, Waits);
        _changed |= _drawn != now;
        _drawn = now;
    }

    protected override bool ShouldRender() => _changed;

    protected override void OnAfterRender(bool firstRender) => _changed = false;
}
