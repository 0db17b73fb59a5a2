/**
 * Alerts: rules over risk events and over the engine's health, to a log, a webhook or e-mail. Beside the engine: what is slow or broken
 * here costs alerts, which are counted, and nothing else. Runs on threads of its own, one for each channel.
 */
package io.peregrine.api.alert;
