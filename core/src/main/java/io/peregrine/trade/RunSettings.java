package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalWriter;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.RunSettingEncoder;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.ReplaceStyle;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.risk.AnomalySettings;
import io.peregrine.risk.BreakerSettings;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.LossSettings;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.risk.TighteningSettings;
import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.StrategySettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.agrona.ExpandableArrayBuffer;

/**
 * What a core was made from, as names and values in the journal: a reader needs nothing but the journal to know what its numbers stand for,
 * and to make such a core again.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link IllegalArgumentException} for settings that do not make a core.
 */
public final class RunSettings {
    private static final String INSTRUMENT = "instrument.";
    private static final String ASSET = "asset.";
    private static final String CAPABILITIES = "capabilities.";
    private static final String STRATEGY = "strategy.";
    private static final String PARAMETER = ".parameter.";
    private static final String LIMIT = "limit.";
    private static final String SEPARATOR = "|";

    private RunSettings() {
    }

    /** All settings of a core. */
    static Map<String, String> of(final TradeContext context) {
        final Map<String, String> settings = new LinkedHashMap<>();
        final List<String> assets = context.instruments().assets();
        for (int i = 0; i < assets.size(); i++) {
            settings.put(ASSET + i, assets.get(i));
        }
        for (final Instrument i : context.instruments().all()) {
            settings.put(INSTRUMENT + i.instrumentId(), join(i.venue().name(), i.symbol(), i.venueSymbol(), i.baseAsset(), i.quoteAsset(),
                    i.priceDecimals(), i.quantityDecimals(), i.tickSize(), i.lotSize(), i.quantityMin(), i.quantityMax(), i.notionalMin()));
            final OrderCapabilities can = context.capabilities(i.instrumentId());
            settings.put(CAPABILITIES + i.instrumentId(), join(can.stop(), can.stopLimit(), can.replace().name()));
        }
        for (final StrategySettings strategy : context.strategies()) {
            final String key = STRATEGY + strategy.strategyId();
            settings.put(key, join(strategy.name(), strategy.type(), strategy.autoStart(), join(
                    IntStream.of(strategy.instrumentIds()).boxed().toArray())));
            strategy.parameters().forEach((name, value) -> settings.put(key + PARAMETER + name, value));
        }
        final OrderSettings orders = context.orders();
        settings.put("orders", join(orders.ordersPerSecondMax(), orders.orderTimeoutNs(), orders.fillTimeoutNs(), orders.retryAttempts(),
                orders.openOrdersMax(), orders.reconcileIntervalNs(), orders.unknownOrders().name(), orders.selfTradePrevention().name()));
        final RiskSettings risk = context.risk();
        settings.put("risk", join(risk.dailyLossMaxE8(), risk.drawdownMaxPercent(), risk.positionSizeMaxE8(), risk.exposureMaxE8(),
                risk.checkIntervalNs(), risk.violationThreshold()));
        settings.put("monitors", monitors(risk.monitors()));
        for (int i = 0; i < risk.limits().size(); i++) {
            final LimitSetting limit = risk.limits().get(i);
            settings.put(LIMIT + i, join(limit.limit().name(), limit.scope().name(), limit.scopeId(), limit.value()));
        }
        return settings;
    }

    /** The number behind the prefix, or -1 where the name is none of prefix and number. */
    private static int id(final String prefix, final String name) {
        final String id = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return id.isEmpty() || id.length() > 9 || !id.chars().allMatch(Character::isDigit) ? -1 : Integer.parseInt(id);
    }

    /** The instrument that a setting describes, or null where it describes something else. */
    public static Instrument instrument(final String name, final String value) {
        final int instrumentId = id(INSTRUMENT, name);
        return instrumentId < 0 ? null : instrument(instrumentId, value);
    }

    /** The id of the strategy that a setting describes, or -1 where it describes something else. */
    public static int strategyId(final String name) {
        return id(STRATEGY, name);
    }

    /** The strategy's name in such a setting. */
    public static String strategyName(final String value) {
        return split(value)[0];
    }

    /** Writes all settings of a core, a record each. */
    public static void write(final TradeContext context, final JournalWriter journal) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final RunSettingEncoder encoder = new RunSettingEncoder();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        of(context).forEach((name, value) -> {
            encoder.wrapAndApplyHeader(buffer, 0, header).name(name).value(value);
            journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        });
    }

    /** What a core with these settings is made from; with the built-in strategies. */
    static TradeContext context(
            final int runId, final Map<String, String> settings, final JournalWriter journal, final OrderListener gateway) {
        final List<String> assets = new ArrayList<>();
        for (int i = 0; settings.containsKey(ASSET + i); i++) {
            assets.add(settings.get(ASSET + i));
        }
        final List<Instrument> instruments = new ArrayList<>();
        final List<OrderCapabilities> capabilities = new ArrayList<>();
        for (int i = 0; settings.containsKey(INSTRUMENT + i); i++) {
            instruments.add(instrument(i, settings.get(INSTRUMENT + i)));
            final String[] can = split(settings.get(CAPABILITIES + i));
            capabilities.add(new OrderCapabilities(
                    Boolean.parseBoolean(can[0]), Boolean.parseBoolean(can[1]), ReplaceStyle.valueOf(can[2])));
        }
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("run " + runId + " has no settings in the journal: it was written by an older version");
        }
        final String[] o = split(settings.get("orders"));
        final String[] r = split(settings.get("risk"));
        return new TradeContext(runId, new Instruments(instruments, assets, List.of()), strategies(settings),
                new OrderSettings(Integer.parseInt(o[0]), Long.parseLong(o[1]), Long.parseLong(o[2]), Integer.parseInt(o[3]),
                        Integer.parseInt(o[4]), Long.parseLong(o[5]), UnknownOrders.valueOf(o[6]),
                        o.length > 7 ? SelfTradePrevention.valueOf(o[7]) : SelfTradePrevention.CANCEL_NEWEST),
                new RiskSettings(Long.parseLong(r[0]), Double.parseDouble(r[1]), Long.parseLong(r[2]), Long.parseLong(r[3]),
                        Long.parseLong(r[4]), Integer.parseInt(r[5]), monitors(settings.get("monitors")),
                        limits(settings)),
                journal, gateway, Strategies::create, capabilities);
    }

    private static Instrument instrument(final int instrumentId, final String value) {
        final String[] f = split(value);
        return new Instrument(
                instrumentId, Venue.valueOf(f[0]), f[1], f[2], f[3], f[4], Integer.parseInt(f[5]), Integer.parseInt(f[6]),
                Long.parseLong(f[7]), Long.parseLong(f[8]), Long.parseLong(f[9]), Long.parseLong(f[10]), Long.parseLong(f[11]));
    }

    private static String monitors(final MonitorSettings monitors) {
        final BreakerSettings breakers = monitors.breakers();
        final LossSettings losses = monitors.losses();
        final AnomalySettings anomalies = monitors.anomalies();
        final TighteningSettings tightening = monitors.tightening();
        return join(breakers.violationWindowNs(), breakers.coolDownNs(), losses.dayBoundaryNs(), losses.strategyDailyLossMaxE8(),
                losses.strategyDrawdownMaxPercent(), losses.velocityMaxE8(), losses.windowNs(), losses.streakMax(),
                anomalies.fillsPerSecondMax(), anomalies.slippageMaxBps(), anomalies.concentrationMaxPercent(), anomalies.feedBreakers(),
                tightening.factorMin(), tightening.referenceVolatility());
    }

    /** Runs of an older version had nothing watched besides. */
    private static MonitorSettings monitors(final String text) {
        if (text == null) {
            return MonitorSettings.STANDARD;
        }
        final String[] f = split(text);
        return new MonitorSettings(
                new BreakerSettings(Long.parseLong(f[0]), Long.parseLong(f[1])),
                new LossSettings(Long.parseLong(f[2]), Long.parseLong(f[3]), Double.parseDouble(f[4]), Long.parseLong(f[5]),
                        Long.parseLong(f[6]), Integer.parseInt(f[7])),
                new AnomalySettings(Integer.parseInt(f[8]), Integer.parseInt(f[9]), Integer.parseInt(f[10]), Boolean.parseBoolean(f[11])),
                new TighteningSettings(Double.parseDouble(f[12]), Double.parseDouble(f[13])));
    }

    private static List<LimitSetting> limits(final Map<String, String> settings) {
        final List<LimitSetting> limits = new ArrayList<>();
        for (int i = 0; settings.containsKey(LIMIT + i); i++) {
            final String[] f = split(settings.get(LIMIT + i));
            limits.add(new LimitSetting(
                    RiskLimit.valueOf(f[0]), RiskScope.valueOf(f[1]), Integer.parseInt(f[2]), Long.parseLong(f[3])));
        }
        return limits;
    }

    private static List<StrategySettings> strategies(final Map<String, String> settings) {
        final List<StrategySettings> strategies = new ArrayList<>();
        for (int id = 1; settings.containsKey(STRATEGY + id); id++) {
            final String[] f = split(settings.get(STRATEGY + id));
            final String prefix = STRATEGY + id + PARAMETER;
            final Map<String, String> parameters = new LinkedHashMap<>();
            settings.forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    parameters.put(name.substring(prefix.length()), value);
                }
            });
            final int[] instrumentIds = Arrays.stream(f).skip(3).filter(text -> !text.isEmpty()).mapToInt(Integer::parseInt).toArray();
            strategies.add(new StrategySettings(id, f[0], f[1], instrumentIds, parameters, Boolean.parseBoolean(f[2])));
        }
        return strategies;
    }

    private static String join(final Object... values) {
        return String.join(SEPARATOR, Arrays.stream(values).map(Object::toString).toList());
    }

    private static String[] split(final String text) {
        return text.split("\\" + SEPARATOR, -1);
    }
}
