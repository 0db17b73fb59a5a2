package io.peregrine.api.doctor;

/**
 * One thing about the machine.
 *
 * @param name    what was looked at
 * @param value   what was found
 * @param good    is it as an engine wants it?
 * @param improve how to improve it; empty where it is good
 */
public record Finding(String name, String value, boolean good, String improve) {
    static Finding of(final String name, final String value, final boolean good, final String improve) {
        return new Finding(name, value, good, good ? "" : improve);
    }
}
