package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The signals on the CPU's vector unit: 2 (NEON, SSE), 4 (AVX2) or 8 (AVX-512) instruments at a time. The default backend, and what a
 * device falls back to.
 *
 * <p>No vector unit divides 64-bit integers, so the division is done in doubles and then corrected to the exact integer. With
 * {@code d = b + a < 2^32} and {@code n = b * 2^31 < 2^62}, both exact as doubles, both signals follow from
 * {@code g = floor(n / d) <= 2^31}: the microprice's fraction {@code floor(b * 2^30 / d)} is {@code floor(g / 2)}, and the imbalance
 * {@code trunc((b - a) * 2^30 / d)} is {@code trunc(n / d - 2^30)}, which is {@code g - 2^30}, plus 1 where that is negative and the
 * division leaves a remainder. Proof that {@code g} is exact:
 * <ol>
 *   <li>The double quotient {@code q} is off by at most half a unit in the last place of a number up to 2^31, 2^-22.
 *   <li>Let {@code m} be the integer nearest to {@code q}: it is {@code floor(n / d)} or one more. It is not less, because
 *       {@code m >= q - 1/2 > floor(n / d) - 1}; it is not greater, because {@code m <= q + 1/2 < n / d + 1/2 + 2^-21}.
 *   <li>The remainder {@code r = n - m * d} lies strictly between {@code -d} and {@code d}, so it has at most 33 bits and a fused
 *       multiply-add gives it exactly. {@code m} is one too many exactly where {@code r < 0}, and the division is exact exactly where
 *       {@code r == 0}.
 * </ol>
 *
 * <p>Work goes in blocks through arrays on the heap, in three short loops that call no method of this class. That is for the compiler:
 * where it declines to inline, a vector becomes an object and the loop ten times slower. The block stays in the first-level cache.
 *
 * <p><b>Threading:</b> confined to the owner. <b>Memory:</b> the block, and a view of the last batch. <b>Allocates:</b> none once compiled,
 * but for the view of a batch that it has not just seen. <b>Errors:</b> cannot fail.
 */
public final class VectorSignalEngine implements SignalEngine {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, LONGS.vectorShape());

    /**
     * How lanes are converted: a double from 2^52 to 2^53 has the integer above 2^52 in its low bits. So an integer below 2^52 becomes a
     * double when these bits are set and 2^52 is subtracted, and the other way round. The vector unit of AVX2 has no other way.
     */
    private static final double TWO_52 = 0x1p52;
    private static final long TWO_52_BITS = Double.doubleToRawLongBits(TWO_52);
    /** The same for integers of either sign, below 2^51. */
    private static final double SIGNED = 0x1.8p52;
    private static final long SIGNED_BITS = Double.doubleToRawLongBits(SIGNED);
    /** A double's biased exponent less this is the number of bits of its integer part. */
    private static final long BIT_LENGTH_BIAS = 1022;
    private static final long LOW_32 = 0xFFFF_FFFFL;
    /** Instruments at a time: a multiple of every vector's length. The rest of a last, shorter vector is computed too and never stored. */
    private static final int BLOCK = 256;

    private final long[] bidPrice = new long[BLOCK];
    private final long[] bidQuantity = new long[BLOCK];
    private final long[] askPrice = new long[BLOCK];
    private final long[] askQuantity = new long[BLOCK];
    private final double[] b = new double[BLOCK];
    private final double[] d = new double[BLOCK];
    private final long[] fraction = new long[BLOCK];
    private final long[] imbalance = new long[BLOCK];
    private final long[] microprice = new long[BLOCK];

    /** Below this the scalar loop is as fast, and it does not need the compiler first: a few instruments never warm the vectors up. */
    private static final int SCALAR_BELOW = 64;

    private final ScalarSignalEngine scalar = new ScalarSignalEngine();
    private SignalBatch batch;
    private MemorySegment memory;

    @Override
    public String name() {
        return "cpu-vector";
    }

    @Override
    public boolean compute(final SignalBatch batch, final int count) {
        if (count < SCALAR_BELOW) {
            return scalar.compute(batch, count);
        }
        if (batch != this.batch) {
            memory = MemorySegment.ofBuffer(batch.buffer().byteBuffer());
            this.batch = batch;
        }
        for (int from = 0; from < count; from += BLOCK) {
            final int length = Math.min(BLOCK, count - from);
            load(0, from, length, bidPrice);
            load(1, from, length, bidQuantity);
            load(2, from, length, askPrice);
            load(3, from, length, askQuantity);
            scale(length);
            divide(length);
            weigh(length);
            store(4, from, length, imbalance);
            store(5, from, length, microprice);
        }
        return true;
    }

    /** Quantities to {@code b} and {@code d}. */
    private void scale(final int length) {
        for (int i = 0; i < length; i += LONGS.length()) {
            final LongVector bid = LongVector.fromArray(LONGS, bidQuantity, i);
            final LongVector ask = LongVector.fromArray(LONGS, askQuantity, i);
            final LongVector high = bid.or(ask).lanewise(VectorOperators.LSHR, 31);
            final DoubleVector highAsDouble = high.or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
            final LongVector shift = highAsDouble.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 52).sub(BIT_LENGTH_BIAS).max(0);
            final LongVector b = bid.lanewise(VectorOperators.LSHR, shift);
            final LongVector d = ask.lanewise(VectorOperators.LSHR, shift).add(b);
            final DoubleVector bAsDouble = b.or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
            final DoubleVector dAsDouble = d.or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
            // An empty book is computed as a balanced one, which is its contract: imbalance 0, microprice the mid.
            final VectorMask<Double> empty = dAsDouble.eq(0);
            bAsDouble.blend(0.5, empty).intoArray(this.b, i);
            dAsDouble.blend(1, empty).intoArray(this.d, i);
        }
    }

    /** {@code b} and {@code d} to the imbalance and the microprice's fraction. */
    private void divide(final int length) {
        for (int i = 0; i < length; i += LONGS.length()) {
            final DoubleVector n = DoubleVector.fromArray(DOUBLES, b, i).mul(0x1p31);
            final DoubleVector d = DoubleVector.fromArray(DOUBLES, this.d, i);
            final DoubleVector m = n.div(d).add(TWO_52).sub(TWO_52);
            final DoubleVector r = m.neg().fma(d, n);
            final DoubleVector g = m.sub(1, r.lt(0));
            final DoubleVector floor = g.sub(0x1p30);
            final DoubleVector truncated = floor.add(1, floor.lt(0).and(r.compare(VectorOperators.NE, 0)));
            truncated.add(SIGNED).reinterpretAsLongs().sub(SIGNED_BITS).intoArray(imbalance, i);
            g.add(TWO_52).reinterpretAsLongs().sub(TWO_52_BITS).lanewise(VectorOperators.LSHR, 1).intoArray(fraction, i);
        }
    }

    /** Prices and fraction to the microprice. */
    private void weigh(final int length) {
        for (int i = 0; i < length; i += LONGS.length()) {
            final LongVector bid = LongVector.fromArray(LONGS, bidPrice, i);
            final LongVector ask = LongVector.fromArray(LONGS, askPrice, i);
            final LongVector spread = ask.sub(bid);
            final LongVector sign = spread.lanewise(VectorOperators.ASHR, 63);
            final LongVector magnitude = spread.lanewise(VectorOperators.XOR, sign).sub(sign);
            final VectorMask<Long> wide = magnitude.lanewise(VectorOperators.LSHR, 32).compare(VectorOperators.NE, 0);
            // Both factors are cut to 32 bits, which tells the compiler that one 32 x 32 multiplication is enough.
            final LongVector product = magnitude.and(LOW_32).mul(LongVector.fromArray(LONGS, fraction, i).and(LOW_32));
            final LongVector share = product.lanewise(VectorOperators.XOR, sign).sub(sign).lanewise(VectorOperators.ASHR, 14);
            final LongVector mid = bid.add(ask).lanewise(VectorOperators.LSHL, 15);
            bid.lanewise(VectorOperators.LSHL, 16).add(share).blend(mid, wide).intoArray(microprice, i);
        }
    }

    private void load(final int column, final int from, final int length, final long[] block) {
        MemorySegment.copy(memory, ValueLayout.JAVA_LONG, batch.columnOffset(column) + (long) from * Long.BYTES, block, 0, length);
    }

    private void store(final int column, final int from, final int length, final long[] block) {
        MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_LONG, batch.columnOffset(column) + (long) from * Long.BYTES, length);
    }

    @Override
    public String failure() {
        return null;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
