using WriteOff.Domain.Reporting;

namespace WriteOff.Tests.Support;

/// <summary>The reports on a world's database.</summary>
internal static class Reports
{
    public static Causes Causes(this World world) => new(world.Dbs, world.Clock);

    public static Pivots Pivots(this World world) => new(world.Dbs, world.Clock, world.Books);

    public static WorkReports Work(this World world) => new(world.Dbs, world.Clock);

    public static ControlAlerts Alerts(this World world) => new(world.Dbs, world.Clock);

    public static StartViews StartViews(this World world) => new(world.Dbs, world.Clock);
}
