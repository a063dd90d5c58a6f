using WriteOff.Domain.Audit;
using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Verification;

/// <summary>What a thorough forger can do so that the database alone looks whole: a checkpoint kept elsewhere still tells.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public async Task Run_TailCutAndHeadSetBack_OnlyTheCheckpointTells()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        await workbench.Change(_ => Task.CompletedTask);
        var kept = await Ends(workbench);
        var last = kept.Ends[workbench.TenantId].Sequence;
        await RawSql.Run(workbench, Guarded($"DELETE FROM audit_row WHERE tenant_id = {workbench.TenantId} AND sequence = {last}; UPDATE audit_head SET sequence = {last - 1}, hash = (SELECT hash FROM audit_row WHERE tenant_id = {workbench.TenantId} AND sequence = {last - 1}) WHERE tenant_id = {workbench.TenantId}"));

        (await new Verifier(workbench.Dbs).Run(workbench.Verified())).Should().OnlyContain(r => r.Holds);
        var found = await new Verifier(workbench.Dbs).Run(new VerifyAsk(workbench.Verified(), kept));

        found.Holds.Should().BeFalse();
        found.Results.Where(r => !r.Holds).Should().ContainSingle(r => r.Name == "AuditCheckpoint").Which.FirstKeys.Should().Equal($"audit row {last} of tenant {workbench.TenantId}");
    }

    [Fact]
    public async Task Run_WholeChainRecomputed_OnlyTheCheckpointTells()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        var kept = await Ends(workbench);
        var rows = await workbench.Trail();
        var sql = new System.Text.StringBuilder();
        var previous = new byte[32];
        foreach (var row in rows)
        {
            row.ActorName = row.Sequence == 3 ? "Forged" : row.ActorName;
            row.PreviousHash = previous;
            previous = row.Hash = AuditRowHash.Of(row);
            sql.Append(System.Globalization.CultureInfo.InvariantCulture, $"UPDATE audit_row SET actor_name = '{row.ActorName}', previous_hash = x'{Convert.ToHexString(row.PreviousHash)}', hash = x'{Convert.ToHexString(row.Hash)}' WHERE sequence = {row.Sequence};");
        }

        await RawSql.Run(workbench, Guarded($"{sql} UPDATE audit_head SET hash = x'{Convert.ToHexString(previous)}'"));

        (await new Verifier(workbench.Dbs).Run(workbench.Verified())).Should().OnlyContain(r => r.Holds);
        (await new Verifier(workbench.Dbs).Run(new VerifyAsk(workbench.Verified(), kept))).Results.Single(r => !r.Holds).Name.Should().Be("AuditCheckpoint");
    }

    [Fact]
    public async Task Run_TenantGone_TheCheckpointTells()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        var kept = new ChainCheckpoint(new Dictionary<int, (long, string)> { [workbench.TenantId + 77] = (5, new string('A', 64)) });
        (await new Verifier(workbench.Dbs).Run(new VerifyAsk(workbench.Verified(), kept))).Results.Single(r => !r.Holds).FirstKeys.Should().Equal($"audit row 5 of tenant {workbench.TenantId + 77}");
        (await new Verifier(workbench.Dbs).Run(new VerifyAsk(workbench.TenantId, kept))).Holds.Should().BeTrue("another tenant wasn't asked for");
    }

    [Fact]
    public async Task Run_ChainGrewHonestly_Holds()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        var kept = await Ends(workbench);
        await workbench.GivenDenial();
        var found = await new Verifier(workbench.Dbs).Run(new VerifyAsk(workbench.Verified(), kept));
        found.Holds.Should().BeTrue();
        found.Ends.Ends[workbench.TenantId].Sequence.Should().BeGreaterThan(kept.Ends[workbench.TenantId].Sequence);
    }

    [Fact]
    public void Text_ReadBack_IsTheSame()
    {
        var kept = new ChainCheckpoint(new Dictionary<int, (long, string)> { [7] = (long.MaxValue, new string('0', 64)), [2] = (1, new string('F', 64)) });
        kept.Text().Should().StartWith("writeoff checkpoint 1\n2 1 FFFF");
        ChainCheckpoint.Read(kept.Text()).Value.Ends.Should().BeEquivalentTo(kept.Ends);
        ChainCheckpoint.Read(kept.Text().ReplaceLineEndings("\r\n")).IsDone.Should().BeTrue();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("something else", 1)]
    [InlineData("writeoff checkpoint 1\n1 2", 2)]
    [InlineData("writeoff checkpoint 1\n1 2 abc", 2)]
    [InlineData("writeoff checkpoint 1\n-1 2 0000000000000000000000000000000000000000000000000000000000000000", 2)]
    [InlineData("writeoff checkpoint 1\n1 2 0000000000000000000000000000000000000000000000000000000000000000\n1 3 0000000000000000000000000000000000000000000000000000000000000000", 3)]
    [InlineData("writeoff checkpoint 1\n1 2 zz00000000000000000000000000000000000000000000000000000000000000", 2)]
    public void Read_NoCheckpoint_IsRefusedWithItsLine(string text, int line)
    {
        var refusal = ChainCheckpoint.Read(text).Refusal!;
        refusal.Code.Should().Be("CheckpointUnreadable");
        refusal.Sentence.Should().Contain($"Line {line} ");
    }

    [Fact]
    public async Task Run_Cancelled_Stops()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        using var stop = new CancellationTokenSource();
        List<VerifyProgress> seen = [];
        var ask = new VerifyAsk(workbench.Verified(), Progress: p =>
        {
            seen.Add(p);
            if (p.Invariants == 3) stop.Cancel();
        });
        await FluentActions.Awaiting(() => new Verifier(workbench.Dbs).Run(ask, stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        seen.Should().NotBeEmpty().And.OnlyContain(p => p.Rows == 0);
    }

    private static async Task<ChainCheckpoint> Ends(TestWorkbench workbench) => (await new Verifier(workbench.Dbs).Run(new VerifyAsk(workbench.Verified()))).Ends;

    /// <summary>As a forger would: takes the guards of the audit rows away and puts them back the same.</summary>
    private static string Guarded(string sql) => "DROP TRIGGER audit_row_no_update; DROP TRIGGER audit_row_no_delete;" + sql
        + "; CREATE TRIGGER audit_row_no_update BEFORE UPDATE ON audit_row BEGIN SELECT RAISE(ABORT, 'no'); END; CREATE TRIGGER audit_row_no_delete BEFORE DELETE ON audit_row BEGIN SELECT RAISE(ABORT, 'no'); END;";
}
