package io.peregrine.api.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keys of {@code hft}, such as {@code risk_management.max_drawdown}, whose effect this test shows from a configuration file or a command
 * over REST to what a simulated venue and REST say. {@link BitesTest} misses no key.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Bites {
    /** Their names, without {@code hft}. */
    String[] value();
}
