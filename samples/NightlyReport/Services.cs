using Dataflow.Pipelines.Control;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Samples;

internal static partial class Program
{
    static partial void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        var orders = $"Data Source={configuration["Shop"] ?? "shop.db"}";
        services.AddSingleton(new Shop(orders)).AddSingleton(SqlDatabase.Sqlite(orders));
    }
}
