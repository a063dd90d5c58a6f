using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Tests.Support;

/// <summary>Mass write-offs as sentences.</summary>
internal static class MassActs
{
    public const string Note = "Quarter clean-up";

    extension(TestWorkbench workbench)
    {
        public MassPreviewer MassPreviews => new(workbench.Grid, workbench.Dbs, workbench.Clock, workbench.Keys);
        public MassWriteOffService Mass => new(workbench.Writer, workbench.Dbs, new RunSignal());
        public MassRunner Runner => new(workbench.Writer, workbench.Dbs, workbench.Gate);
        public RunViews Runs => new(workbench.Dbs);
    }

    /// <summary>What would happen to every denial that the filter finds.</summary>
    public static async Task<MassPreview> Look(this TestWorkbench workbench, string reason = "other", string filter = "", string note = Note, Actor? by = null) =>
        (await workbench.MassPreviews.Preview(by ?? workbench.Clerk, new MassAsk(new GridAsk(Text: filter), GridSelection.All, reason, note))).Value;

    /// <summary>Starts it and does it to its end.</summary>
    public static async Task<MassRun> Run(this TestWorkbench workbench, MassPreview preview, Actor? by = null)
    {
        var number = (await workbench.Mass.Start(by ?? workbench.Clerk, preview)).Value;
        return await workbench.Finish(number);
    }

    public static async Task<MassRun> Finish(this TestWorkbench workbench, int number)
    {
        await workbench.Runner.Run(new RunKey(workbench.TenantId, number));
        return await workbench.RunNumbered(number);
    }

    /// <summary>Does its next rows and stops, as a killed server would.</summary>
    public static async Task Chunk(this TestWorkbench workbench, int number, int most) =>
        _ = (await workbench.Runner.Chunk(workbench.Clerk, number, most, new MassRunner.RunPacing(), broken: null, CancellationToken.None)).Value;

    public static Task<MassRun> RunNumbered(this TestWorkbench workbench, int number) => workbench.Read(db => db.Set<MassRun>().AsNoTracking().SingleAsync(r => r.Number == number));

    public static Task<Dictionary<long, MassRunRow>> RowsOf(this TestWorkbench workbench, int number) =>
        workbench.Read(db => db.Set<MassRunRow>().AsNoTracking().Where(r => r.RunNumber == number).ToDictionaryAsync(r => r.DenialId));

    /// <summary>Denials of claims of their own.</summary>
    public static async Task<List<Denial>> GivenDenials(this TestWorkbench workbench, int count, long cents = 500)
    {
        List<Denial> denials = [];
        for (var n = 0; n < count; n++) denials.Add(await workbench.GivenDenial(new Money(cents)));
        return denials;
    }

    /// <summary>Many denials of claims of their own, in one act.</summary>
    public static async Task<List<long>> GivenManyDenials(this TestWorkbench workbench, int count, long cents = 500)
    {
        _ = await workbench.GivenDenial(new Money(cents));
        List<long> ids = [];
        for (var done = 0; done < count;)
        {
            var part = Math.Min(2_000, count - done);
            _ = (await workbench.Writer.Write<bool>(workbench.System, async (unit, cancel) =>
            {
                var payer = await unit.Db.Set<Payer>().FirstAsync(cancel);
                for (var n = 0; n < part; n++) ids.Add(Add(workbench, unit, payer, cents));
                return true;
            })).Value;
            done += part;
        }

        return ids;
    }

    private static long Add(TestWorkbench workbench, UnitOfWork unit, Payer payer, long cents)
    {
        var claim = new InsuranceClaim(workbench.TenantId, unit.NextKey(), $"RC-{unit.NextKey()}", payer.Id, cents) { PatientName = "Alpha, Ann", ServiceFrom = workbench.Today.AddDays(-60) };
        var line = new ClaimLine(workbench.TenantId, unit.NextKey(), claim.Id, 1, "71046", cents);
        var denial = new Denial(workbench.TenantId, unit.NextKey(), claim.Id, payer.Id, "CO", "197", cents, workbench.Today.AddDays(-30)) { LineId = line.Id };
        denial.SetAppealWindow(workbench.Today);
        unit.Add(claim);
        unit.Add(line);
        unit.Add(denial);
        unit.Record(AuditAct.DenialMade, new AuditRow { DenialId = denial.Id, ClaimId = claim.Id, AmountCents = cents, StatusAfter = (int)denial.Status, BalanceAfterCents = cents });
        return denial.Id;
    }

    /// <summary>Outcome and cause by denial, as one word each.</summary>
    public static string Word(this MassRunRow row) => row.Cause.Length == 0 ? row.Outcome.ToString() : $"{row.Outcome} {row.Cause}";
}
