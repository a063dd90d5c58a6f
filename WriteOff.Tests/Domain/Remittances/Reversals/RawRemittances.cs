using System.Text;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>Remittances as raw text: for what no correct writer writes.</summary>
internal static class RawRemittances
{
    private static int _traces;

    public static string File(string claims, int paid, string? trace = null) => $"""
        ISA*00*          *00*          *ZZ*NORTHPLAN      *ZZ*RIVERCLINIC    *261120*0900*^*00501*000000100*0*T*:~
        GS*HP*NORTHPLAN*RIVERCLINIC*20261120*0900*100*X*005010X221A1~
        ST*835*0001~
        BPR*I*{paid}*{(paid < 0 ? "D" : "C")}*ACH*CCP*01*111000025*DA*1*{Payers.North}**01*111000025*DA*2*20261120~
        TRN*1*{trace ?? $"RAW{Interlocked.Increment(ref _traces)}"}*{Payers.North}~
        DTM*405*20261120~
        N1*PR*NORTH PLAN~
        N1*PE*RIVER CLINIC*XX*1234567893~
        LX*1~
        {claims.TrimEnd()}
        SE*20*0001~
        GE*1*100~
        IEA*1*000000100~
        """;

    public static async Task<Outcome<FileReceipt>> TakeText(this TestWorkbench workbench, string text)
    {
        using var file = new MemoryStream(Encoding.Latin1.GetBytes(text));
        return await workbench.Intake.Take(workbench.PostingClerk, "raw.835", file);
    }
}
