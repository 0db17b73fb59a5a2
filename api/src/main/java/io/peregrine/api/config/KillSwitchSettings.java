package io.peregrine.api.config;

/**
 * The block {@code kill_switch}.
 *
 * @param watchdog          does {@code run --mode live} start a watchdog?
 * @param watchdogTimeoutNs within which a stuck engine is seen
 * @param flatten           are positions closed after everything is cancelled?
 */
public record KillSwitchSettings(boolean watchdog, long watchdogTimeoutNs, boolean flatten) {
}
