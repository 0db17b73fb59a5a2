package io.peregrine.api.alert;

/**
 * How a channel did.
 *
 * @param id         its name
 * @param type       its type
 * @param sent       alerts that were delivered
 * @param failed     alerts that were given up
 * @param dropped    alerts for which there was no room, or no rate left
 * @param suppressed alerts that were the same as one shortly before
 * @param lastError  why the last try that failed did, or null
 */
public record ChannelStatus(String id, String type, long sent, long failed, long dropped, long suppressed, String lastError) {
}
