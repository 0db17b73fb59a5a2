package io.peregrine.net;

/**
 * What becomes of the requests of an {@link HttpConnection} or an {@link HttpPool}: for each that was taken, exactly one of the two.
 *
 * <p><b>Threading:</b> called on the thread of {@code doWork}; another request may be sent from within.
 */
public interface HttpResponseListener {
    /**
     * The server answered, whatever the status.
     *
     * @param token         given with the request
     * @param response      valid during the call only
     * @param receiveTimeNs time of the duty cycle that read its last byte
     */
    void onResponse(long token, HttpResponse response, long receiveTimeNs, long nowNs);

    /**
     * There is no answer and none will come: the connection ended, the time is over, or what came was no HTTP. The server may have
     * done what was asked.
     *
     * @param reason for people
     */
    void onNoResponse(long token, String reason, long nowNs);
}
