using System.Text;
using Microsoft.EntityFrameworkCore;

namespace WriteOff.Domain.Persistence;

/// <summary>Column names as the domain document writes them: <c>tenant_id</c>, <c>balance_cents</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        foreach (var type in modelBuilder.Model.GetEntityTypes())
            foreach (var property in type.GetProperties())
                property.SetColumnName(Of(property.Name));
    }

    public static string Of(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
