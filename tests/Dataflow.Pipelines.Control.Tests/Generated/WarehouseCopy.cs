namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>Statements as users declare them.</summary>
[Pipeline("warehouse_copy")]
public sealed partial class WarehouseCopy(SqlDatabase warehouse)
{
    public SqlDatabase Warehouse => warehouse;

    [Input("Day")] public string Day { get; init; } = "it's monday";

    [Input("Target")] public TableName Target { get; init; } = TableName.Of("kept orders");

    [Input("Least price")] public decimal? Least { get; init; }

    [Sql("SELECT * FROM orders WHERE day = '{{ pipeline.input.day }}' -- {{ not a value }}", On = nameof(Warehouse)), StartWhen("event:pipeline.started")]
    public partial SqlTask<Copied> Copy { get; }

    [Sql("""
        SELECT COUNT(*) AS orders, MAX(product) AS best, SUM(price) AS amount FROM {{ copy.table }}
        WHERE {{ pipeline.input.least }} IS NULL OR price >= {{ pipeline.input.least }}
        """, On = nameof(Warehouse))]
    [StartWhen("event:copy.completed")]
    public partial SqlTask<Totals> Total { get; }

    [Sql("""
        CREATE TABLE IF NOT EXISTS {{ pipeline.input.target }} (product TEXT, price REAL, run TEXT);
        INSERT INTO {{ pipeline.input.target }} SELECT product, price, {{ run.id }} FROM {{ copy.table }} WHERE product LIKE '%' || {{ total.best }} || '%'
        """, On = nameof(Warehouse), Ledger = "done")]
    [StartWhen("event:total.completed")]
    public partial SqlTask<Kept> Keep { get; }

    [Sql("DROP TABLE {{ copy.table }}", On = nameof(Warehouse)), StartWhen("event:keep.completed")]
    public partial SqlTask Clear { get; }
}
