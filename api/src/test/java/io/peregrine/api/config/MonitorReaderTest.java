package io.peregrine.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.risk.AnomalySettings;
import io.peregrine.risk.BreakerSettings;
import io.peregrine.risk.LossSettings;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.TighteningSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorReaderTest {
    @TempDir
    private Path folder;

    @Test
    void withoutKeysOnlyWhatWasAlwaysWatchedIs() throws IOException {
        assertEquals(MonitorSettings.STANDARD, read("").risk().monitors());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        assertEquals(
                new MonitorSettings(
                        new BreakerSettings(60_000_000_000L, 30_000_000_000L),
                        new LossSettings(63_000_000_000_000L, 10_000_000_000L, 2.5, 5_050_000_000L, 10_000_000_000L, 4),
                        new AnomalySettings(20, 15, 75, true),
                        new TighteningSettings(0.25, 0.0005)),
                read("violation_window: 1m, cool_down: 30s, day_boundary: '17:30', max_strategy_daily_loss: 100, "
                        + "max_strategy_drawdown: 2.5, max_loss_in_window: 50.5, loss_window: 10s, max_loss_streak: 4, "
                        + "max_fills_per_second: 20, max_slippage: 15, max_concentration: 75, feed_breakers: true, "
                        + "min_limit_factor: 0.25, reference_volatility: 0.05").risk().monitors());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            day_boundary: 24:00         | day_boundary: '24:00' is not a time of the UTC day
            day_boundary: noon          | day_boundary: 'noon' is not a time of the UTC day
            max_strategy_daily_loss: 0  | max_strategy_daily_loss: '0' is not a decimal above 0
            max_strategy_drawdown: 101  | max_strategy_drawdown: '101' is not a percentage
            min_limit_factor: 1.5       | min_limit_factor: '1.5' is not a decimal above 0, to 1
            max_concentration: 101      | max_concentration: '101' is not a whole number from 0 to 100
            cool_down: 0s               | cool_down: '0s' is not a duration
            """)
    void refusesWhatIsOutOfRange(final String setting, final String expected) {
        final String message = assertThrows(ConfigException.class, () -> read(setting)).getMessage();
        assertTrue(message.contains("hft.risk_management." + expected), message);
    }

    private Configuration read(final String settings) throws IOException {
        final Path file = folder.resolve("config.yaml");
        Files.writeString(file, "hft: {risk_management: {" + settings + "}}\n");
        return ConfigReader.read(file, Environment.ofProcess());
    }
}
