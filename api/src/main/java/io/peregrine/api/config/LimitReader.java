package io.peregrine.api.config;

import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.LimitTerms;
import io.peregrine.venue.VenueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads limits of risk: those of everything from {@code risk_management}, and blocks {@code limits} of venues, strategies and instruments.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link ConfigException}.
 */
final class LimitReader {
    /** Read elsewhere, because they have defaults. */
    private static final Set<LimitTerms> READ = Set.of(LimitTerms.POSITION_SIZE, LimitTerms.EXPOSURE, LimitTerms.ORDERS_PER_SECOND,
            LimitTerms.DAILY_LOSS, LimitTerms.DRAWDOWN);

    private final List<LimitSetting> limits = new ArrayList<>();

    /** All that were read. */
    List<LimitSetting> limits() {
        return List.copyOf(limits);
    }

    /** The block {@code limits} of an entry. */
    void block(final Section entry, final RiskScope scope, final int scopeId) {
        try (Section block = entry.section("limits")) {
            read(block, scope, scopeId);
        }
    }

    /** The limits of everything in {@code risk_management}, its defaults for scopes, and its block {@code instruments}. */
    void total(final Section risk, final List<VenueSettings> venues, final int strategyCount) {
        for (final LimitTerms terms : LimitTerms.values()) {
            if (!READ.contains(terms) && risk.text(terms.key(), null) != null) {
                limits.add(LimitSetting.total(terms.limit(), value(risk, terms.key(), terms)));
            }
        }
        final List<LimitSetting> single = List.copyOf(limits);
        exposures(risk, "max_venue_exposure", single, RiskScope.VENUE, venues.stream().mapToInt(venue -> venue.venue().ordinal()));
        exposures(risk, "max_strategy_exposure", single, RiskScope.STRATEGY, IntStream.rangeClosed(0, strategyCount));
        try (Section instruments = risk.section("instruments")) {
            int id = 0;
            for (final VenueSettings venue : venues) {
                for (final String symbol : venue.symbols()) {
                    final String key = venue.venue().key() + ':' + symbol;
                    if (instruments.has(key)) {
                        try (Section block = instruments.section(key)) {
                            read(block, RiskScope.INSTRUMENT, id);
                        }
                    }
                    id++;
                }
            }
        }
        final List<LimitSetting> all = List.copyOf(limits);
        final int count = venues.stream().mapToInt(venue -> venue.symbols().size()).sum();
        exposures(risk, "max_instrument_exposure", all, RiskScope.INSTRUMENT, IntStream.range(0, count));
    }

    private void read(final Section block, final RiskScope scope, final int scopeId) {
        for (final LimitTerms terms : LimitTerms.values()) {
            if (terms.in(scope)) {
                final String text = block.text(terms.key(), null);
                if (text != null) {
                    limits.add(new LimitSetting(terms.limit(), scope, scopeId, value(block, terms.key(), terms)));
                }
            }
        }
    }

    /** What holds for each scope of a kind that has no value of its own. */
    private void exposures(
            final Section risk, final String key, final List<LimitSetting> given, final RiskScope scope, final IntStream scopeIds) {
        if (risk.text(key, null) != null) {
            final long value = value(risk, key, LimitTerms.EXPOSURE);
            scopeIds.filter(id -> given.stream().noneMatch(
                            limit -> limit.limit() == RiskLimit.MAX_EXPOSURE && limit.scope() == scope && limit.scopeId() == id))
                    .forEach(id -> limits.add(new LimitSetting(RiskLimit.MAX_EXPOSURE, scope, id, value)));
        }
    }

    private static long value(final Section section, final String key, final LimitTerms terms) {
        final String text = section.text(key, "");
        final long value = LimitText.parse(terms, text);
        if (value == LimitText.INVALID) {
            throw section.wrong(key, text, LimitText.range(terms));
        }
        return value;
    }
}
