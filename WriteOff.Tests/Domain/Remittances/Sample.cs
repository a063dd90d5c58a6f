using System.Text;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Remittances of our own making, and reading them in one sentence.</summary>
internal static class Sample
{
    public const string Isa = "ISA*00*          *00*          *ZZ*PLAN           *ZZ*CLINIC         *260302*0800*^*00501*000000042*0*P*:~";

    public const string Claim = """
        CLP*ACCT-1*1*200*120*30*12*ICN-1*11*1~
        CAS*OA*23*10~
        NM1*QC*1*DOE*JANE****MI*M123~
        NM1*82*1******XX*1999999984~
        MOA***N130*ma01~
        REF*F8*ICN-0~
        SVC*HC:99213:25:59*150*80**1~
        DTM*472*20260105~
        CAS*CO*045*30**96*10~
        CAS*PR*2*30~
        REF*6R*L1~
        LQ*HE*n115~
        AMT*B6*150~
        SVC*HC:85025*50*50**1~
        """;

    /// <summary>A whole file around claims; the payment is what is given.</summary>
    public static string File(string claims = Claim, string payment = "120", string after = "", string isa = Isa)
    {
        var body = $"""
            ST*835*0001~
            BPR*I*{payment}*C*ACH*CCP*01*999999992*DA*1*1512345678**01*999988880*DA*2*20260302~
            TRN*1*TRACE-1*1512345678~
            DTM*405*20260301~
            N1*PR*EXAMPLE PLAN*XV*P1~
            N1*PE*EXAMPLE CLINIC*XX*1999999984~
            LX*1~
            {claims.TrimEnd()}
            {after}
            """;
        var segments = body.Count(c => c == '~') + 1;
        return $"{isa}\nGS*HP*PLAN*CLINIC*20260302*0800*7*X*005010X221A1~\n{body.TrimEnd()}\nSE*{segments}*0001~\nGE*1*7~\nIEA*1*000000042~\n".Replace("\r", "", StringComparison.Ordinal);
    }

    public static Stream Stream(string text) => new MemoryStream(Encoding.Latin1.GetBytes(text));

    /// <summary>Both passes over a file.</summary>
    public static Read Read(string text) => Read(Stream(text));

    public static Read Read(byte[] bytes) => Read(new MemoryStream(bytes));

    public static Read Read(Stream stream)
    {
        using var reader = new RemittanceReader(stream);
        List<ReadTransaction> transactions = [];
        while (reader.Survey())
        {
            var transaction = reader.Transaction!;
            var repeats = new RepeatedClaims(transaction);
            List<ReadClaim> claims = [];
            reader.Rewind();
            while (reader.ReadClaim())
            {
                var hold = repeats.IsRepeated(reader.Claim) ? HoldWord.RepeatedClaim : HoldRules.ForClaim(reader.Claim);
                claims.Add(new(reader.Claim.Copy(), hold));
            }
            transactions.Add(new(transaction, claims));
        }
        return new(transactions, reader.Findings, reader.Refusal?.Code);
    }
}

internal sealed record ReadClaim(ClaimPayment Claim, HoldWord? Hold);

internal sealed record ReadTransaction(RemittanceTransaction Head, IReadOnlyList<ReadClaim> Claims)
{
    public HoldWord? Hold => HoldRules.ForTransaction(Head);

    public IEnumerable<string> Codes => Head.Findings.Kept.Concat(Claims.SelectMany(c => c.Claim.Findings.Kept)).Select(f => f.Code);
}

internal sealed record Read(IReadOnlyList<ReadTransaction> Transactions, FindingList Findings, string? Refused)
{
    public ReadTransaction Only => Transactions.Should().ContainSingle().Subject;

    public ClaimPayment OnlyClaim => Only.Claims.Should().ContainSingle().Subject.Claim;

    public IEnumerable<string> Codes => Findings.Kept.Select(f => f.Code).Concat(Transactions.SelectMany(t => t.Codes));
}
