using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.WriteOffs;

/// <summary>What holds a write-off back until somebody with the scope for it passes it with a reason. The numbers are stored.</summary>
public enum Rail
{
    /// <summary>What the reason asks for is missing, and the tenant blocks the reason without it.</summary>
    Evidence = 1,
    /// <summary>A better route with the payer stands open.</summary>
    Finality = 2,
}

/// <summary>Why a rail is passed. The numbers are stored.</summary>
public enum OverrideReason
{
    /// <summary>The note of the write-off says it.</summary>
    Noted = 1,
    /// <summary>The route was taken, and the payer turned it down.</summary>
    RouteTurnedDown = 2,
    /// <summary>It would cost more than it could bring.</summary>
    NotWorthIt = 3,
    /// <summary>What the payer asks for can't be had.</summary>
    CannotBeMet = 4,
    /// <summary>The payer's code is wrong: the route isn't there.</summary>
    CodeIsWrong = 5,
    /// <summary>The text says it.</summary>
    Other = 6,
}

/// <summary>An ask to pass a rail.</summary>
/// <param name="Reason">Its code, as <see cref="RailWords"/> writes it.</param>
/// <param name="Text">Why, three visible characters or more.</param>
public sealed record RailOverride(Rail Rail, string Reason, string Text);

/// <summary>A rail that a write-off passes, as decided.</summary>
/// <param name="Saw">What held it back, in a sentence.</param>
public sealed record PassedRail(Rail Rail, OverrideReason Reason, string Text, string Saw);

/// <summary>Words of rails and of the reasons to pass them.</summary>
public static class RailWords
{
    /// <summary>The reasons that a person chooses from.</summary>
    public static IReadOnlyList<OverrideReason> Choices { get; } =
        [OverrideReason.RouteTurnedDown, OverrideReason.NotWorthIt, OverrideReason.CannotBeMet, OverrideReason.CodeIsWrong, OverrideReason.Other];

    /// <summary>The rail's name.</summary>
    public static string Of(Rail rail) => rail switch
    {
        Rail.Evidence => "evidence",
        Rail.Finality => "finality",
    };

    /// <summary>The code of a reason.</summary>
    public static string CodeOf(OverrideReason reason) => reason switch
    {
        OverrideReason.Noted => "noted",
        OverrideReason.RouteTurnedDown => "route-turned-down",
        OverrideReason.NotWorthIt => "not-worth-it",
        OverrideReason.CannotBeMet => "cannot-be-met",
        OverrideReason.CodeIsWrong => "code-is-wrong",
        OverrideReason.Other => "other",
    };

    /// <summary>As people choose it.</summary>
    public static string Label(OverrideReason reason) => reason switch
    {
        OverrideReason.Noted => "As the note says",
        OverrideReason.RouteTurnedDown => "Tried, and turned down",
        OverrideReason.NotWorthIt => "Costs more than it could bring",
        OverrideReason.CannotBeMet => "What the payer asks for can’t be had",
        OverrideReason.CodeIsWrong => "The payer’s code is wrong",
        OverrideReason.Other => "Other",
    };

    /// <summary>The reason with this code; null for anything else, also for what no person chooses.</summary>
    public static OverrideReason? Read(string? code) => Choices.Where(r => string.Equals(CodeOf(r), code, StringComparison.Ordinal)).Cast<OverrideReason?>().FirstOrDefault();
}

/// <summary>A rail that was passed, kept for ever: which, by whom, why, and what it saw.</summary>
public sealed class RailPass(int tenantId, long id, long requestId, long denialId, Rail rail, OverrideReason reason, string text) : ITenantOwned, IAppendOnly
{
    /// <summary>Longest sentence of what a rail saw.</summary>
    public const int MostSeen = 1000;

    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>The write-off request that passed it.</summary>
    public long RequestId { get; private set; } = requestId;

    public long DenialId { get; private set; } = denialId;

    public Rail Rail { get; private set; } = rail;

    public OverrideReason Reason { get; private set; } = reason;

    /// <summary>What the person wrote.</summary>
    public string Text { get; private set; } = text;

    /// <summary>What held the write-off back, in the words shown then.</summary>
    public string Saw { get; init; } = "";

    public Guid PassedBy { get; init; }

    public DateTimeOffset PassedAt { get; init; }

    /// <summary>The ask that it stands for, when the request is judged again.</summary>
    public RailOverride Ask => new(Rail, RailWords.CodeOf(Reason), Text);
}

/// <summary>How passed rails are written in bulk.</summary>
internal static class RailShapes
{
    public static InsertShape<RailPass> Passes { get; } = new("rail_pass", ["id", "request_id", "denial_id", "rail", "reason", "text", "saw", "passed_by", "passed_at"], (row, to) =>
    {
        to.Number(row.Id);
        to.Number(row.RequestId);
        to.Number(row.DenialId);
        to.Number((int)row.Rail);
        to.Number((int)row.Reason);
        to.Text(row.Text);
        to.Text(row.Saw);
        to.Person(row.PassedBy);
        to.Number(row.PassedAt.ToUnixTimeMilliseconds());
    });
}

internal sealed class RailPassTable : IEntityTypeConfiguration<RailPass>
{
    public void Configure(EntityTypeBuilder<RailPass> builder)
    {
        builder.ToTable("rail_pass");
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Text).HasMaxLength(DenialNote.MaxLength);
        builder.Property(p => p.Saw).HasMaxLength(RailPass.MostSeen);
        builder.Ignore(p => p.Ask);
        builder.HasIndex(p => new { p.TenantId, p.RequestId });
        builder.HasIndex(p => new { p.TenantId, p.DenialId });
        builder.HasOne<WriteOffRequest>().WithMany().HasForeignKey(p => new { p.TenantId, p.RequestId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Denial>().WithMany().HasForeignKey(p => new { p.TenantId, p.DenialId }).OnDelete(DeleteBehavior.Restrict);
    }
}
