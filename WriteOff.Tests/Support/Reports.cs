using WriteOff.Domain.Reporting;

namespace WriteOff.Tests.Support;

/// <summary>The reports on a workbench's database.</summary>
internal static class Reports
{
    public static Causes Causes(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock);

    public static Pivots Pivots(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock, workbench.Writer);

    public static WorkReports Work(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock);

    public static ControlAlerts Alerts(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock);

    public static StartViews StartViews(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock);
}
