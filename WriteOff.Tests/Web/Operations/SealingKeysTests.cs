using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Operations;

/// <summary>The keys in the database, encrypted by a certificate outside it.</summary>
public sealed class SealingKeysTests : IDisposable
{
    private const string Password = "of the test alone";
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Keys_WithACertificate_LieEncrypted_AndStillOpenWhatTheySealed()
    {
        await using var app = await RunningApp.Start("--Keys:CertificateFile=" + Certificate("one"), "--Keys:PasswordFile=" + PasswordFile());
        var protector = app.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        var sealedText = protector.Protect("a draft");

        await using var scope = app.App.Services.CreateAsyncScope();
        var keys = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Set<DataProtectionKey>().ToListAsync(TestContext.Current.CancellationToken);
        keys.Should().NotBeEmpty().And.OnlyContain(k => k.Xml!.Contains("EncryptedData", StringComparison.Ordinal) && !k.Xml.Contains("<masterKey", StringComparison.Ordinal));
        protector.Unprotect(sealedText).Should().Be("a draft");
    }

    [Fact]
    public void Setting_WrongFileOrPassword_IsSaidAtTheStart()
    {
        SealingKeys.Read(Settings()).Certificate.Should().BeNull("a developer's database needs none");
        var missing = () => SealingKeys.Read(Settings(("Keys:CertificateFile", Path.Combine(_folder, "none.pfx"))));
        missing.Should().Throw<SettingException>().WithMessage("*none.pfx*");
        var locked = () => SealingKeys.Read(Settings(("Keys:CertificateFile", Certificate("two"))));
        locked.Should().Throw<SettingException>().WithMessage("*password*");
        var both = SealingKeys.Read(Settings(("Keys:CertificateFile", Certificate("three")), ("Keys:PasswordFile", PasswordFile()), ("Keys:EarlierCertificateFile", Certificate("four"))));
        (both.Certificate!.HasPrivateKey, both.Earlier.Count).Should().Be((true, 1));
    }

    private string Certificate(string name)
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var file = Path.Combine(_folder, name + ".pfx");
        File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12, Password));
        return file;
    }

    private string PasswordFile()
    {
        var file = Path.Combine(_folder, "password.txt");
        File.WriteAllText(file, Password + "\n");
        return file;
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
}
