using WriteOff.Web.Components.Layout;

namespace WriteOff.Web.Audit;

/// <summary>The audit pages.</summary>
public abstract class AuditFrame : ReadingPage
{
    protected override string Unread => "The database doesn’t answer.";
}
