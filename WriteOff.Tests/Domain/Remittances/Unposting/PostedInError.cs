using WriteOff.Domain.Access;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Unposting;

/// <summary>A claim of another organisation, and unposting what brought it.</summary>
internal static class PostedInError
{
    public const string Note = "Another organisation's file";
    public static readonly OutgoingClaim Denied = Claim("RC-1", Line("99213", 100, "CO-45 20.25", "CO-197 49.75"));

    public static UnpostService Service(TestWorkbench workbench) => new(workbench.Writer, workbench.Dbs);

    public static Task<Outcome<RemittanceReceipt>> Unpost(TestWorkbench workbench, RemittanceReceipt posted, string? note = Note, Actor? by = null) =>
        Service(workbench).Unpost(by ?? workbench.PostingClerk, posted.RemittanceId, note);
}
