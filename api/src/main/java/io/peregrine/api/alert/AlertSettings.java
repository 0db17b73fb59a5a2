package io.peregrine.api.alert;

import java.util.List;

/**
 * Settings of the alerts; see {@code alerts} in docs/settings.md.
 *
 * @param channels     where alerts can go
 * @param rules        which go where
 * @param repeatNs     the same alert (type, severity, rule, strategy, instrument) is not sent again for so long
 * @param perMinuteMax alerts of one channel a minute
 * @param attemptsMax  tries to deliver one
 * @param queueLength  alerts that may wait for one channel
 */
public record AlertSettings(
        List<ChannelSettings> channels, List<AlertRule> rules, long repeatNs, int perMinuteMax, int attemptsMax, int queueLength) {
    /** No channel, no alert. */
    public static final AlertSettings NONE = new AlertSettings(List.of(), List.of(), 300_000_000_000L, 30, 5, 1_000);

    /** The channel of this name, or null. */
    public ChannelSettings channel(final String id) {
        return channels.stream().filter(channel -> channel.id().equals(id)).findFirst().orElse(null);
    }
}
