/*
 * Imbalance and microprice over all instruments, in 64-bit fixed point: the contract is io.peregrine.signal.SignalCatalogue, and the result
 * is the same 64 bits as on the CPU. OpenCL C 1.2, integers only, so that no build option can change a result.
 *
 * One work-item is one instrument. Columns lie one after another, strideLongs apart:
 *
 *   batch   bid price | bid quantity | ask price | ask quantity
 *   signals imbalance | microprice
 *
 * No undefined behaviour for any input: what may overflow is computed unsigned, divisors are guarded, rows beyond count are left alone.
 */

/* The right shift that brings both quantities below 2^31. */
static long quantity_shift(const long bid, const long ask)
{
    return max(33L - (long) clz(bid | ask), 0L);
}

/* (bid + ask) / 2 at the microprice's scale of 2^16, modulo 2^64. */
static long mid_price(const long bid, const long ask)
{
    return (long) (((ulong) bid << 15) + ((ulong) ask << 15));
}

/* The work-group size is the host's OpenClProgram.LOCAL_SIZE. */
__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void signals(__global const long *restrict batch, __global long *restrict signals, const uint stride_longs, const uint count)
{
    const size_t row = get_global_id(0);
    if (row >= count) {
        return;
    }
    const size_t stride = stride_longs;
    const long bid_price = batch[row];
    const long bid_quantity = batch[row + stride];
    const long ask_price = batch[row + 2 * stride];
    const long ask_quantity = batch[row + 3 * stride];

    const long shift = quantity_shift(bid_quantity, ask_quantity);
    const long b = bid_quantity >> shift;
    const long a = ask_quantity >> shift;
    const long sum = b + a;
    const long divisor = sum == 0 ? 1 : sum;
    const long spread = (long) ((ulong) ask_price - (ulong) bid_price);
    const int in_range = sum != 0 && abs(spread) < (1UL << 32);

    const long fraction = b * (1L << 30) / divisor;
    const long offset = (long) ((ulong) spread * (ulong) fraction) >> 14;

    signals[row] = ((b - a) * (1L << 30)) / divisor;
    signals[row + stride] = in_range ? (long) (((ulong) bid_price << 16) + (ulong) offset) : mid_price(bid_price, ask_price);
}
