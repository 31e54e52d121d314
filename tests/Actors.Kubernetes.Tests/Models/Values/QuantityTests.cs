using System.Globalization;
using System.Text.Json;

namespace Actors.Kubernetes.Models.Tests;

public sealed class QuantityTests
{
    [Theory]
    // The same number in other words has one canonical form, in the family it was written in.
    [InlineData("0", "0", "0")]
    [InlineData("-0", "0", "0")]
    [InlineData("0Ki", "0", "0")]
    [InlineData("00e5", "0", "0")]
    [InlineData("1", "1", "1")]
    [InlineData("+1", "1", "1")]
    [InlineData("-1", "-1", "-1")]
    [InlineData("1.", "1", "1")]
    [InlineData(".5", "0.5", "500m")]
    [InlineData("0.5", "0.5", "500m")]
    [InlineData("1.5", "1.5", "1500m")]
    [InlineData("100m", "0.1", "100m")]
    [InlineData("1000m", "1", "1")]
    [InlineData("1000u", "0.001", "1m")]
    [InlineData("250000n", "0.00025", "250u")]
    [InlineData("12000", "12000", "12k")]
    [InlineData("1500k", "1500000", "1500k")]
    [InlineData("1000M", "1000000000", "1G")]
    [InlineData("0.001T", "1000000000", "1G")]
    [InlineData("1.G", "1000000000", "1G")]
    [InlineData("2P", "2000000000000000", "2P")]
    [InlineData("12E", "12000000000000000000", "12E")]
    [InlineData("5000E", "5000000000000000000000", "5000E")]
    [InlineData("1024", "1024", "1024")]
    [InlineData("1Ki", "1024", "1Ki")]
    [InlineData("1024Ki", "1048576", "1Mi")]
    [InlineData("1536Mi", "1610612736", "1536Mi")]
    [InlineData("1.5Gi", "1610612736", "1536Mi")]
    [InlineData("-2048Ki", "-2097152", "-2Mi")]
    [InlineData("1Ti", "1099511627776", "1Ti")]
    [InlineData("4Pi", "4503599627370496", "4Pi")]
    [InlineData("3Ei", "3458764513820540928", "3Ei")]
    // What powers of 1024 cannot say is said in powers of 1000.
    [InlineData("0.5Ki", "512", "512")]
    [InlineData("0.1Gi", "107374182.4", "107374182400m")]
    [InlineData("0.0001Ki", "0.1024", "102400u")]
    [InlineData("1e3", "1000", "1e3")]
    [InlineData("1E3", "1000", "1e3")]
    [InlineData("1.2e3", "1200", "1200")]
    [InlineData("1.3E+6", "1300000", "1300e3")]
    [InlineData("12e-3", "0.012", "12e-3")]
    [InlineData("1e21", "1000000000000000000000", "1e21")]
    [InlineData("123456789012345678901234567890e-12", "123456789012345678.90123456789", "123456789012345678901234568e-9")]
    // Finer than nano is rounded away from zero.
    [InlineData("0.1n", "0.000000001", "1n")]
    [InlineData("3.001n", "0.000000004", "4n")]
    [InlineData("-3.001n", "-0.000000004", "-4n")]
    [InlineData("1.1e-9", "0.000000002", "2e-9")]
    [InlineData("0.00000012345", "0.000000124", "124n")]
    // In powers of 1024 there is nothing beyond a 64-bit integer.
    [InlineData("9Ei", "9223372036854775807", "9223372036854775807")]
    [InlineData("-9Ei", "-9223372036854775807", "-9223372036854775807")]
    public void Is_a_number_and_has_a_canonical_form(string text, string number, string canonical)
    {
        var quantity = Quantity.Parse(text);
        Assert.Equal(new Quantity(decimal.Parse(number, CultureInfo.InvariantCulture)), quantity);
        Assert.Equal(canonical, quantity.ToString());
        Assert.Equal(quantity, Quantity.Parse(canonical));
        Assert.Equal(canonical, Quantity.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("-", "no digit at position 1")]
    [InlineData(".", "no digit at position 0")]
    [InlineData("Mi", "no digit at position 0")]
    [InlineData(" 1", "no digit at position 0")]
    [InlineData("1 ", "' ' at position 1 is no suffix")]
    [InlineData("1 Gi", "' Gi' at position 1 is no suffix")]
    [InlineData("1.1.M", "'.M' at position 3 is no suffix")]
    [InlineData("1+1", "'+1' at position 1 is no suffix")]
    [InlineData("1i", "'i' at position 1 is no suffix")]
    [InlineData("10K", "'K' at position 2 is no suffix")]
    [InlineData("1mi", "'mi' at position 1 is no suffix")]
    [InlineData("1MB", "'MB' at position 1 is no suffix")]
    [InlineData("1e", "'e' at position 1 is no suffix")]
    [InlineData("1e+", "'e+' at position 1 is no suffix")]
    [InlineData("1e1.5", "'e1.5' at position 1 is no suffix")]
    [InlineData("1e99999", "the exponent 99999 is beyond ±128")]
    [InlineData("1e-2147483648", "the exponent -2147483648 is beyond ±128")]
    [InlineData("1e30", "beyond ±1.7e29")]
    [InlineData("١", "no digit at position 0")]
    public void What_is_none_is_refused_with_the_reason(string text, string reason)
    {
        var message = Assert.Throws<FormatException>(() => Quantity.Parse(text)).Message;
        Assert.StartsWith($"'{text}' is not a quantity: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("n u m k M G T P E", message, StringComparison.Ordinal);
        Assert.False(Quantity.TryParse(text, out _));
    }

    [Fact]
    public void A_text_of_any_length_costs_little()
    {
        var message = Assert.Throws<FormatException>(() => Quantity.Parse(new string('9', 1_000_000))).Message;
        Assert.InRange(message.Length, 1, 500);
        Assert.False(Quantity.TryParse(null, out _));
    }

    [Fact]
    public void What_is_printed_is_read_as_the_same_number_and_printed_the_same_again()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var quantity = new Quantity(AnyNumber(random), (QuantityFormat)random.Next(3));
            var text = quantity.ToString();
            var read = Quantity.Parse(text);
            Assert.True(quantity == read, $"{text} is read as {read}");
            // A number without a suffix does not say that it was binary: it is read as decimal.
            var isSameFamily = char.IsAsciiLetter(text[^1]) || quantity.Format != QuantityFormat.BinarySI;
            Assert.True(!isSameFamily || text == read.ToString(), $"{text} of family {quantity.Format} is printed as {read}");
        }
    }

    [Fact]
    public void Arithmetic_and_order_are_those_of_decimal_numbers()
    {
        var random = new Random(2);
        for (var round = 0; round < 20_000; round++)
        {
            var (a, b) = (AnyNumber(random), random.Next(5) == 0 ? 0 : AnyNumber(random));
            var (x, y) = (new Quantity(a, (QuantityFormat)random.Next(3)), new Quantity(b, (QuantityFormat)random.Next(3)));
            Assert.Equal(a, x.ToDecimal());
            Assert.Equal(a + b, (x + y).ToDecimal());
            Assert.Equal(a - b, (x - y).ToDecimal());
            Assert.Equal(-a, (-x).ToDecimal());
            Assert.Equal(a.CompareTo(b), x.CompareTo(y));
            Assert.Equal((a < b, a <= b, a > b, a >= b, a == b, a != b), (x < y, x <= y, x > y, x >= y, x == y, x != y));
            Assert.Equal(x, x + y - y);
            Assert.Equal((x + y).GetHashCode(), (y + x).GetHashCode());
            Assert.Equal(Math.Sign(a), x.Sign);
        }
    }

    [Theory]
    [InlineData("1Gi", "1G", "2073741824")]
    [InlineData("1Gi", "1Gi", "2Gi")]
    [InlineData("1G", "1Gi", "2073741824")]
    [InlineData("0", "1Gi", "1Gi")]
    [InlineData("0Gi", "1k", "1k")]
    [InlineData("1e3", "1k", "2e3")]
    [InlineData("1", "1n", "1000000001n")]
    public void A_sum_is_of_the_family_of_the_first_unless_that_is_zero(string left, string right, string sum)
    {
        Assert.Equal(sum, (Quantity.Parse(left) + Quantity.Parse(right)).ToString());
        Assert.Equal((Quantity.Parse(left) - -Quantity.Parse(right)).ToString(), sum);
    }

    [Theory]
    [InlineData("1.5", 2, 1500)]
    [InlineData("-1.5", -2, -1500)]
    [InlineData("1m", 1, 1)]
    [InlineData("1u", 1, 1)]
    [InlineData("2Ki", 2048, 2_048_000)]
    public void Whole_numbers_are_rounded_away_from_zero(string text, long units, long milli)
    {
        Assert.Equal(units, Quantity.Parse(text).ToInt64());
        Assert.Equal(milli, Quantity.Parse(text).ToMilli());
    }

    [Fact]
    public void What_does_not_fit_is_an_overflow_and_not_another_number()
    {
        Assert.Throws<OverflowException>(() => Quantity.Parse("10E").ToInt64());
        Assert.Throws<OverflowException>(() => Quantity.Parse("1e29") + Quantity.Parse("1e29"));
        Assert.Throws<OverflowException>(() => Quantity.Parse("1e29").ToDecimal());
    }

    [Theory]
    [InlineData("\"500m\"", "500m")]
    [InlineData("\"0.5\"", "500m")]
    [InlineData("2", "2")]
    [InlineData("0.25", "250m")]
    [InlineData("1e3", "1e3")]
    public void Json_is_written_back_as_it_was_and_computed_values_canonically(string json, string canonical)
    {
        var quantity = KubernetesJson.Deserialize<Quantity>(json);
        Assert.Equal(json, KubernetesJson.Serialize(quantity));
        Assert.Equal(canonical, quantity.ToString());
        Assert.Equal($"\"{quantity - quantity + quantity}\"", KubernetesJson.Serialize(quantity - quantity + quantity));
    }

    [Theory]
    [InlineData("true", "not True")]
    [InlineData("\"1 Gi\"", "' Gi' at position 1 is no suffix")]
    public void Json_that_is_none_is_refused_with_reason_and_place(string json, string reason)
    {
        var message = Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<Dictionary<string, Quantity>>($$"""{"memory": {{json}}}""")).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("$.memory", message, StringComparison.Ordinal);
    }

    /// <summary>Up to 18 digits, anywhere from nano to exa.</summary>
    private static decimal AnyNumber(Random random)
    {
        var digits = random.NextInt64(-(long)Math.Pow(10, random.Next(1, 18)), (long)Math.Pow(10, random.Next(1, 18)));
        if (random.Next(3) == 0) digits = digits / 1024 * 1024;
        var number = (decimal)digits;
        for (var places = random.Next(10); places > 0; places--) number /= 10;
        return number;
    }
}
