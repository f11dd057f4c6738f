using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Samples;

internal static partial class Program
{
    static partial void ConfigureServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new Shop(configuration["Shop"] ?? "shop.db"));
}
