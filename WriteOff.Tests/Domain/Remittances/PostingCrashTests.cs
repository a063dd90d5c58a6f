using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>kill -9 while a remittance is posted, at random points. WRITEOFF_LONG=1 kills fifty times; a failure prints the seed.</summary>
public sealed class PostingCrashTests(ITestOutputHelper output)
{
    private static readonly int Kills = PropertyRuns.Long ? 50 : 3;
    private const int Transactions = 6;
    private const int Claims = 500;
    private const int Looks = 5_000;

    [Fact]
    public async Task Import_KilledAtRandomPoints_ARepeatCompletesItAndNothingIsTwice()
    {
        Assert.SkipWhen(TestDatabases.SqlServer is not null, "Kills a process on a file of its own.");
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}, {Kills} kills");
        var random = new Random(seed);
        var workbench = await TestWorkbench.OpenSqlite();
        using var folder = new TemporaryFolder();
        var (files, inside) = (1, 0);
        await System.IO.File.WriteAllBytesAsync(folder.File(1), Big(1), TestContext.Current.CancellationToken);
        for (var kills = 0; kills < Kills; kills++)
        {
            if (await IsFinished(workbench, files)) await System.IO.File.WriteAllBytesAsync(folder.File(++files), Big(files), TestContext.Current.CancellationToken);
            var before = await Locks(workbench);
            using var import = ServerProcess.Import(workbench.Options, folder.File(files), workbench.TenantId);
            while (await Locks(workbench) == before) import.HasExited.Should().BeFalse("it must not end before it has begun");
            for (var n = random.Next(Looks); n > 0 && !import.HasExited; n--) await Locks(workbench);
            await import.Kill();
            if (!await IsFinished(workbench, files)) inside++;
        }

        output.WriteLine($"{inside} of {Kills} before the file was done, {files} files");
        (await workbench.Take(await System.IO.File.ReadAllBytesAsync(folder.File(files), TestContext.Current.CancellationToken), $"{files}.835")).IsDone.Should().BeTrue();

        await Expect.Clean(workbench);
        var all = files * Transactions * Claims;
        (await workbench.Read(db => db.Set<Remittance>().CountAsync(r => r.Status == RemittanceStatus.Posted))).Should().Be(files * Transactions);
        (await workbench.Read(db => db.Set<Remittance>().CountAsync())).Should().Be(files * Transactions);
        (await workbench.Read(db => db.Set<InsuranceClaim>().Select(c => c.ClaimNumber).Distinct().CountAsync())).Should().Be(all);
        (await workbench.Read(db => db.Set<InsuranceClaim>().CountAsync())).Should().Be(all);
        (await workbench.Read(db => db.Set<RemittanceClaim>().CountAsync(c => c.Outcome == ClaimPaymentOutcome.Posted))).Should().Be(all);
        (await workbench.Read(db => db.Set<Denial>().CountAsync())).Should().Be(all);
        (await workbench.Read(db => db.Set<PaymentApplication>().SumAsync(a => a.AmountCents))).Should().Be(all * 6_000L);
    }

    /// <summary>Each claim: 40 dollars paid, 20 discount, 80 refused.</summary>
    private static byte[] Big(int file) => File(file, [.. Enumerable.Range(1, Transactions).Select(t =>
        Of([.. Enumerable.Range(1, Claims).Select(n => Claim(string.Create(CultureInfo.InvariantCulture, $"K{file}-{t}-{n}"), Line("99213", 60, "CO-45 20"), Line("85025", 80, "CO-197 80")))]).By(North, $"EFT{file}-{t}"))]);

    private static Task<long> Locks(TestWorkbench workbench) => workbench.Read(db => db.Set<AuditHead>().Select(h => h.LockVersion).SingleAsync());

    private static Task<bool> IsFinished(TestWorkbench workbench, int file) => workbench.Read(db => db.Set<RemittanceFile>().AnyAsync(f => f.Name == $"{file}.835" && f.FinishedAt != null));

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("writeoff-crash");

        public string File(int number) => Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{number}.835"));

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
