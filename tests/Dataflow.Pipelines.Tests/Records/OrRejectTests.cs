using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Records;

public sealed class OrRejectTests
{
    [Fact]
    public void It_holds_a_record_or_a_reason()
    {
        OrReject<Click> record = ClickInput.Click(1, 0);
        OrReject<Click> reject = Reject.Because("amount is negative");
        Assert.False(record.IsRejected);
        Assert.Equal("1", record.Value.Id);
        Assert.True(reject.IsRejected);
        Assert.Equal("amount is negative", reject.Reason);
        Assert.Equal(default, reject.Value);
    }

    [Fact]
    public void A_rejection_without_a_reason_is_still_one()
    {
        OrReject<Click> reject = default(Reject);
        Assert.True(reject.IsRejected);
        Assert.Throws<ArgumentException>(() => Reject.Because(""));
    }
}
