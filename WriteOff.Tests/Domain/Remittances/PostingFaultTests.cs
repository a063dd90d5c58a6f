using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>An error of the product in one transaction never stops the next one, and nothing is lost.</summary>
public sealed class PostingFaultTests
{
    private static byte[] Three() => File(1,
        Of(Claim("RC-1", Line("99213", 100, "CO-197 100"))).By(North, "EFT1"), Of(Claim("RC-BAD", Line("99213", 150, "CO-45 50"))).By(North, "EFT2"), Of(Claim("RC-3", Line("99213", 90, "CO-29 90"))).By(North, "EFT3"));

    [Fact]
    public async Task Take_ErrorInOneTransaction_HoldsThatOne_AndItPostsWhenMended()
    {
        var fault = new Faulty();
        var workbench = await TestWorkbench.OpenSqlite(null, fault);
        fault.IsOn = true;

        var taken = (await workbench.Take(Three())).Value.Remittances;

        taken.Select(r => (r.Status, r.HoldWord)).Should().Equal((RemittanceStatus.Posted, ""), (RemittanceStatus.Held, "POSTING_FAILED"), (RemittanceStatus.Posted, ""));
        taken[1].Why.Should().Be("An error of the product stopped it (InvalidOperationException); nothing of it is posted. Report it; release it, or send the same file again, when it is mended.");
        (await workbench.CountClaims()).Should().Be(2);
        await workbench.NoCentIsLost();

        var service = new RemittanceService(workbench.Writer);
        await FluentActions.Awaiting(() => service.Release(workbench.PostingClerk, taken[1].RemittanceId, "Try again")).Should().ThrowAsync<InvalidOperationException>();
        fault.IsOn = false;
        (await service.Release(workbench.PostingClerk, taken[1].RemittanceId, "It is mended")).Value.PostedCount.Should().Be(1);
        (await workbench.CountClaims()).Should().Be(3);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Take_TheSameFileAgainWhenMended_PostsWhatWasStopped()
    {
        var fault = new Faulty();
        var workbench = await TestWorkbench.OpenSqlite(null, fault);
        fault.IsOn = true;
        await workbench.Take(Three());
        fault.IsOn = false;

        var again = (await workbench.Take(Three())).Value.Remittances;

        again.Select(r => (r.Number, r.Status)).Should().Equal((2, RemittanceStatus.Posted));
        (await workbench.CountClaims()).Should().Be(3);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Take_ErrorInOneTransaction_IsLoggedByKindAndPlace_WithoutWhatIsInTheFile()
    {
        var fault = new Faulty();
        var workbench = await TestWorkbench.OpenSqlite(null, fault);
        fault.IsOn = true;
        var log = new Lines();

        using var content = new MemoryStream(Three());
        await new RemittanceIntake(workbench.Writer, workbench.Dbs, log).Take(workbench.System, "1.835", content, TestContext.Current.CancellationToken);

        log.Written.Should().ContainSingle().Which.Should().Contain("transaction 2 of file").And.Contain("InvalidOperationException").And.Contain(nameof(AdjudicationLookup)).And.NotContain("A bug").And.NotContain("RC-BAD");
    }

    private sealed class Lines : ILogger<RemittanceIntake>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception));
    }

    /// <summary>An error where the claims of a batch are looked up.</summary>
    private sealed class Faulty : DbCommandInterceptor
    {
        public bool IsOn { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (IsOn && command.Parameters.Cast<DbParameter>().Any(p => p.Value is string text && text.Contains("RC-BAD", StringComparison.Ordinal))) throw new InvalidOperationException("A bug");
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
