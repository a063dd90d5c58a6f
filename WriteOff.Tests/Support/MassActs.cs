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

    extension(World world)
    {
        public MassPreviewer MassPreviews => new(world.Grid, world.Dbs, world.Clock, world.Keys);
        public MassDesk Mass => new(world.Books, world.Dbs, new RunBell());
        public MassRunner Runner => new(world.Books, world.Dbs, world.Gate);
        public RunViews Runs => new(world.Dbs);
    }

    /// <summary>What would happen to every denial that the filter finds.</summary>
    public static async Task<MassPreview> Look(this World world, string reason = "other", string filter = "", string note = Note, Actor? by = null) =>
        (await world.MassPreviews.Preview(by ?? world.Clerk, new MassAsk(new GridAsk(Text: filter), GridSelection.All, reason, note))).Value;

    /// <summary>Starts it and does it to its end.</summary>
    public static async Task<MassRun> Run(this World world, MassPreview preview, Actor? by = null)
    {
        var number = (await world.Mass.Start(by ?? world.Clerk, preview)).Value;
        return await world.Finish(number);
    }

    public static async Task<MassRun> Finish(this World world, int number)
    {
        await world.Runner.Run(new RunKey(world.TenantId, number));
        return await world.RunNumbered(number);
    }

    /// <summary>Does its next rows and stops, as a killed server would.</summary>
    public static async Task Stretch(this World world, int number, int most) =>
        _ = (await world.Runner.Stretch(world.Clerk, number, most, new MassRunner.Pace(), broken: null, CancellationToken.None)).Value;

    public static Task<MassRun> RunNumbered(this World world, int number) => world.Read(db => db.Set<MassRun>().AsNoTracking().SingleAsync(r => r.Number == number));

    public static Task<Dictionary<long, MassRunRow>> RowsOf(this World world, int number) =>
        world.Read(db => db.Set<MassRunRow>().AsNoTracking().Where(r => r.RunNumber == number).ToDictionaryAsync(r => r.DenialId));

    /// <summary>Denials of claims of their own.</summary>
    public static async Task<List<Denial>> GivenDenials(this World world, int count, long cents = 500)
    {
        List<Denial> denials = [];
        for (var n = 0; n < count; n++) denials.Add(await world.GivenDenial(new Money(cents)));
        return denials;
    }

    /// <summary>Many denials of claims of their own, in one act.</summary>
    public static async Task<List<long>> GivenManyDenials(this World world, int count, long cents = 500)
    {
        _ = await world.GivenDenial(new Money(cents));
        List<long> ids = [];
        for (var done = 0; done < count;)
        {
            var part = Math.Min(2_000, count - done);
            _ = (await world.Books.Write<bool>(world.System, async (entry, cancel) =>
            {
                var payer = await entry.Db.Set<Payer>().FirstAsync(cancel);
                for (var n = 0; n < part; n++) ids.Add(Add(world, entry, payer, cents));
                return true;
            })).Value;
            done += part;
        }

        return ids;
    }

    private static long Add(World world, BookEntry entry, Payer payer, long cents)
    {
        var claim = new InsuranceClaim(world.TenantId, entry.NextKey(), $"RC-{entry.NextKey()}", payer.Id, cents) { PatientName = "Alpha, Ann", ServiceFrom = world.Today.AddDays(-60) };
        var line = new ClaimLine(world.TenantId, entry.NextKey(), claim.Id, 1, "71046", cents);
        var denial = new Denial(world.TenantId, entry.NextKey(), claim.Id, payer.Id, "CO", "197", cents, world.Today.AddDays(-30)) { LineId = line.Id };
        denial.SetAppealWindow(world.Today);
        entry.Add(claim);
        entry.Add(line);
        entry.Add(denial);
        entry.Record(AuditAct.DenialMade, new AuditRow { DenialId = denial.Id, ClaimId = claim.Id, AmountCents = cents, StatusAfter = (int)denial.Status, BalanceAfterCents = cents });
        return denial.Id;
    }

    /// <summary>Outcome and cause by denial, as one word each.</summary>
    public static string Word(this MassRunRow row) => row.Cause.Length == 0 ? row.Outcome.ToString() : $"{row.Outcome} {row.Cause}";
}
